import { setTimeout as sleep } from "node:timers/promises";

/** Something in a session can be read anew. Only a hint: it carries no content and may be lost. */
export type Notification = {
  /** Whose inbox shows the change: the session's owner, or the person whose view of it changed. */
  ownerId: string;
  sessionId: string;
  /** `inbox`: what changed is this person's view, which concerns nobody else. `session`: no inbox shows it. */
  only?: "inbox" | "session" | undefined;
};

/** Carries notifications from one server process to the others. */
export type Transport = {
  publish(batch: Notification[]): Promise<void>;
  /** Calls `receive` for each notification of other processes, `lost` after a gap in which some may have been missed. */
  listen(receive: (notification: Notification) => void, lost: () => void): Promise<void>;
  close(): Promise<void>;
};

type Listener = () => void;

/** Between two batches to other processes: under load they grow, on an idle server the first leaves at once. */
const PAUSE_MS = 20;

export type SessionBus = {
  /**
   * Wakes the subscribers of this session and of its owner, or those named by `only`: here at once, in other processes
   * within milliseconds.
   */
  publish(notification: Notification): void;
  onSession(sessionId: string, listener: Listener): () => void;
  /** `null`: some notifications may have been missed. */
  onOwner(ownerId: string, listener: (sessionId: string | null) => void): () => void;
  /** Every notification. */
  onAny(listener: Listener): () => void;
  /** Subscribes to other processes. */
  start(): Promise<void>;
  close(): Promise<void>;
};

function topicMap<L>() {
  const topics = new Map<string, Set<L>>();
  return {
    of: (key: string) => topics.get(key) ?? [],
    all: () => [...topics.values()].flatMap((set) => [...set]),
    add(key: string, listener: L): () => void {
      const set = topics.get(key) ?? new Set<L>();
      topics.set(key, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && topics.get(key) === set) topics.delete(key);
      };
    },
  };
}

export function createSessionBus(transport?: Transport): SessionBus {
  const sessions = topicMap<Listener>();
  const owners = topicMap<(sessionId: string | null) => void>();
  const anyone = new Set<Listener>();
  let outgoing = new Map<string, Notification>();
  let sending = false;

  function deliver({ sessionId, ownerId, only }: Notification) {
    if (only !== "inbox") for (const wake of sessions.of(sessionId)) wake();
    if (only !== "session") for (const wake of owners.of(ownerId)) wake(sessionId);
    for (const wake of anyone) wake();
  }

  function wakeAll() {
    for (const wake of sessions.all()) wake();
    for (const wake of owners.all()) wake(null);
    for (const wake of anyone) wake();
  }

  /** What is published while a batch is being sent, and during the pause after it, forms the next batch. */
  async function send() {
    if (!transport || sending) return;
    sending = true;
    while (outgoing.size > 0) {
      const batch = [...outgoing.values()];
      outgoing = new Map();
      await transport.publish(batch).catch(() => {});
      await sleep(PAUSE_MS, undefined, { ref: false });
    }
    sending = false;
  }

  return {
    publish({ ownerId, sessionId, only }) {
      const notification = only ? { ownerId, sessionId, only } : { ownerId, sessionId };
      deliver(notification);
      if (!transport) return;
      outgoing.set(`${ownerId} ${sessionId} ${only}`, notification);
      void send();
    },
    onSession: (sessionId, listener) => sessions.add(sessionId, listener),
    onOwner: (ownerId, listener) => owners.add(ownerId, listener),
    onAny(listener) {
      anyone.add(listener);
      return () => anyone.delete(listener);
    },
    start: async () => transport?.listen(deliver, wakeAll),
    close: async () => transport?.close(),
  };
}
