import { APIS } from "@parley/rest/kinds";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agentContract } from "./agent-api.ts";
import { chatbotContract } from "./chatbot-api.ts";
import { type ApiContract, basesOf, type Endpoint, restTarget, sendRest } from "./rest-target.ts";
import type { Subject, SubjectName } from "./subjects.ts";
import { describeContract } from "./suite.ts";
import { NOTHING } from "./target.ts";
import { bearer, startWorld, type World } from "./world.ts";

// Each operation of each documented API: who may call it, and what everybody else is answered.

/** By the kind of the API. */
const CONTRACTS: Record<string, ApiContract> = { agent: agentContract, chatbot: chatbotContract };

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

it("has a row for each operation, and no other", () => {
  const operations = APIS.flatMap((api) => api.operations.map(({ name }) => `${api.kind}.${name}`));
  const rows = Object.entries(CONTRACTS).flatMap(([kind, contract]) =>
    Object.keys(contract.rows).map((name) => `${kind}.${name}`),
  );
  expect(rows.toSorted()).toEqual(operations.toSorted());
});

const endpoints = APIS.flatMap((api): Endpoint[] => {
  const contract = CONTRACTS[api.kind];
  return api.operations.flatMap((operation) => {
    const row = contract?.rows[operation.name];
    return contract && row ? [{ api, operation, row, contract }] : [];
  });
});

describeContract(endpoints.map(restTarget), () => world);

const make = async (name: SubjectName | null) => (name ? world.make(name) : NOTHING);

describe.each(endpoints)("$api.kind.$operation.name", (endpoint) => {
  const { api, operation, row, contract } = endpoint;
  const { successStatus, send, refusal, notFound, boundary } = restTarget(endpoint);

  it("is at the mount and at the root, and nowhere without a credential", async () => {
    for (const base of basesOf(api)) {
      const subject = await make(row.subject);
      const answer = await send(world, bearer(world.owner.token), subject, { base, expectsSuccess: true });
      expect({ base, status: answer.status }).toEqual({ base, status: successStatus });
      if (operation.scope === null) continue;
      const { status, body } = await send(world, {}, subject, { base });
      expect({ base, status, body }).toEqual({ base, ...refusal("UNAUTHORIZED") });
    }
  });

  if (!api.sessionTokens)
    it("is closed to a session's token before it looks at the request", async () => {
      await world.unchanged(async () => {
        const answer = await send(world, bearer(world.other.token), NOTHING, { broken: true });
        expect({ status: answer.status, body: answer.body }).toEqual(refusal("FORBIDDEN"));
      });
    });

  const field = fieldOf(endpoint);
  if (field !== undefined)
    it("answers an id of another form as the API documents it", async () => {
      const subject = await make(row.subject);
      await world.unchanged(async () => {
        for (const id of OTHER_FORMS) {
          const headers = bearer(world.owner.token);
          const { status, body } = await sendRest(world, endpoint, { subject, headers, rawId: id });
          expect({ id, status, body }).toEqual({ id, ...contract.malformedId(field) });
        }
      });
    });

  if (operation.stream)
    it("opens a stream to nobody who is refused a response", async () => {
      if (!row.stream) throw new Error("the row must say how a stream is requested");
      const subject = await make(row.subject);
      const { stranger, participants, unchanged, join } = world;
      await join(subject.id, participants.viewer, "viewer");
      await unchanged(async () => {
        for (const [credential, expected] of [
          [{}, refusal("UNAUTHORIZED")],
          [bearer(participants.viewer.token), refusal("FORBIDDEN")],
          [
            bearer(stranger.token),
            boundary.others === "forbidden" ? refusal("FORBIDDEN") : notFound(subject.id),
          ],
        ] as const) {
          const request = { subject, headers: credential, streams: true };
          const { status, body } = await sendRest(world, endpoint, request);
          expect({ status, body }).toEqual(expected);
        }
      });
    });
});

/** What callers send in place of an id, as it is written in the path or the query. */
const OTHER_FORMS = [
  "x",
  "null",
  "%00",
  "a%2Fb",
  "%E0%A4%A",
  "%zz",
  "..;",
  "'; drop table session --",
  "0123456789abcdef0123456",
  "0123456789abcdef012345670",
  "0123456789abcdef0123456g",
  "x".repeat(5000),
];

/** The name under which the path or the query of a request has the subject's id. */
function fieldOf({ row }: Endpoint): string | undefined {
  const example: Subject = { ...NOTHING, id: "id" };
  const { params, query } = row.request(example);
  return Object.entries({ ...params, ...query }).find(([, value]) => value === example.id)?.[0];
}
