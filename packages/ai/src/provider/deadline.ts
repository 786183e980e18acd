import { ReplyFailed, stopped } from "../reply-failed.ts";

/** Milliseconds for a whole reply, and until its first token (a local model may have to be loaded first). */
export const totalTimeoutMs = 60_000;
export const firstTokenTimeoutMs = 30_000;

/**
 * One signal for all reasons to abort a reply: the caller's signal, the timeout for the first token, the timeout for the
 * whole. It closes the request to the provider. The AI SDK's own timeouts start at different times and do not report
 * which of them ended the call.
 */
export function startDeadline(stop: AbortSignal, timeoutMs = totalTimeoutMs) {
  const controller = new AbortController();
  let failure: ReplyFailed | null = null;
  const abort = (reason: ReplyFailed) => {
    failure ??= reason;
    controller.abort(reason);
  };
  const onTimeout = (detail: string) =>
    abort(new ReplyFailed("timeout", "The AI provider took too long to answer.", { detail }));

  const totalMs = Math.min(timeoutMs, totalTimeoutMs);
  const whole = setTimeout(() => onTimeout(`not complete after ${totalMs} ms`), totalMs);
  const first = setTimeout(() => onTimeout(`no word after ${firstTokenTimeoutMs} ms`), firstTokenTimeoutMs);
  const onStop = () => abort(stopped());
  stop.addEventListener("abort", onStop, { once: true });
  if (stop.aborted) onStop();

  return {
    signal: controller.signal,
    /** To be called with the first token. */
    onFirstToken: () => clearTimeout(first),
    /** Why the reply was aborted; null when it was not. */
    failure: () => failure,
    /** Clears the timers and closes the request. To be called after every reply. */
    close() {
      clearTimeout(whole);
      clearTimeout(first);
      stop.removeEventListener("abort", onStop);
      controller.abort();
    },
  };
}
