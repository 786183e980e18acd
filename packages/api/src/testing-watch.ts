import { isTrackedEnvelope } from "@trpc/server";
import type { AnySessionEvent } from "./kinds.ts";
import { eventually, type TestApi } from "./testing.ts";

export type Seen = { id: string | null; event: AnySessionEvent };

/** Subscribes to a session's events as its owner, from now or from `lastEventId`, until stopped or the stream ends. */
export function watch(api: TestApi, ownerId: string, sessionId: string, lastEventId?: string) {
  const unsubscribe = new AbortController();
  const caller = api.callerOf({ type: "user", ownerId }, { signal: unsubscribe.signal });
  const seen: Seen[] = [];
  const ended = follow();
  async function follow(): Promise<void> {
    for await (const item of await caller.sessions.events({ sessionId, lastEventId })) {
      if (isTrackedEnvelope<AnySessionEvent>(item)) seen.push({ id: item[0], event: item[1] });
      else seen.push({ id: null, event: item as AnySessionEvent });
    }
  }
  return {
    seen,
    ended,
    /** The ids of the stored events that were received, in order. */
    ids: () => seen.flatMap(({ id }) => (id === null ? [] : [Number(id)])),
    types: () => seen.map(({ event }) => event.type),
    async stop() {
      unsubscribe.abort();
      await ended;
    },
  };
}

/** Waits until the watcher has subscribed: it repeats `change` until the watcher receives an event. */
export async function listening(
  watcher: ReturnType<typeof watch>,
  change: () => Promise<unknown>,
): Promise<void> {
  await eventually(async () => {
    if (watcher.seen.length === 0) await change();
    return watcher.seen.length;
  }).toBeGreaterThan(0);
}
