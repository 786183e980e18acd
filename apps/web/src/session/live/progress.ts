"use client";
import { useSyncExternalStore } from "react";

/** A reply that is being made: which message it answers, and what has come so far. */
export type Progress = {
  replyTo: string;
  text: string;
  state: "queued" | "running";
  /** the message that it has become, by its id; null while it is being made */
  becomes: string | null;
  /** whether the stream that is open now has told of it; what an earlier one told may be over */
  told: boolean;
};

type Step = { replyTo: string; offset: number; text: string; state: Progress["state"] };

const NONE: Progress[] = [];
const bySession = new Map<string, Progress[]>();
const watchers = new Set<() => void>();
let frame = 0;

/** Replies grow many times a second; the page draws them once a frame. */
function changed() {
  if (frame) return;
  frame = requestAnimationFrame(() => {
    frame = 0;
    for (const watcher of watchers) watcher();
  });
}

function change(sessionId: string, to: (all: Progress[]) => Progress[]) {
  bySession.set(sessionId, to(bySession.get(sessionId) ?? NONE));
  changed();
}

/**
 * Applies a step of a stream: everything from `offset` on is replaced by `text`. A step that goes on with a reply which
 * has become a message is late. One that begins anew is not: then the reply is asked for again.
 */
export function advance(sessionId: string, { replyTo, offset, text, state }: Step): void {
  const before = bySession.get(sessionId)?.find((one) => one.replyTo === replyTo);
  if (offset > 0 && before?.becomes !== null) return;
  const whole = (before?.text ?? "").slice(0, offset) + text;
  const next = { replyTo, state, text: whole, becomes: null, told: true };
  change(sessionId, (all) =>
    before ? all.map((one) => (one.replyTo === replyTo ? next : one)) : [...all, next],
  );
}

/**
 * Says which message a reply has become, before that message is put into the list. The reply stays where it is shown
 * until the list holds the message (`notIn`): two stores that had to change at the same moment would be seen apart.
 */
export function become(sessionId: string, replyTo: string, messageId: string): void {
  if (!bySession.get(sessionId)?.some((one) => one.replyTo === replyTo)) return;
  change(sessionId, (all) =>
    all.map((one) => (one.replyTo === replyTo ? { ...one, becomes: messageId } : one)),
  );
}

/** The same for a message that came while no stream was open. A reply that is told of since then is another try. */
export function becomeMissed(sessionId: string, replyTo: string, messageId: string): void {
  const reply = bySession.get(sessionId)?.find((one) => one.replyTo === replyTo);
  if (reply && !reply.told) become(sessionId, replyTo, messageId);
}

/** Forgets a reply that nobody makes any more. One that has become a message goes when the list holds that. */
export function end(sessionId: string, replyTo: string): void {
  change(sessionId, (all) => all.filter((one) => one.replyTo !== replyTo || one.becomes !== null));
}

/** Forgets the replies whose messages are shown. */
export function settle(sessionId: string, messages: { id: string }[]): void {
  const all = bySession.get(sessionId) ?? NONE;
  const left = notIn(messages, all);
  if (left.length < all.length) change(sessionId, () => left);
}

/** Keeps what a lost stream told, until the next one says what is under way. */
export function doubt(sessionId: string): void {
  change(sessionId, (all) => all.map((one) => ({ ...one, told: false })));
}

/** Forgets the replies that the new stream does not tell of. */
export function forgetUntold(sessionId: string): void {
  change(sessionId, (all) => all.filter(({ told, becomes }) => told || becomes !== null));
}

/** Forgets all replies of a session. */
export function forgetProgress(sessionId: string): void {
  if (bySession.delete(sessionId)) changed();
}

/** The replies that are not among `messages` yet. */
export function notIn(messages: { id: string }[], replies: Progress[]): Progress[] {
  return replies.filter(({ becomes }) => becomes === null || !messages.some(({ id }) => id === becomes));
}

/** The replies that are being made in this session, in their order, and those that have become a message of late. */
export function useProgress(sessionId: string): Progress[] {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => bySession.get(sessionId) ?? NONE,
    () => NONE,
  );
}
