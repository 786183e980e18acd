import { SCOPES, type Scope } from "@parley/api/account/schema";
import { addParticipant, leaveSession } from "@parley/api/session/access/participants";
import { PARTICIPANT_ROLES, type ParticipantRole } from "@parley/db/schema/session";
import { expect } from "vitest";
import { startTestServer, type TestPerson, type TestServer } from "../../src/testing.ts";
import { type Digest, digestOf, digestOfOwner } from "./digest.ts";
import { SUBJECTS, type Subject, type SubjectName } from "./subjects.ts";

/** The headers by which a request authenticates. */
export type Credential = Record<string, string>;

export const bearer = (token: string): Credential => ({ authorization: `Bearer ${token}` });

/** An owner with things of every kind, and the other callers who may try to reach them. */
export type World = AsyncDisposable & {
  server: TestServer;
  owner: TestPerson;
  /** A person who has no part in anything of the owner's. */
  stranger: TestPerson;
  /** A person for each role; all of them take part in `other`. */
  participants: Record<ParticipantRole, TestPerson>;
  /** API keys of the owner's, each with one scope. */
  keys: Record<Scope, string>;
  /** Credentials that must open nothing, by what is wrong with them. */
  invalid: [fault: string, credential: Credential][];
  /** An agent session that was removed. Its token is still a valid credential, for a session that is not found. */
  removed: Subject;
  /** Another agent session of the owner's. */
  other: Subject;
  /** Makes a new thing of the owner's. */
  make(name: SubjectName): Promise<Subject>;
  /** Lets a person take part in a session of the owner's. */
  join(sessionId: string, person: TestPerson, role: ParticipantRole): Promise<void>;
  leave(sessionId: string, person: TestPerson): Promise<void>;
  /** What no error and no response to a stranger may hold: texts of the owner's things, and who the owner is. */
  secrets: string[];
  /** Ids of all things that were made. */
  ids: Set<string>;
  /** Sends requests, and expects that no row of the database was written. */
  unchanged(requests: () => Promise<void>): Promise<void>;
  /** Sends requests, and expects that no row of the owner's was written. */
  ownerUnchanged(requests: () => Promise<void>): Promise<void>;
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
  const makeKey = (scope: Scope, expiresAt?: string) =>
    caller.keys.create({ name: secret, scopes: [scope], expiresAt });
  const join: World["join"] = (id, person, role) =>
    addParticipant(services.db, { id, ownerId: owner.id }, person.id, role, clock.now());

  const [stranger, partner, editor, viewer] = await Promise.all([
    server.signUp("Stranger"),
    server.signUp("Partner"),
    server.signUp("Editor"),
    server.signUp("Viewer"),
  ]);
  const keys = Object.fromEntries(
    await Promise.all(SCOPES.map(async (scope) => [scope, (await makeKey(scope)).key])),
  ) as Record<Scope, string>;
  const participants = { partner, editor, viewer };
  const [other, removed] = [await make("agentSession"), await make("agentSession")];
  for (const role of PARTICIPANT_ROLES) await join(other.id, participants[role], role);
  await caller.agent.end({ id: removed.id });

  const statusWith = async (key: string) =>
    (await fetch(`${server.url}/api/trpc/account.me`, { headers: bearer(key) })).status;
  const expired = await makeKey("*", new Date(clock.now().getTime() + MINUTE).toISOString());
  const revoked = await makeKey("*");
  // Both are valid at first, and cached as such.
  expect([await statusWith(expired.key), await statusWith(revoked.key)]).toEqual([200, 200]);
  await caller.keys.revoke({ id: revoked.id });
  clock.advance(MINUTE);

  const expectSame = async (digest: () => Promise<Digest>, requests: () => Promise<void>) => {
    const before = await digest();
    await requests();
    expect(await digest()).toEqual(before);
  };

  return {
    server,
    owner,
    stranger,
    participants,
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
      ["a session token with another's signature", bearer(removed.token.replace(removed.id, other.id))],
      ["an unknown cookie", { cookie: "better-auth.session_token=nonsense" }],
    ],
    removed,
    other,
    make,
    join,
    async leave(id, person) {
      await leaveSession(services, { id, ownerId: owner.id }, person.id);
    },
    secrets: [secret, owner.id, owner.email],
    ids,
    unchanged: (requests) => expectSame(() => digestOf(services), requests),
    ownerUnchanged: (requests) =>
      expectSame(async () => digestOfOwner(await digestOf(services), owner.id), requests),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
