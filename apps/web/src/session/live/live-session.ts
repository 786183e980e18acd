import type { SessionDetail, SessionKind } from "../../api/types.ts";
import { kindOf } from "../../kinds.tsx";
import type { LiveEvent } from "./live-event.ts";

/**
 * A session with its expiry on this page's own clock (`performance.now()`, in milliseconds). The browser's wall clock
 * may be wrong by hours, so the server sends the time left, and the page counts it down.
 */
export type LiveSession<K extends SessionKind = SessionKind> = Extract<SessionDetail, { kind: K }> & {
  deadline: number;
};

/** A session as events and mutations return it, without what only the owner's view has. */
export type AnySession = Extract<LiveEvent, { session: unknown }>["session"];

/** Fixes the deadline when a response arrives. */
export function withDeadline(session: SessionDetail): LiveSession {
  return { ...session, deadline: performance.now() + kindOf(session.kind).timeLeft(session) };
}

/** Merges an event's or a mutation's session into the cached one, unless its version is older. */
export function updated(known: LiveSession | undefined, next: AnySession): LiveSession | undefined {
  if (!known || next.version < known.version) return known;
  return withDeadline({ ...known, ...next } as SessionDetail);
}
