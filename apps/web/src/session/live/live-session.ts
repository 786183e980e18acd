import type { AnySession, SessionDetail } from "../../api/types.ts";

/**
 * A session with the moment of its expiry on this page's own clock (`performance.now()`, in milliseconds). The
 * reader's wall clock may be wrong by hours; the server says how much time is left, and that is counted down.
 */
export type LiveSession = SessionDetail & { deadline: number };
export type LiveAgentSession = Extract<LiveSession, { kind: "agent" }>;
export type LiveChatbotSession = Extract<LiveSession, { kind: "chatbot" }>;

/** Fixes the deadline at the moment an answer arrives. */
export function withDeadline(session: SessionDetail): LiveSession {
  const left = session.kind === "agent" ? session.timeRemaining : Number.POSITIVE_INFINITY;
  return { ...session, deadline: performance.now() + left };
}

/** Puts an event's or a mutation's session over the known one, unless it is older than what is known. */
export function updated(known: LiveSession | undefined, next: AnySession): LiveSession | undefined {
  if (!known || next.version < known.version) return known;
  return withDeadline({ ...known, ...next } as SessionDetail);
}
