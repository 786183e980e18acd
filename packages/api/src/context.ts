import type { Actor } from "./account/actor.ts";
import type { RateState } from "./limits/limiter.ts";
import type { Services } from "./services.ts";
import type { Repeatable } from "./session/ids.ts";

/** What a procedure sees of the request it serves. */
export type Context = {
  services: Services;
  actor: Actor | null;
  requestId: string;
  /** Verifies the credential again: a stream can outlive the credential that opened it. */
  identifyAgain?: (() => Promise<Actor | null>) | undefined;
  /** The caller's network address, where there is one. */
  address?: string | undefined;
  /** Set when the request carries an idempotency key: makes the ids of what it creates repeatable. */
  repeatable?: Repeatable | undefined;
  /** Filled while the request is served; read by the HTTP layer. */
  response: {
    rate?: RateState;
    /** The session that the response is about. */
    session?: { id: string; ownerId: string };
  };
};

/** The context of a request whose caller is known. */
export type ActorContext = Context & { actor: Actor };
