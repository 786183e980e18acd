import { removeEndedSignIns } from "@parley/api/account/ended-sign-ins";
import type { Services } from "@parley/api/services";
import type { RepeatedJob } from "@parley/api/session/kind";
import { indexMessages } from "@parley/api/session/read/words";
import { startReplyWorker } from "@parley/api/session/reply/worker";

export type Jobs = { stop(): Promise<void> };

/** How long a message may be missing from the search index, in milliseconds; a search adds its owner's messages first. */
const INDEX_EVERY = 2_000;

/** Jobs that every server has beside those of its kinds. */
const CORE_JOBS: readonly RepeatedJob[] = [
  { name: "search index", every: INDEX_EVERY, run: ({ db }) => indexMessages(db) },
  { name: "sweep", every: "sweep", run: sweep },
];

/** Runs what happens in the background: replies, and the repeated jobs. @param sweepMinutes between two sweeps. */
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

/** Runs a job now and again and again, one run after another. */
function repeat(services: Services, job: RepeatedJob, everyMs: number): Jobs {
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
  const timer = setInterval(run, everyMs);
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
