"use client";
import { useSyncExternalStore } from "react";

/** A reply that is being made: which message it answers, and what has come so far. */
export type Progress = { replyTo: string; text: string; state: "queued" | "running" };

type Step = { replyTo: string; offset: number; text: string; state: Progress["state"] };

const NONE: Progress[] = [];
const bySession = new Map<string, Progress[]>();
const finished = new Map<string, Set<string>>();
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

/**
 * Applies a step of a stream: everything from `offset` on is replaced by `text`. A step that comes after its reply has
 * become a message is late, unless it begins anew: then the reply is asked for again.
 */
export function advance(sessionId: string, { replyTo, offset, text, state }: Step): void {
  if (offset > 0 && finished.get(sessionId)?.has(replyTo)) return;
  finished.get(sessionId)?.delete(replyTo);
  const all = bySession.get(sessionId) ?? NONE;
  const before = all.find((one) => one.replyTo === replyTo)?.text ?? "";
  const next = { replyTo, state, text: before.slice(0, offset) + text };
  const known = all.some((one) => one.replyTo === replyTo);
  bySession.set(sessionId, known ? all.map((one) => (one.replyTo === replyTo ? next : one)) : [...all, next]);
  changed();
}

/** Forgets a reply that has become a message. */
export function finish(sessionId: string, replyTo: string): void {
  finished.set(sessionId, (finished.get(sessionId) ?? new Set()).add(replyTo));
  const all = bySession.get(sessionId);
  if (!all?.some((one) => one.replyTo === replyTo)) return;
  bySession.set(
    sessionId,
    all.filter((one) => one.replyTo !== replyTo),
  );
  changed();
}

/** Forgets all replies of a session, before the server says again what is under way. */
export function forgetProgress(sessionId: string): void {
  if (bySession.delete(sessionId)) changed();
}

/** The replies that are being made in this session, in their order. */
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
