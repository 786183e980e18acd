import { DomainError } from "../errors.ts";
import type { Services } from "../services.ts";
import { watchReply } from "../session/reply/watch.ts";

/** How long what a client says waits for its turn; with the reply, less than a key is held for a request. */
const TURN_MS = 25_000;

type Busy = { busyWith: string };
type Place = { sessionId: string; ownerId: string; signal: AbortSignal | undefined };

/**
 * Asks until no answer to something else is being written.
 * @param signal ends the wait when the client goes away.
 * @throws DomainError CONFLICT when the turn does not come within 25 seconds.
 */
export async function inTurn<T extends object>(
  services: Services,
  { sessionId, ownerId, signal }: Place,
  ask: () => Promise<T | Busy | undefined>,
): Promise<T | undefined> {
  const late = AbortSignal.timeout(TURN_MS);
  const end = signal ? AbortSignal.any([signal, late]) : late;
  for (;;) {
    const asked = await ask();
    if (asked === undefined || !("busyWith" in asked)) return asked;
    const watch = { sessionId, ownerId, messageId: asked.busyWith, signal: end };
    for await (const _ of watchReply(services, watch));
    if (end.aborted)
      throw new DomainError("CONFLICT", "A reply to an earlier message is still being written");
  }
}
