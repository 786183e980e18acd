import type { Actor } from "./account/actor.ts";
import type { RateState } from "./limits/limiter.ts";
import type { Services } from "./services.ts";
import type { Repeatable } from "./session/ids.ts";

/** The request that a procedure serves. */
export type Context = {
  services: Services;
  actor: Actor | null;
  requestId: string;
  /**
   * Verifies the credential again, null when it is no longer valid: a stream can outlive the credential that opened it.
   */
  reauthenticate?: (() => Promise<Actor | null>) | undefined;
  /** The caller's network address, where there is one. */
  address?: string | undefined;
  /** Set when the request carries an idempotency key: a retry then creates rows with the same ids. */
  repeatable?: Repeatable | undefined;
  /** Filled by procedures, and read by the HTTP layer for its response headers. */
  response: {
    rate?: RateState;
    /** The session that the response is about. */
    session?: { id: string; ownerId: string };
  };
};

/** The context of a request whose caller is known. */
export type ActorContext = Context & { actor: Actor };
