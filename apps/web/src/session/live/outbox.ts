"use client";
import { useSyncExternalStore } from "react";
import { type Problem, problemOf } from "../../api/problem.ts";
import type { Message } from "../../api/types.ts";
import { readStored, writeStored } from "./stored.ts";

/** A message on its way. Its id is made here: sending it twice stores it once. */
export type Outgoing = {
  id: string;
  content: string;
  createdAt: string;
  state: "sending" | "failed";
  problem: Problem | null;
};

/** How a kind sends: its form of a message's id, and the call that stores the message under it. */
export type Sending = {
  newId: () => string;
  deliver: (sessionId: string, id: string, content: string) => Promise<Message>;
};
/** A kind's way to send, and what the page does with a message that is stored. */
export type Delivery = Sending & { onSent: (message: Message) => void };

const NONE: Outgoing[] = [];
const boxes = new Map<string, Outgoing[]>();
const busy = new Set<string>();
const watchers = new Set<() => void>();
const keyOf = (sessionId: string) => `parley:outbox:${sessionId}`;

/** What is on its way survives a reload: it comes back as not sent, to be tried again under the same id. */
function boxOf(sessionId: string): Outgoing[] {
  const known = boxes.get(sessionId);
  if (known) return known;
  const stored = readStored<Outgoing[]>(keyOf(sessionId)) ?? NONE;
  const box = stored.map((one): Outgoing => ({ ...one, state: "failed" }));
  boxes.set(sessionId, box);
  return box;
}

function setBox(sessionId: string, box: Outgoing[]) {
  boxes.set(sessionId, box);
  writeStored(keyOf(sessionId), box.length > 0 ? box : null);
  for (const watcher of watchers) watcher();
}

function change(sessionId: string, id: string, to: Partial<Outgoing>) {
  setBox(
    sessionId,
    boxOf(sessionId).map((one) => (one.id === id ? { ...one, ...to } : one)),
  );
}

/** Shows a message at once and sends it after those that went before. */
export function send(sessionId: string, content: string, delivery: Delivery): void {
  const one: Outgoing = {
    id: delivery.newId(),
    content,
    createdAt: new Date().toISOString(),
    state: "sending",
    problem: null,
  };
  setBox(sessionId, [...boxOf(sessionId), one]);
  void run(sessionId, delivery);
}

/** Sends what failed once more, under its own id. */
export function resend(sessionId: string, ids: string[], delivery: Delivery): void {
  for (const id of ids) change(sessionId, id, { state: "sending", problem: null });
  void run(sessionId, delivery);
}

/** Takes a message out: it has arrived, or its author gave it up. */
export function takeOut(sessionId: string, id: string): void {
  const box = boxOf(sessionId);
  if (box.some((one) => one.id === id))
    setBox(
      sessionId,
      box.filter((one) => one.id !== id),
    );
}

async function run(sessionId: string, delivery: Delivery): Promise<void> {
  if (busy.has(sessionId)) return;
  busy.add(sessionId);
  try {
    for (;;) {
      const next = boxOf(sessionId).find((one) => one.state === "sending");
      if (!next) return;
      await attempt(sessionId, next, delivery);
    }
  } finally {
    busy.delete(sessionId);
  }
}

async function attempt(sessionId: string, { id, content }: Outgoing, delivery: Delivery) {
  try {
    delivery.onSent(await delivery.deliver(sessionId, id, content));
    takeOut(sessionId, id);
  } catch (error) {
    change(sessionId, id, { state: "failed", problem: problemOf(error) });
  }
}

/** The messages of this session that have not arrived yet. */
export const outgoing = (sessionId: string): readonly Outgoing[] => boxOf(sessionId);

/** The same, for a component. */
export function useOutbox(sessionId: string): Outgoing[] {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => boxOf(sessionId),
    () => NONE,
  );
}

/** Whether a failure is one that time heals: those are sent again when the connection is back. */
export function isConnectionFailure(one: Outgoing): boolean {
  return (
    one.state === "failed" && (one.problem === null || ["OFFLINE", "TIMEOUT"].includes(one.problem.reason))
  );
}
