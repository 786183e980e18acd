import type { Scope } from "@parley/api/account/schema";
import type { ParticipantRole } from "@parley/db/schema/session";
import type { Subject, SubjectName } from "./subjects.ts";
import type { Credential, World } from "./world.ts";

/** Where a request names nothing. */
export const NOTHING: Subject = { id: "", messageId: "", clientId: "", token: "" };

export type Need = "read" | "write" | "manage";

/** How a part of the product treats callers who have no part in a session that exists. */
export type Boundary = {
  /** `hidden`: as where there is no such session, so that ids leak nothing. */
  others: "forbidden" | "hidden";
  /** Whether session tokens are accepted. */
  sessionTokens: boolean;
};

/** What can't be derived of an operation or a procedure. */
export type Row<Request> = {
  /** What of the owner's the request names; null: nothing. */
  subject: SubjectName | null;
  /** A valid request. Without a subject all of its fields are empty. */
  request(subject: Subject): Request;
  /** What a participant has to be allowed, where the scope does not say it. */
  need?: Need;
  /** Refused to the holder of the session's token, whatever its scope. */
  personOnly?: boolean;
  /** Refused to every API key. */
  signedInOnly?: boolean;
};

/** The credential that a request needs. */
export type Rung = { scope: Scope } | "account" | "public";

export type Reason = "UNAUTHORIZED" | "FORBIDDEN";

/** A response, whose format has been checked. */
export type Answer = { status: number; body: unknown; text: string };

type Refusal = { status: number; body: unknown };

export type SendOptions = {
  /** Sends what can't be parsed in place of a valid request. */
  broken?: boolean;
  /** The base path of an API; its mount by default. */
  base?: string;
  /** Provides what a success needs of the server: a reply, a response that can stream. */
  expectsSuccess?: boolean;
};

/** An operation or a procedure, as the suite calls it. */
export type Target = Omit<Row<unknown>, "request"> & {
  name: string;
  boundary: Boundary;
  rung(world: World): Promise<Rung>;
  send(world: World, credential: Credential, subject: Subject, options?: SendOptions): Promise<Answer>;
  successStatus: number;
  /** The refusal; matchers stand for what is left open. @param scope that the credential lacks. */
  refusal(reason: Reason, scope?: Scope): Refusal;
  /** The refusal where nothing has this id. */
  notFound(id: string): Refusal;
};

/** What each role in a session allows. */
export const ROLES: Record<ParticipantRole, readonly Need[]> = {
  viewer: ["read"],
  editor: ["read", "write"],
  partner: ["read", "write"],
};

/** The scopes that a session's token has. */
export const TOKEN_SCOPES: readonly Scope[] = ["sessions:read", "sessions:write"];

const NEEDS: Partial<Record<Scope, Need>> = {
  "sessions:read": "read",
  "sessions:write": "write",
  "sessions:manage": "manage",
};

/** @throws Error where neither the row nor the scope says it. */
export function needOf({ name, need }: Target, rung: Rung): Need {
  const derived = need ?? (typeof rung === "object" ? NEEDS[rung.scope] : undefined);
  if (!derived) throw new Error(`${name}: the row must say what it needs of a participant`);
  return derived;
}
