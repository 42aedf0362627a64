import { forgetCommandKeysJob } from "#lib/platform/commands/idempotency.ts";
import type { Job, RunFigures, Sweep } from "#lib/platform/jobs/job.ts";
import { loop } from "#lib/platform/jobs/loop.ts";
import { startQueue } from "#lib/platform/jobs/queue.ts";
import { startRelay } from "#lib/platform/messaging/relay.ts";
import { log } from "#lib/platform/observability/log.ts";
import { startProcessBeat } from "#lib/platform/observability/process-beat.ts";
import { keepMonthsJob } from "./keep-months.ts";
import { registered } from "./modules.ts";
import { eraseAccountsJob } from "./personal-data/erase.ts";
import { prepareExportsJob } from "./personal-data/exports.ts";
import { platformFigures } from "./platform-figures.ts";

/** Counts of what this worker has done, for the health page. */
const makeFigures = () => {
  const figures: Record<string, number> = {
    marketsSettled: 0,
    legsSettled: 0,
    jobsFailed: 0,
    overdueBetsFinished: 0,
  };
  return {
    figures,
    add: (counts: RunFigures = {}): void => {
      for (const [name, count] of Object.entries(counts)) figures[name] = (figures[name] ?? 0) + count;
    },
  };
};

export type WorkerProcess = { stop(): Promise<void> };

/** Relays the outbox and runs the jobs and sweeps of all modules. Any number of workers may run beside each other. */
export const startWorker = async (): Promise<WorkerProcess> => {
  const { figures, add } = makeFigures();
  /** A job that fails is counted here and left to the queue, which tries again. */
  const runJob = async ({ name }: Job, run: () => ReturnType<Job["run"]>): Promise<void> => {
    try {
      add(await run());
    } catch (error) {
      add({ jobsFailed: 1 });
      log.error({ err: error, job: name }, "a job failed and will be tried again");
      throw error;
    }
  };
  const jobs: readonly Job[] = [
    ...registered("jobs"),
    keepMonthsJob,
    forgetCommandKeysJob,
    prepareExportsJob,
    eraseAccountsJob,
  ];
  const queue = await startQueue(jobs, runJob);
  const relay = await startRelay({
    events: registered("events"),
    subscribers: registered("subscribers").map((subscriber) => subscriber(queue)),
  });
  const startSweep = ({ name, everyMs, run }: Sweep) =>
    loop(name, everyMs, async () => add(await run(queue)), 0);
  const sweeps = registered("sweeps").map(startSweep);
  for (const job of jobs.filter(({ atStart }) => atStart)) await queue.add(job, {}, { key: job.name });
  const beat = await startProcessBeat("worker", async () => ({
    ...figures,
    ...relay.counts(),
    ...(await platformFigures()),
  }));
  log.info("worker process started");
  return {
    stop: async () => {
      await Promise.all(sweeps.map((sweep) => sweep.stop()));
      await relay.stop();
      await queue.stop();
      await beat.stop();
      log.info("worker process stopped");
    },
  };
};
