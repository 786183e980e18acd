import type { SessionBus } from "./bus.ts";

/** Waits for news, and never longer than `floorMs`: news is a hint, and a hint can be lost. */
export type Waker = { wait(): Promise<void>; close(): void };

/**
 * @param listen begins to listen and returns how to stop. News that came since the last wait ends the next at once.
 */
export function createWaker(
  listen: (wake: () => void) => () => void,
  floorMs: number,
  signal: AbortSignal | undefined,
): Waker {
  let hasNews = false;
  let resume: (() => void) | undefined;
  const wake = () => {
    hasNews = true;
    resume?.();
  };
  const stop = listen(wake);
  signal?.addEventListener("abort", wake, { once: true });
  return {
    async wait() {
      if (!hasNews && !signal?.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, floorMs).unref();
          resume = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      resume = undefined;
      hasNews = false;
    },
    close() {
      stop();
      signal?.removeEventListener("abort", wake);
    },
  };
}

export const wakerOf = (bus: SessionBus, sessionId: string, floorMs: number, signal?: AbortSignal): Waker =>
  createWaker((wake) => bus.onSession(sessionId, wake), floorMs, signal);
