import { DomainError } from "../../errors.ts";
import type { Services } from "../../services.ts";
import type { EnteredSession } from "../../session/access/gate.ts";
import { watchReply } from "../../session/reply/watch.ts";
import type { Busy } from "./append-question.ts";

/**
 * How long a message waits for its turn. Wait and reply together must take less than the lease of an idempotency key.
 */
const TURN_TIMEOUT_MS = 25_000;

/**
 * Repeats `append` until no reply to another message is pending.
 * @param signal ends the wait when the client disconnects.
 * @throws DomainError CONFLICT when the turn does not come within 25 seconds.
 */
export async function inTurn<T extends object>(
  services: Services,
  { session, signal }: { session: EnteredSession; signal: AbortSignal | undefined },
  append: () => Promise<T | Busy | undefined>,
): Promise<T | undefined> {
  const timeout = AbortSignal.timeout(TURN_TIMEOUT_MS);
  const end = signal ? AbortSignal.any([signal, timeout]) : timeout;
  for (;;) {
    const outcome = await append();
    if (outcome === undefined || !("busyWith" in outcome)) return outcome;
    const watch = {
      sessionId: session.id,
      ownerId: session.ownerId,
      viewerId: session.viewerId,
      messageId: outcome.busyWith,
      signal: end,
    };
    for await (const _ of watchReply(services, watch));
    if (end.aborted)
      throw new DomainError("CONFLICT", "A reply to an earlier message is still being written");
  }
}
