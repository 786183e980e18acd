import { SCOPES, type Scope } from "@parley/api/account/schema";
import { addParticipant, removeParticipant } from "@parley/api/session/access/store";
import type { ParticipantRole } from "@parley/db/schema/session";
import { expect } from "vitest";
import { startTestServer, type TestPerson, type TestServer } from "../../src/testing.ts";
import { digestOf, digestOfOwner } from "./digest.ts";
import { SUBJECTS, type Subject, type SubjectName } from "./subjects.ts";

/** The headers by which a request authenticates. */
export type Credential = Record<string, string>;

export const bearer = (token: string): Credential => ({ authorization: `Bearer ${token}` });

/** An owner with things of every kind, and everybody else who may try to reach them. */
export type World = AsyncDisposable & {
  server: TestServer;
  owner: TestPerson;
  /** Somebody with another account. */
  stranger: TestPerson;
  /** Somebody to take part in a session in each role. */
  participants: Record<ParticipantRole, TestPerson>;
  /** API keys of the owner's, each with one scope. */
  keys: Record<Scope, string>;
  /** Credentials that open nothing, by what is wrong with them. */
  invalid: [fault: string, credential: Credential][];
  /** An agent session that was removed. Its token is signed, and opens nothing. */
  removed: Subject;
  /** Another agent session of the owner's. */
  other: Subject;
  /** Makes a new thing of the owner's. */
  make(name: SubjectName): Promise<Subject>;
  /** Lets somebody take part in a session of the owner's. */
  join(sessionId: string, person: TestPerson, role: ParticipantRole): Promise<void>;
  leave(sessionId: string, person: TestPerson): Promise<void>;
  /** What no error and no stranger's response may hold: texts of the owner's things, and who the owner is. */
  secrets(): string[];
  /** Ids of all things that were made. */
  ids: Set<string>;
  /** Runs requests, and expects that the database holds the same rows as before. */
  unchanged(run: () => Promise<void>): Promise<void>;
  /** Runs requests, and expects that the owner's rows are the same as before. */
  ownerUnchanged(run: () => Promise<void>): Promise<void>;
};

const MINUTE = 60_000;

/** A server without background jobs, so that nothing but requests changes rows. */
export async function startWorld(): Promise<World> {
  const server = await startTestServer({ jobs: false });
  const { services, clock } = server;
  const secret = `secret${crypto.randomUUID().replaceAll("-", "")}`;
  const owner = await server.signUp(secret);
  const caller = server.callerOf({ type: "user", ownerId: owner.id });
  const ids = new Set<string>();

  async function make(name: SubjectName): Promise<Subject> {
    const made = { messageId: "", clientId: "", token: "", ...(await SUBJECTS[name].make(caller, secret)) };
    for (const id of [made.id, made.messageId, made.clientId]) if (id !== "") ids.add(id);
    return made;
  }
  const keyWith = async (scope: Scope, expiresAt?: string) =>
    caller.keys.create({ name: secret, scopes: [scope], expiresAt });

  const [stranger, partner, editor, viewer] = await Promise.all([
    server.signUp("Stranger"),
    server.signUp("Partner"),
    server.signUp("Editor"),
    server.signUp("Viewer"),
  ]);
  const keys = Object.fromEntries(
    await Promise.all(SCOPES.map(async (scope) => [scope, (await keyWith(scope)).key])),
  ) as Record<Scope, string>;
  const [other, removed] = [await make("agentSession"), await make("agentSession")];
  await caller.agent.end({ id: removed.id });

  const expired = await keyWith("*", new Date(clock.now().getTime() + MINUTE).toISOString());
  clock.advance(MINUTE);
  const revoked = await keyWith("*");
  await caller.keys.revoke({ id: revoked.id });

  const expectSame = async (run: () => Promise<void>, narrow: typeof digestOf) => {
    const before = await narrow(services);
    await run();
    expect(await narrow(services)).toEqual(before);
  };

  return {
    server,
    owner,
    stranger,
    participants: { partner, editor, viewer },
    keys,
    invalid: [
      ["no credential", {}],
      ["another scheme", { authorization: "Basic dTpw" }],
      ["an empty token", { authorization: "Bearer " }],
      ["a token of no form", bearer("nonsense")],
      ["a malformed key", bearer("pk_nonsense")],
      ["a key with one more character", bearer(`${keys["*"]}x`)],
      ["an unknown key in X-API-Key", { "x-api-key": "pk_nonsense" }],
      ["an expired key", bearer(expired.key)],
      ["a revoked key", bearer(revoked.key)],
      ["a malformed session token", bearer("pst_nonsense.x")],
      ["a session token without a signature", bearer(`pst_${other.id}`)],
      ["a session token with another's signature", bearer(swapSession(removed.token, removed.id, other.id))],
      ["an unknown cookie", { cookie: "better-auth.session_token=nonsense" }],
    ],
    removed,
    other,
    make,
    join: (id, person, role) =>
      addParticipant(services.db, { id, ownerId: owner.id }, person.id, role, clock.now()),
    async leave(id, person) {
      await removeParticipant(services.db, { id, ownerId: owner.id }, person.id, clock.now());
    },
    secrets: () => [secret, owner.id, owner.email],
    ids,
    unchanged: (run) => expectSame(run, digestOf),
    ownerUnchanged: (run) => expectSame(run, async (of) => digestOfOwner(await digestOf(of), owner.id)),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const swapSession = (token: string, from: string, to: string) => token.replace(from, to);
