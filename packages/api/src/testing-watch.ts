import { isTrackedEnvelope } from "@trpc/server";
import type { AnySessionEvent } from "./kinds.ts";
import { eventually, type TestApi } from "./testing.ts";

export type Seen = { id: string | null; event: AnySessionEvent };

/** Follows a session's events as its owner, from now on or since an event, until it is stopped or ends by itself. */
export function watch(api: TestApi, ownerId: string, sessionId: string, lastEventId?: string) {
  const leaving = new AbortController();
  const caller = api.callerOf({ type: "user", ownerId }, { signal: leaving.signal });
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
    /** The numbers of the stored events that came, in order. */
    ids: () => seen.flatMap(({ id }) => (id === null ? [] : [Number(id)])),
    types: () => seen.map(({ event }) => event.type),
    async stop() {
      leaving.abort();
      await ended;
    },
  };
}

/** Makes sure that the watcher is listening: a change that comes now will be seen. */
export async function listening(
  watcher: ReturnType<typeof watch>,
  nudge: () => Promise<unknown>,
): Promise<void> {
  await eventually(async () => {
    if (watcher.seen.length === 0) await nudge();
    return watcher.seen.length;
  }).toBeGreaterThan(0);
}
