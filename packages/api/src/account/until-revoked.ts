import type { Context } from "../context.ts";
import { unauthorized } from "../trpc.ts";

/** A revocation is announced; an expiry is not, so it is polled for. */
const RECHECK_MS = 60_000;

/**
 * Ends a stream when the credential that opened it is revoked or expires.
 * @param open starts the stream; it must end when its signal aborts.
 * @throws DomainError UNAUTHORIZED when the credential has ended, or the error with which the stream failed.
 */
export async function* untilRevoked<T>(
  ctx: Context,
  signal: AbortSignal | undefined,
  open: (signal: AbortSignal) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  const ended = new AbortController();
  const recheck = async () => {
    const actor = await ctx.reauthenticate?.().catch(() => ctx.actor);
    if (actor === null) ended.abort();
  };
  const unsubscribe = ctx.services.credentials.onEnded(() => void recheck());
  const timer = setInterval(recheck, RECHECK_MS).unref();
  try {
    yield* open(signal ? AbortSignal.any([signal, ended.signal]) : ended.signal);
    if (ended.signal.aborted) throw unauthorized();
  } catch (error) {
    // The subscriber has disconnected, or the process stops: an error that this caused is of no interest.
    if (signal?.aborted) return;
    throw error;
  } finally {
    clearInterval(timer);
    unsubscribe();
  }
}
