import { removeEndedSignIns } from "@parley/api/account/ended-sign-ins";
import type { Services } from "@parley/api/services";
import type { RepeatedJob } from "@parley/api/session/kind";
import { indexMessages } from "@parley/api/session/read/words";
import { startReplyWorker } from "@parley/api/session/reply/worker";

export type Jobs = { stop(): Promise<void> };

/** The interval at which messages are added to the search index. A search indexes its owner's new messages first. */
const INDEX_INTERVAL_MS = 2_000;

/** Jobs in addition to those of the kinds. */
const CORE_JOBS: readonly RepeatedJob[] = [
  { name: "search index", every: INDEX_INTERVAL_MS, run: ({ db }) => indexMessages(db) },
  { name: "sweep", every: "sweep", run: sweep },
];

/** Starts the background work: the reply worker and the repeated jobs. @param sweepMinutes the interval of sweeps. */
export function startJobs(services: Services, sweepMinutes: number): Jobs {
  const replies = startReplyWorker(services);
  const jobs = [...CORE_JOBS, ...services.kinds.all.flatMap((kind) => kind.jobs)];
  const repeated = jobs.map((job) =>
    repeat(services, job, job.every === "sweep" ? sweepMinutes * 60_000 : job.every),
  );
  return {
    async stop() {
      await Promise.all([replies, ...repeated].map((job) => job.stop()));
    },
  };
}

/**
 * Runs a job immediately and then at an interval. A run that is still going on at the next interval is not overlapped.
 */
function repeat(services: Services, job: RepeatedJob, intervalMs: number): Jobs {
  let running: Promise<void> | undefined;
  const run = () => {
    running ??= job
      .run(services)
      .catch((err) => services.log.error({ err, job: job.name }, "a job failed"))
      .finally(() => {
        running = undefined;
      });
  };
  run();
  const timer = setInterval(run, intervalMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

async function sweep(services: Services): Promise<void> {
  await services.idempotency.removeOld(services.clock());
  await services.sharedCounts?.removeEnded(services.clock());
  await removeEndedSignIns(services.db, services.clock());
}
