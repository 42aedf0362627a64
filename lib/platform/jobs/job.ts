import type { z } from "zod";

/** Counts that a run adds to the figures of its worker: { marketsSettled: 1 }. */
export type RunFigures = Readonly<Record<string, number>>;

export type JobOptions = {
  /** Jobs with the same key that have not started yet are one job. */
  key?: string;
  /** The minimum delay. */
  delayMs?: number;
};

export type JobQueue = {
  add<Payload>(job: Job<Payload>, payload: Payload, options?: JobOptions): Promise<void>;
};

/** Work that is queued or scheduled, and retried when it throws. It may run twice. */
export type Job<Payload = unknown> = {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  /** In crontab's form, UTC. Only for a job whose payload may be empty. */
  readonly cron?: string;
  /** Runs behind all other jobs, one at a time: it may wait and must not delay them. */
  readonly background?: boolean;
  /** Also queued whenever a worker starts. */
  readonly atStart?: boolean;
  run(payload: Payload, queue: JobQueue): Promise<RunFigures | undefined>;
};

export const defineJob = <Payload>(job: Job<Payload>): Job<Payload> => job;

/** Work that every worker repeats, never twice at once: it finds what was not queued. */
export type Sweep = {
  readonly name: string;
  readonly everyMs: number;
  run(queue: JobQueue): Promise<RunFigures | undefined>;
};
