import { Logger, makeWorkerUtils, type Runner, run, type TaskList, type WorkerUtils } from "graphile-worker";
import pg from "pg";
import { env } from "../config/env.ts";
import { APP_ROLE } from "../database/roles.ts";
import { log } from "../observability/log.ts";

/** The jobs of this house and what each is told. */
export type Jobs = {
  /** What holds of a market has changed: bring its bets to it. */
  "settle-market": { marketId: string };
  /** Sum the house's closed days. */
  "roll-up-house": Record<string, never>;
  /** Make the coming months of the tables that are cut into months, and detach those that are past their time. */
  "keep-months": Record<string, never>;
  /** Void bets on events that were abandoned or did not begin in time. */
  "void-by-rule": Record<string, never>;
};

export type JobName = keyof Jobs;

export type Queue = {
  /** Puts a job on the queue. Jobs with the same key that have not started yet are one job. */
  add<J extends JobName>(name: J, payload: Jobs[J], key?: string): Promise<void>;
  stop(): Promise<void>;
};

type Handlers = { [J in JobName]: (payload: Jobs[J]) => Promise<void> };

const CRONTAB = ["17 * * * * roll-up-house", "41 3 * * * keep-months", "*/5 * * * * void-by-rule"].join("\n");

const logger = new Logger(() => (level, message) => {
  if (level === "error") log.error({ queue: true }, message);
  else if (level === "warning") log.warn({ queue: true }, message);
});

/**
 * Takes jobs and runs them, several at once. A job that throws is tried again later, with growing pauses; nothing that is
 * on the queue is lost when the process dies.
 */
export const startQueue = async (handlers: Handlers, concurrency = 4): Promise<Queue> => {
  const pool = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max: concurrency + 3,
    connectionTimeoutMillis: 5_000,
    // A server that is gone without a word must not keep a job for ever.
    query_timeout: 60_000,
    keepAlive: true,
    application_name: "evens-queue",
    options: `-c role=${APP_ROLE}`,
  });
  pool.on("error", (error) => log.warn({ reason: error.message }, "an idle queue connection was lost"));
  pool.on("connect", (client) => client.on("error", () => undefined));
  const taskList = Object.fromEntries(
    Object.entries(handlers).map(([name, handle]) => [name, (payload: unknown) => handle(payload as never)]),
  ) as TaskList;
  const runner: Runner = await run({
    pgPool: pool,
    taskList,
    crontab: CRONTAB,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1_000,
    logger,
  });
  const utils: WorkerUtils = await makeWorkerUtils({ pgPool: pool, logger });
  return {
    add: async (name, payload, key) => {
      await utils.addJob<string>(name, payload, key === undefined ? {} : { jobKey: key });
    },
    stop: async () => {
      await runner.stop();
      await utils.release();
      await pool.end();
    },
  };
};
