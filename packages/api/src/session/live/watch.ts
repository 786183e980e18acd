import { tracked } from "@trpc/server";
import type { Services } from "../../services.ts";
import type { AnySession } from "../kinds.ts";
import type { ReplyProgress } from "../read/store.ts";
import type { Message } from "../schema.ts";
import { wakerOf } from "./waker.ts";

export type SessionEvent =
  | { type: "message.created"; seq: number; message: Message; session: AnySession }
  | {
      type:
        | "session.created"
        | "session.updated"
        | "session.renewed"
        | "session.near_expiration"
        | "session.expired";
      seq: number;
      session: AnySession;
    }
  | { type: "session.deleted" }
  | ({ type: "reply.progress"; offset: number } & ReplyProgress)
  | { type: "reply.ended"; replyTo: string };

/** How long a watcher waits when no news comes. */
const FLOOR_MS = 5_000;
const PAGE = 200;

export type Watch = {
  sessionId: string;
  ownerId: string;
  /** The last event that the watcher has; without it the watch begins with what happens next. */
  after: number | undefined;
  read: () => Promise<AnySession | undefined>;
  signal: AbortSignal | undefined;
};

/**
 * All that happens in a session, in order and none twice, until it is deleted or `signal` aborts.
 * Stored events carry their number as a tracked id, from which a lost connection goes on.
 */
export async function* watchSession(services: Services, watch: Watch) {
  const { sessionId, ownerId, signal } = watch;
  const { sessions } = services;
  const waker = wakerOf(services.bus, sessionId, FLOOR_MS, signal);
  const replies = replyTracker();
  try {
    let after = watch.after ?? (await sessions.position(sessionId, ownerId))?.seq ?? 0;
    let seenVersion: number | undefined;
    while (!signal?.aborted) {
      // Before the events: an answer that is over by then has its message among them.
      const pending = await sessions.replies(sessionId, ownerId);
      const events = await sessions.eventsAfter(sessionId, ownerId, after, PAGE);
      // After them: what is shown with an event is no older than the event.
      const session = await watch.read();
      if (!session) {
        yield { type: "session.deleted" } satisfies SessionEvent;
        return;
      }
      for (const stored of events) {
        after = stored.seq;
        const change = toEvent(stored, session);
        if (change) yield tracked(String(after), change);
      }
      // A heartbeat changes the session and leaves no event.
      if (events.length === 0 && seenVersion !== undefined && seenVersion !== session.version) {
        yield { type: "session.updated", seq: after, session } satisfies SessionEvent;
      }
      seenVersion = session.version;
      yield* replies.changes(withoutFinished(pending, events));
      if (events.length < PAGE) await waker.wait();
    }
  } finally {
    waker.close();
  }
}

function toEvent(
  stored: { seq: number; type: string; message: Message | null },
  session: AnySession,
): SessionEvent | undefined {
  const { seq, type, message } = stored;
  switch (type) {
    case "message.created":
      return message ? { type, seq, message, session } : undefined;
    case "session.created":
    case "session.updated":
    case "session.renewed":
    case "session.near_expiration":
    case "session.expired":
      return { type, seq, session };
    default:
      return undefined;
  }
}

/** Leaves out what was still being written when it was read, and has come as a message since. */
function withoutFinished(pending: ReplyProgress[], events: { message: Message | null }[]): ReplyProgress[] {
  const answered = new Set(events.map(({ message }) => message?.replyTo));
  return pending.filter((reply) => reply.state === "queued" || !answered.has(reply.replyTo));
}

/** Turns what each answer is into what was added to it. */
function replyTracker() {
  const known = new Map<string, ReplyProgress>();
  return {
    *changes(pending: ReplyProgress[]): Generator<SessionEvent> {
      for (const reply of pending) {
        const before = known.get(reply.replyTo);
        known.set(reply.replyTo, reply);
        if (before && before.text === reply.text && before.state === reply.state) continue;
        const offset = before && reply.text.startsWith(before.text) ? before.text.length : 0;
        yield { type: "reply.progress", ...reply, offset, text: reply.text.slice(offset) };
      }
      const present = new Set(pending.map((reply) => reply.replyTo));
      for (const replyTo of [...known.keys()].filter((key) => !present.has(key))) {
        known.delete(replyTo);
        yield { type: "reply.ended", replyTo };
      }
    },
  };
}
