import { tracked } from "@trpc/server";
import type * as z from "zod";
import type { Services } from "../../services.ts";
import type { EnteredSession } from "../access/gate.ts";
import type { SessionKind, SessionView, ViewOf } from "../kind.ts";
import type { ReplyProgress, StoredEvent } from "../read/store.ts";
import type { Message } from "../schema.ts";
import { wakerOf } from "./waker.ts";

/** What is sent once, without an id: it is not stored, and a reconnected watcher gets the present state instead. */
export type TransientEvent<View> =
  | { type: "session.updated"; seq: number; session: View }
  | { type: "session.deleted" }
  | ({ type: "reply.progress"; offset: number } & ReplyProgress)
  | { type: "reply.ended"; replyTo: string };

/** Stored events that sessions of every kind have. */
type CoreEvent<View> =
  | { type: "message.created"; seq: number; message: Message; session: View }
  | { type: "session.created" | "session.updated"; seq: number; session: View };

/** Stored events of a kind's own. */
type KindEvent<K> =
  K extends SessionKind<string, infer View, infer Events>
    ? {
        [Type in keyof Events & string]: {
          type: Type;
          seq: number;
          session: View;
          data: z.output<Events[Type]>;
        };
      }[keyof Events & string]
    : never;

/** The stored events of sessions of these kinds. */
export type StoredSessionEvent<K> = CoreEvent<ViewOf<K>> | KindEvent<K>;
/** Everything that a watcher of sessions of these kinds is sent. */
export type SessionEvent<K> = StoredSessionEvent<K> | TransientEvent<ViewOf<K>>;

/** A stored event carries its number as a tracked id. */
type Tracked<E> = ReturnType<typeof tracked<E>>;
export type WatchedSession<K> = AsyncGenerator<Tracked<StoredSessionEvent<K>> | TransientEvent<ViewOf<K>>>;

type AnyStored = CoreEvent<SessionView> | { type: string; seq: number; session: SessionView; data: unknown };

/** A watcher reads the session again this often, without a notification. */
const POLL_EVERY_MS = 5_000;
const PAGE = 200;

export type Watch = {
  session: EnteredSession;
  /** The last event that the watcher has; without it the watch begins with what happens next. */
  after: number | undefined;
  signal: AbortSignal | undefined;
};

/**
 * All that happens in a session, in order and none twice, until it is deleted, the watcher may not see it any more, or
 * `signal` aborts. Stored events carry their number as a tracked id, from which a lost connection goes on.
 */
export async function* watchSession(
  services: Services,
  { session, after: from, signal }: Watch,
): AsyncGenerator<Tracked<AnyStored> | TransientEvent<SessionView>> {
  const { id, ownerId, viewerId } = session;
  const { sessions } = services;
  const kind = services.kinds.of(session.kind);
  const waker = wakerOf(services.bus, id, POLL_EVERY_MS, signal);
  const replies = replyTracker();
  try {
    let after = from ?? (await sessions.position(id, ownerId))?.seq ?? 0;
    let seenVersion: number | undefined;
    while (!signal?.aborted) {
      // Before the events: a reply that is finished by then has its message among them.
      const pending = await sessions.replies(id, ownerId);
      const events = await sessions.eventsAfter(id, ownerId, after, PAGE);
      // After the events: the session that is sent with an event is not older than the event, and a participant who has
      // left by then sees none of them.
      const view = (await services.access.of(id, viewerId)) && (await kind.read(services, session));
      if (!view) {
        yield { type: "session.deleted" };
        return;
      }
      for (const stored of events) {
        after = stored.seq;
        const event = toEvent(kind, stored, view);
        if (event) yield tracked(String(after), event);
      }
      // A heartbeat changes the session without an event. A change that was stored after the events were read has one: it is
      // read and sent in its place.
      if (events.length === 0 && seenVersion !== undefined && seenVersion !== view.version) {
        const newest = (await sessions.position(id, ownerId))?.seq ?? after;
        if (newest > after) continue;
        yield { type: "session.updated", seq: after, session: view };
      }
      seenVersion = view.version;
      yield* replies.changes(withoutFinished(pending, events));
      if (events.length < PAGE) await waker.wait();
    }
  } finally {
    waker.close();
  }
}

function toEvent(
  kind: SessionKind,
  { seq, type, message, data }: StoredEvent,
  session: SessionView,
): AnyStored | undefined {
  if (type === "message.created") return message ? { type, seq, message, session } : undefined;
  if (type === "session.created" || type === "session.updated") return { type, seq, session };
  const parsed = kind.events[type]?.safeParse(data);
  // An event that an older version stored in another shape is left out: it must not end the stream for good.
  return parsed?.success ? { type, seq, session, data: parsed.data } : undefined;
}

/** Leaves out replies that were still being written when they were read, and have been stored as messages since. */
function withoutFinished(pending: ReplyProgress[], events: StoredEvent[]): ReplyProgress[] {
  const answered = new Set(events.map(({ message }) => message?.replyTo));
  return pending.filter((reply) => reply.state === "queued" || !answered.has(reply.replyTo));
}

/** Turns snapshots of drafts into what was added to each. */
function replyTracker() {
  const known = new Map<string, ReplyProgress>();
  return {
    *changes(pending: ReplyProgress[]): Generator<TransientEvent<SessionView>> {
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
