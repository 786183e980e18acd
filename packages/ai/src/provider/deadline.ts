import { ReplyFailed, stopped } from "../reply-failed.ts";

/** Milliseconds for a whole reply, and until its first sign of life (a local model may have to be loaded first). */
export const wholeMs = 60_000;
export const firstMs = 30_000;

/**
 * One signal for all that can end a reply early: the caller's stop, too long a wait for the first word, too long a
 * whole. Aborting it closes the request to the provider. The AI SDK has timeouts too, but they begin at different moments and do not
 * say afterwards which of them ended the call.
 */
export function startDeadline(stop: AbortSignal, timeoutMs = wholeMs) {
  const controller = new AbortController();
  let failure: ReplyFailed | null = null;
  const end = (why: ReplyFailed) => {
    failure ??= why;
    controller.abort(why);
  };
  const late = (detail: string) =>
    end(new ReplyFailed("timeout", "The AI provider took too long to answer.", { detail }));

  const most = Math.min(timeoutMs, wholeMs);
  const whole = setTimeout(() => late(`not complete after ${most} ms`), most);
  const first = setTimeout(() => late(`no word after ${firstMs} ms`), firstMs);
  const onStop = () => end(stopped());
  stop.addEventListener("abort", onStop, { once: true });
  if (stop.aborted) onStop();

  return {
    signal: controller.signal,
    /** The first word came. */
    alive: () => clearTimeout(first),
    /** What ended the reply early, if anything did. */
    failure: () => failure,
    /** Ends the request when it is still open; to be called however the reply ended. */
    close() {
      clearTimeout(whole);
      clearTimeout(first);
      stop.removeEventListener("abort", onStop);
      controller.abort();
    },
  };
}
