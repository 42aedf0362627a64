import { Logger, makeWorkerUtils, type Runner, run, type TaskList, type WorkerUtils } from "graphile-worker";
import pg from "pg";
import { env } from "../config/env.ts";
import { APP_ROLE } from "../database/roles.ts";
import { log } from "../observability/log.ts";
import type { Job, JobQueue } from "./job.ts";

export type Queue = JobQueue & { stop(): Promise<void> };

/** Jobs with a lower number run first; 0 is the default. */
const BACKGROUND = 100;

const logger = new Logger(() => (level, message) => {
  if (level === "error") log.error({ queue: true }, message);
  else if (level === "warning") log.warn({ queue: true }, message);
});

/**
 * Takes jobs and runs them, several at once, and queues those with a schedule. A job that throws is retried with
 * growing pauses; nothing in the queue is lost when the process dies.
 * @param runJob called for each run with the job
 * and its runner
 */
export const startQueue = async (
  jobs: readonly Job[],
  runJob: (job: Job, run: () => ReturnType<Job["run"]>) => Promise<void>,
  concurrency = 4,
): Promise<Queue> => {
  const pool = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max: concurrency + 3,
    connectionTimeoutMillis: 5_000,
    // A server that disappears without closing the connection must not hold a job for ever.
    query_timeout: 60_000,
    keepAlive: true,
    application_name: "evens-queue",
    options: `-c role=${APP_ROLE}`,
  });
  pool.on("error", (error) => log.warn({ reason: error.message }, "an idle queue connection was lost"));
  pool.on("connect", (client) => client.on("error", () => undefined));
  const utils: WorkerUtils = await makeWorkerUtils({ pgPool: pool, logger });
  const queue: JobQueue = {
    add: async ({ name, background }, payload, { key, delayMs } = {}) => {
      await utils.addJob<string>(name, payload, {
        ...(key !== undefined && { jobKey: key }),
        ...(delayMs !== undefined && { runAt: new Date(Date.now() + delayMs) }),
        ...(background && { queueName: name, priority: BACKGROUND }),
      });
    },
  };
  const taskList: TaskList = Object.fromEntries(
    jobs.map((job) => [
      job.name,
      (payload: unknown) => runJob(job, async () => job.run(job.payload.parse(payload), queue)),
    ]),
  );
  const crontab = jobs.flatMap(({ name, cron }) => (cron ? [`${cron} ${name}`] : [])).join("\n");
  const runner: Runner = await run({
    pgPool: pool,
    taskList,
    crontab,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1_000,
    logger,
  });
  return {
    ...queue,
    stop: async () => {
      await runner.stop();
      await utils.release();
      await pool.end();
    },
  };
};
