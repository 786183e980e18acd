import { removeEndedSignIns } from "@parley/api/account/ended-sign-ins";
import { sweepAgentSessions } from "@parley/api/agent/jobs";
import { startScheduledSessions } from "@parley/api/chatbot/jobs";
import type { Services } from "@parley/api/services";
import { startReplyWorker } from "@parley/api/session/reply/worker";
import { writeReply } from "@parley/api/session/reply/writer";

export type Jobs = { stop(): Promise<void> };

/** How late a scheduled session may start. */
const SCHEDULE_MS = 1_000;

/** Runs what happens later: answers as they are owed, sessions that were scheduled, and the sweep. */
export function startJobs(services: Services, cleanupIntervalMinutes: number): Jobs {
  const replies = startReplyWorker(services, (claim, shutdown) => writeReply(services, claim, shutdown));
  const repeated = [
    repeat(services, cleanupIntervalMinutes * 60_000, sweepAll),
    repeat(services, SCHEDULE_MS, startScheduledSessions),
  ];
  return {
    async stop() {
      await Promise.all([replies, ...repeated].map((job) => job.stop()));
    },
  };
}

/** Runs a job now and again and again, never twice at once. */
function repeat(services: Services, everyMs: number, job: (services: Services) => Promise<void>): Jobs {
  let running: Promise<void> | undefined;
  const run = () => {
    running ??= job(services)
      .catch((err) => services.log.error({ err, job: job.name }, "a job failed"))
      .finally(() => {
        running = undefined;
      });
  };
  run();
  const timer = setInterval(run, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

async function sweepAll(services: Services): Promise<void> {
  await sweepAgentSessions(services);
  await services.idempotency.removeOld(services.clock());
  await services.sharedCounts?.removeEnded(services.clock());
  await removeEndedSignIns(services.db, services.clock());
}
