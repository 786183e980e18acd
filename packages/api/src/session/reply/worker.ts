import type { Services } from "../../services.ts";
import { createWaker } from "../live/waker.ts";
import { writeReply } from "./writer.ts";

/** Replies that one process writes at the same time. */
const CONCURRENCY = 16;
/** The queue is read at least this often, without a notification. */
const POLL_EVERY_MS = 2_000;

export type Worker = { stop(): Promise<void> };

/**
 * Claims replies from the queue and writes them, until it is stopped. Stopping aborts those that are being written and
 * leaves them to the next worker.
 */
export function startReplyWorker(services: Services): Worker {
  const shutdown = new AbortController();
  const waker = createWaker((wake) => services.bus.onAny(wake), POLL_EVERY_MS, shutdown.signal);
  const running = new Set<Promise<void>>();

  async function claimAll(): Promise<void> {
    while (running.size < CONCURRENCY && !shutdown.signal.aborted) {
      const claim = await services.replies.claim(services.clock());
      if (!claim) return;
      const done: Promise<void> = writeReply(services, claim, shutdown.signal)
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
      await claimAll().catch((err) => services.log.error({ err }, "the reply queue could not be read"));
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
