"use client";
import { useSyncExternalStore } from "react";
import { type Problem, problemOf } from "../../api/problem.ts";
import type { Message } from "../../api/types.ts";
import { readStored, writeStored } from "./stored.ts";

/** A message that is not stored yet. The client generates its id, so that sending it twice stores it once. */
export type Outgoing = {
  id: string;
  content: string;
  createdAt: string;
  state: "sending" | "failed";
  problem: Problem | null;
};

/** How a kind sends: its format of message ids, and the call that stores a message under its id. Idempotent. */
export type Sending = {
  newId: () => string;
  deliver: (sessionId: string, id: string, content: string) => Promise<Message>;
};
/** How a kind sends, and what the page does with a stored message. */
export type Delivery = Sending & { onSent: (message: Message) => void };

const NONE: Outgoing[] = [];
const outboxes = new Map<string, Outgoing[]>();
const sending = new Set<string>();
const listeners = new Set<() => void>();
const keyOf = (sessionId: string) => `parley:outbox:${sessionId}`;

/** The outbox survives a reload: its messages come back as failed, to be sent again under the same ids. */
function outboxOf(sessionId: string): Outgoing[] {
  const known = outboxes.get(sessionId);
  if (known) return known;
  const stored = readStored<Outgoing[]>(keyOf(sessionId)) ?? NONE;
  const outbox = stored.map((one): Outgoing => ({ ...one, state: "failed" }));
  outboxes.set(sessionId, outbox);
  return outbox;
}

function setOutbox(sessionId: string, outbox: Outgoing[]) {
  outboxes.set(sessionId, outbox);
  writeStored(keyOf(sessionId), outbox.length > 0 ? outbox : null);
  for (const listener of listeners) listener();
}

function change(sessionId: string, id: string, to: Partial<Outgoing>) {
  setOutbox(
    sessionId,
    outboxOf(sessionId).map((one) => (one.id === id ? { ...one, ...to } : one)),
  );
}

/** Adds a message to the outbox, which sends messages one at a time, in order. */
export function send(sessionId: string, content: string, delivery: Delivery): void {
  const one: Outgoing = {
    id: delivery.newId(),
    content,
    createdAt: new Date().toISOString(),
    state: "sending",
    problem: null,
  };
  setOutbox(sessionId, [...outboxOf(sessionId), one]);
  void run(sessionId, delivery);
}

/** Sends failed messages again, under their own ids. */
export function resend(sessionId: string, ids: string[], delivery: Delivery): void {
  for (const id of ids) change(sessionId, id, { state: "sending", problem: null });
  void run(sessionId, delivery);
}

/** Removes a message that is stored, or that its author has discarded. */
export function removeOutgoing(sessionId: string, id: string): void {
  const outbox = outboxOf(sessionId);
  if (outbox.some((one) => one.id === id))
    setOutbox(
      sessionId,
      outbox.filter((one) => one.id !== id),
    );
}

async function run(sessionId: string, delivery: Delivery): Promise<void> {
  if (sending.has(sessionId)) return;
  sending.add(sessionId);
  try {
    for (;;) {
      const next = outboxOf(sessionId).find((one) => one.state === "sending");
      if (!next) return;
      await attempt(sessionId, next, delivery);
    }
  } finally {
    sending.delete(sessionId);
  }
}

async function attempt(sessionId: string, { id, content }: Outgoing, delivery: Delivery) {
  try {
    delivery.onSent(await delivery.deliver(sessionId, id, content));
    removeOutgoing(sessionId, id);
  } catch (error) {
    change(sessionId, id, { state: "failed", problem: problemOf(error) });
  }
}

/** The messages of this session that are not stored yet. */
export const outgoing = (sessionId: string): readonly Outgoing[] => outboxOf(sessionId);

/** The same as a hook. */
export function useOutbox(sessionId: string): Outgoing[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => outboxOf(sessionId),
    () => NONE,
  );
}

/** Whether a message failed for lack of a connection: those are sent again when it is back. */
export function isConnectionFailure(one: Outgoing): boolean {
  return (
    one.state === "failed" && (one.problem === null || ["OFFLINE", "TIMEOUT"].includes(one.problem.reason))
  );
}
