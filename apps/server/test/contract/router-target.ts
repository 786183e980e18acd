import type { Scope } from "@parley/api/account/schema";
import { appRouter } from "@parley/api/root";
import { expect } from "vitest";
import { type Call, call, callForLines, subscribe } from "./router-http.ts";
import { type Answer, type Boundary, NOTHING, type Row, type Rung, type Target } from "./target.ts";
import { bearer, type World } from "./world.ts";

export type ProcedureRow = Row<object | undefined> & {
  /** The reason of the refusal where nothing has the subject's id; SESSION_NOT_FOUND by default. */
  notFound?: string;
  /** Whether the result is sent while it is made, as lines of JSON. */
  streams?: boolean;
};

/** A part of the router. Procedures are named as they are in it; one that can be called for several things has several rows. */
export type RouterContract = { boundary: Boundary; rows: Record<string, ProcedureRow | ProcedureRow[]> };

/** How each procedure of the router is called, by its whole name. tRPC keeps them flat; its types say that they are nested. */
export const PROCEDURES = new Map(
  Object.entries(
    appRouter._def.procedures as unknown as Record<string, { _def: { type: Call["type"] } }>,
  ).map(([name, procedure]) => [name, procedure._def.type]),
);

/** A procedure, as calls over HTTP. */
export function routerTarget(name: string, row: ProcedureRow, boundary: Boundary): Target {
  const type = PROCEDURES.get(name) ?? "query";
  let known: Promise<Rung> | undefined;

  const send: Target["send"] = async (world, credential, subject, options = {}) => {
    const input = options.broken ? "{" : JSON.stringify(row.request(subject));
    const request = { world, name, type, input, credential };
    const answer = await senderOf(type, row, options.expectsSuccess === true)(request);
    if (answer.status >= 400)
      expect(world.secrets.filter((secret) => answer.text.includes(secret))).toEqual([]);
    return answer;
  };

  return {
    ...row,
    name: row.subject ? `${name} of ${row.subject}` : name,
    boundary,
    successStatus: 200,
    rung(world) {
      known ??= rungOf(world, (credential) => send(world, credential, NOTHING, { broken: true }));
      return known;
    },
    send,
    refusal: (reason, scope) => ({
      status: reason === "UNAUTHORIZED" ? 401 : 403,
      body: {
        message: scope ? `This needs the scope ${scope}` : expect.stringMatching(/\S/),
        code: reason,
        reason,
        details: scope ? { scope } : expect.any(Object),
      },
    }),
    notFound: () => ({
      status: 404,
      body: {
        message: expect.stringMatching(/\S/),
        code: "NOT_FOUND",
        reason: row.notFound ?? "SESSION_NOT_FOUND",
        details: expect.any(Object),
      },
    }),
  };
}

function senderOf(type: Call["type"], { streams }: ProcedureRow, expectsSuccess: boolean) {
  if (type === "subscription") return subscribe;
  return streams && expectsSuccess ? callForLines : call;
}

/** The credential that a procedure needs, from how it refuses none and one that is too weak. */
async function rungOf(
  world: World,
  sendWith: (credential: Record<string, string>) => Promise<Answer>,
): Promise<Rung> {
  const { status } = await sendWith({});
  if (status !== 401) return "public";
  const { body } = await sendWith(bearer(world.keys["sessions:health"]));
  const { scope } = (body as { details: { scope?: Scope } }).details;
  return scope ? { scope } : "account";
}
