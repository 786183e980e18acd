import { setTimeout as sleep } from "node:timers/promises";

/** Tells that something new can be read; says nothing of what it is. A hint: the tables are the truth. */
export type News = { ownerId: string; sessionId: string };

/** Carries news from one server process to the others. */
export type Transport = {
  publish(news: News[]): Promise<void>;
  /** Calls `receive` with the news of other processes, `lost` after a gap in which some may have been missed. */
  listen(receive: (news: News) => void, lost: () => void): Promise<void>;
  close(): Promise<void>;
};

type Listener = () => void;

/** Between two batches: a busy server tells of much at once, a quiet one at once. */
const PAUSE_MS = 10;

export type SessionBus = {
  /** Wakes whoever waits for this session or its owner, here at once and in other processes soon after. */
  publish(news: News): void;
  onSession(sessionId: string, listener: Listener): () => void;
  /** `null`: some news may have been missed. */
  onOwner(ownerId: string, listener: (sessionId: string | null) => void): () => void;
  /** Any news at all. */
  onAny(listener: Listener): () => void;
  /** Begins to hear other processes. */
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
  let outgoing = new Map<string, News>();
  let sending = false;

  function deliver({ sessionId, ownerId }: News) {
    for (const wake of sessions.of(sessionId)) wake();
    for (const wake of owners.of(ownerId)) wake(sessionId);
    for (const wake of anyone) wake();
  }

  function wakeAll() {
    for (const wake of sessions.all()) wake();
    for (const wake of owners.all()) wake(null);
    for (const wake of anyone) wake();
  }

  /** Whatever gathers while one batch is on its way, and a moment after, goes with the next. */
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
    publish(news) {
      deliver(news);
      if (!transport) return;
      outgoing.set(news.sessionId, news);
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
