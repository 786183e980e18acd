import type { Services } from "../../services.ts";
import { createWaker } from "../live/waker.ts";
import type { Claim } from "./queue.ts";

/** Answers written at once by one process. */
const CONCURRENCY = 16;
/** How long the queue is left alone when no news comes. */
const FLOOR_MS = 2_000;

export type Worker = { stop(): Promise<void> };

/**
 * Takes owed answers from the queue and has them written, until it is stopped. Stopping waits for none: what is
 * under way is left to the next worker.
 */
export function startReplyWorker(
  services: Services,
  write: (claim: Claim, shutdown: AbortSignal) => Promise<void>,
): Worker {
  const shutdown = new AbortController();
  const waker = createWaker((wake) => services.bus.onAny(wake), FLOOR_MS, shutdown.signal);
  const running = new Set<Promise<void>>();

  async function takeAll(): Promise<void> {
    while (running.size < CONCURRENCY && !shutdown.signal.aborted) {
      const claim = await services.replies.claim(services.clock());
      if (!claim) return;
      const done: Promise<void> = write(claim, shutdown.signal)
        .catch((err) => services.log.error({ err, sessionId: claim.sessionId }, "reply worker failed"))
        .finally(() => {
          running.delete(done);
          services.bus.publish(claim);
        });
      running.add(done);
    }
    if (running.size >= CONCURRENCY) await Promise.race(running);
  }

  async function run(): Promise<void> {
    while (!shutdown.signal.aborted) {
      await takeAll().catch((err) => services.log.error({ err }, "the reply queue could not be read"));
      await waker.wait();
    }
    await Promise.allSettled(running);
  }

  const finished = run();
  return {
    async stop() {
      shutdown.abort();
      waker.close();
      await finished;
    },
  };
}
