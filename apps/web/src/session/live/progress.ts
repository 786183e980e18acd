"use client";
import { useSyncExternalStore } from "react";

/** A reply in progress: the message that it answers, and its text so far. */
export type Progress = {
  replyTo: string;
  text: string;
  state: "queued" | "running";
  /** of the stored message, once the reply is finished; null while it is in progress */
  messageId: string | null;
  /** whether the current connection has reported it; one that only an earlier connection reported may be over */
  confirmed: boolean;
};

type Step = { replyTo: string; offset: number; text: string; state: Progress["state"] };

const NONE: Progress[] = [];
const repliesBySession = new Map<string, Progress[]>();
const listeners = new Set<() => void>();
let frame = 0;

/** Notifies listeners at most once a frame: progress arrives many times a second. */
function changed() {
  if (frame) return;
  frame = requestAnimationFrame(() => {
    frame = 0;
    for (const listener of listeners) listener();
  });
}

function change(sessionId: string, to: (all: Progress[]) => Progress[]) {
  repliesBySession.set(sessionId, to(repliesBySession.get(sessionId) ?? NONE));
  changed();
}

/**
 * Applies an event of progress: `text` replaces everything from `offset` on. For a reply that is stored already, an event
 * with an offset is out of date; one that starts at 0 belongs to a retry.
 */
export function applyProgress(sessionId: string, { replyTo, offset, text, state }: Step): void {
  const before = repliesBySession.get(sessionId)?.find((one) => one.replyTo === replyTo);
  if (offset > 0 && before?.messageId !== null) return;
  const whole = (before?.text ?? "").slice(0, offset) + text;
  const next = { replyTo, state, text: whole, messageId: null, confirmed: true };
  change(sessionId, (all) =>
    before ? all.map((one) => (one.replyTo === replyTo ? next : one)) : [...all, next],
  );
}

/**
 * Records the stored message of a reply, before the message is added to the list. The reply is shown until the list holds
 * the message (`notStored`): two stores cannot change in one render.
 */
export function linkMessage(sessionId: string, replyTo: string, messageId: string): void {
  if (!repliesBySession.get(sessionId)?.some((one) => one.replyTo === replyTo)) return;
  change(sessionId, (all) =>
    all.map((one) => (one.replyTo === replyTo ? { ...one, messageId: messageId } : one)),
  );
}

/** The same for a message that was stored while no connection was open. A confirmed reply is a later retry. */
export function linkMissedMessage(sessionId: string, replyTo: string, messageId: string): void {
  const reply = repliesBySession.get(sessionId)?.find((one) => one.replyTo === replyTo);
  if (reply && !reply.confirmed) linkMessage(sessionId, replyTo, messageId);
}

/** Removes a reply that was ended without a message. A stored one is removed when the list holds its message. */
export function removeReply(sessionId: string, replyTo: string): void {
  change(sessionId, (all) => all.filter((one) => one.replyTo !== replyTo || one.messageId !== null));
}

/** Removes the replies whose messages are in the list. */
export function removeStored(sessionId: string, messages: { id: string }[]): void {
  const all = repliesBySession.get(sessionId) ?? NONE;
  const left = notStored(messages, all);
  if (left.length < all.length) change(sessionId, () => left);
}

/** Keeps the replies that a lost connection reported, until the next one reports what is in progress. */
export function markUnconfirmed(sessionId: string): void {
  change(sessionId, (all) => all.map((one) => ({ ...one, confirmed: false })));
}

/** Removes the replies that the current connection has not reported. */
export function removeUnconfirmed(sessionId: string): void {
  change(sessionId, (all) => all.filter(({ confirmed, messageId }) => confirmed || messageId !== null));
}

/** Removes all replies of a session. */
export function clearReplies(sessionId: string): void {
  if (repliesBySession.delete(sessionId)) changed();
}

/** The replies whose messages are not in the list yet. */
export function notStored(messages: { id: string }[], replies: Progress[]): Progress[] {
  return replies.filter(
    ({ messageId }) => messageId === null || !messages.some(({ id }) => id === messageId),
  );
}

/** The replies of a session in order: those in progress, and stored ones that the list does not hold yet. */
export function useProgress(sessionId: string): Progress[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => repliesBySession.get(sessionId) ?? NONE,
    () => NONE,
  );
}
