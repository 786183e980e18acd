import type { Services } from "../../services.ts";
import { createWaker } from "./waker.ts";

export type InboxHint = { sessionId: string | null };

/** A page that watches its inbox reads it again this often, without a notification. */
const POLL_EVERY_MS = 60_000;

/**
 * Yields which sessions of a person's inbox changed, those of other owners included; null: any may have. Hints are
 * deduplicated while the reader is busy. A change in a room is a change of the session that it belongs to.
 */
export async function* watchInbox(
  { bus, access, inbox }: Services,
  userId: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<InboxHint> {
  const changed = new Set<string | null>();
  let mark = (sessionId: string | null) => void changed.add(sessionId);
  const waker = createWaker(
    (wake) => {
      mark = (sessionId) => {
        changed.add(sessionId);
        wake();
      };
      return bus.onOwner(userId, mark);
    },
    POLL_EVERY_MS,
    signal,
  );
  const others = subscriptions((id) => bus.onSession(id, () => mark(id)));

  /** The sessions to show for the hints, and whether each is the person's own or subscribed to. */
  async function resolve(hints: (string | null)[]) {
    const shown = new Set<string | null>();
    let isKnown = true;
    for (const id of hints) {
      const found = id === null ? undefined : await access.of(id, userId);
      if (found?.role !== "owner" && !(found && others.has(id))) isKnown = false;
      shown.add(found?.parent?.id ?? id);
    }
    return { shown, isKnown };
  }

  try {
    others.replace(await inbox.participations(userId));
    while (!signal?.aborted) {
      await waker.wait();
      const hints = changed.size > 0 ? [...changed] : [null];
      changed.clear();
      const { shown, isKnown } = await resolve(hints);
      // Joining or leaving somebody else's session is announced to the person who does so.
      if (!isKnown) others.replace(await inbox.participations(userId));
      for (const sessionId of shown) yield { sessionId };
    }
  } finally {
    others.replace([]);
    waker.close();
  }
}

/** Subscriptions to a changing set of sessions. */
function subscriptions(subscribe: (id: string) => () => void) {
  const active = new Map<string, () => void>();
  return {
    has: (id: string | null) => id !== null && active.has(id),
    /** Ends what is no longer in the set and adds what is new. */
    replace(ids: string[]): void {
      const wanted = new Set(ids);
      for (const [id, unsubscribe] of active) {
        if (wanted.has(id)) continue;
        unsubscribe();
        active.delete(id);
      }
      for (const id of wanted) if (!active.has(id)) active.set(id, subscribe(id));
    },
  };
}
