import type { SessionBus } from "./bus.ts";

/** Waits for a notification, and never longer than the poll interval: a notification may be lost. */
export type Waker = { wait(): Promise<void>; close(): void };

/**
 * @param listen subscribes and returns the unsubscribe function. A notification since the last wait ends the next one at once.
 */
export function createWaker(
  listen: (wake: () => void) => () => void,
  pollEveryMs: number,
  signal: AbortSignal | undefined,
): Waker {
  let isNotified = false;
  let resume: (() => void) | undefined;
  const wake = () => {
    isNotified = true;
    resume?.();
  };
  const stop = listen(wake);
  signal?.addEventListener("abort", wake, { once: true });
  return {
    async wait() {
      if (!isNotified && !signal?.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pollEveryMs).unref();
          resume = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      resume = undefined;
      isNotified = false;
    },
    close() {
      stop();
      signal?.removeEventListener("abort", wake);
    },
  };
}

export const wakerOf = (
  bus: SessionBus,
  sessionId: string,
  pollEveryMs: number,
  signal?: AbortSignal,
): Waker => createWaker((wake) => bus.onSession(sessionId, wake), pollEveryMs, signal);
