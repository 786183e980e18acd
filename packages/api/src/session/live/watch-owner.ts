import type { SessionBus } from "./bus.ts";
import { createWaker } from "./waker.ts";

export type InboxHint = { sessionId: string | null };

/** A page that watches its inbox looks again this often even when no hint comes. */
const FLOOR_MS = 60_000;

/** Yields which of a person's sessions changed. Hints gather while the reader is busy; none is told twice at once. */
export async function* watchOwner(
  bus: SessionBus,
  ownerId: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<InboxHint> {
  const changed = new Set<string | null>();
  const listen = (wake: () => void) =>
    bus.onOwner(ownerId, (sessionId) => {
      changed.add(sessionId);
      wake();
    });
  const waker = createWaker(listen, FLOOR_MS, signal);
  try {
    while (!signal?.aborted) {
      await waker.wait();
      const hints = changed.size > 0 ? [...changed] : [null];
      changed.clear();
      for (const sessionId of hints) yield { sessionId };
    }
  } finally {
    waker.close();
  }
}
