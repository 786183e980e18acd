import { removeEndedSignIns } from "@parley/api/account/ended-sign-ins";
import { writeReply } from "@parley/api/agent/jobs";
import { sweepAgentSessions } from "@parley/api/agent/sweep";
import type { Services } from "@parley/api/services";
import { startReplyWorker } from "@parley/api/session/worker";

export type Jobs = { stop(): Promise<void> };

/** Runs what happens later: answers as they are owed, and the sweep. */
export function startJobs(services: Services, cleanupIntervalMinutes: number): Jobs {
  const replies = startReplyWorker(services, (claim, shutdown) => writeReply(services, claim, shutdown));
  let sweeping: Promise<void> = Promise.resolve();
  const sweep = () => {
    sweeping = sweepAll(services).catch((err) => services.log.error({ err }, "the sweep failed"));
  };
  sweep();
  const timer = setInterval(sweep, cleanupIntervalMinutes * 60_000);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all([replies.stop(), sweeping]);
    },
  };
}

async function sweepAll(services: Services): Promise<void> {
  await sweepAgentSessions(services);
  await services.idempotency.removeOld(services.clock());
  await services.sharedCounts?.removeEnded(services.clock());
  await removeEndedSignIns(services.db, services.clock());
}
