import type { Context } from "../context.ts";
import { toTrpcError, unauthorized } from "../trpc.ts";

/** Credentials also end by the clock, which nobody announces. */
const LOOK_AGAIN_MS = 60_000;

/**
 * A stream that lasts as long as the credential that opened it: one that was revoked is told nothing more.
 * @param open starts the stream; it must end when the signal that it is given aborts.
 */
export async function* whileAllowed<T>(
  ctx: Context,
  signal: AbortSignal | undefined,
  open: (signal: AbortSignal) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  const ended = new AbortController();
  const look = async () => {
    const actor = await ctx.identifyAgain?.().catch(() => ctx.actor);
    if (actor === null) ended.abort();
  };
  const forget = ctx.services.credentials.onEnded(() => void look());
  const timer = setInterval(look, LOOK_AGAIN_MS).unref();
  try {
    yield* open(signal ? AbortSignal.any([signal, ended.signal]) : ended.signal);
    if (ended.signal.aborted) throw unauthorized();
  } catch (error) {
    // The reader has gone, or the process stops: what failed then is nobody's answer.
    if (signal?.aborted) return;
    // Nothing else sees an error of a stream that is under way.
    throw toTrpcError(ctx, "stream", error);
  } finally {
    clearInterval(timer);
    forget();
  }
}
