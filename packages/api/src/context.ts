import type { Scope } from "./account/schema.ts";
import type { Services } from "./services.ts";
import type { Repeatable } from "./session/ids.ts";

/** Who is calling, and what they may do. */
export type Actor =
  | { type: "user"; ownerId: string }
  | { type: "key"; ownerId: string; keyId: string; scopes: readonly Scope[] }
  | { type: "session"; ownerId: string; sessionId: string; scopes: readonly Scope[] };

/** How many requests are left in the tightest of the limits that a request fell under. */
export type RateState = { limit: number; remaining: number; resetAt: Date };

/** What a procedure sees of the request it serves. */
export type Context = {
  services: Services;
  actor: Actor | null;
  requestId: string;
  /** Asks once more who is calling: a stream can outlive the credential that opened it. */
  identifyAgain?: (() => Promise<Actor | null>) | undefined;
  /** The caller's network address, where there is one. */
  address?: string | undefined;
  /** Given when the request carries an idempotency key: makes the ids of what it creates repeatable. */
  repeatable?: Repeatable | undefined;
  /** Filled while the request is served; read by the HTTP layer. */
  response: { rate?: RateState };
};
