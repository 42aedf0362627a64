import type { z } from "zod";

/** Counts that a run adds to the figures of its worker: { marketsSettled: 1 }. */
export type RunFigures = Readonly<Record<string, number>>;

export type JobQueue = {
  /** Puts a job on the queue. Jobs with the same key that have not started yet are one job. */
  add<Payload>(job: Job<Payload>, payload: Payload, key?: string): Promise<void>;
};

/** Work that is queued or scheduled, and tried again later when it throws. It may run twice. */
export type Job<Payload = unknown> = {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  /** In crontab's form, UTC. Only for a job whose payload may be empty. */
  readonly cron?: string;
  /** Also queued whenever a worker starts. */
  readonly atStart?: boolean;
  run(payload: Payload, queue: JobQueue): Promise<RunFigures | undefined>;
};

export const defineJob = <Payload>(job: Job<Payload>): Job<Payload> => job;

/** Work that every worker does again and again, never twice at once: it looks for what nobody queued. */
export type Sweep = {
  readonly name: string;
  readonly everyMs: number;
  run(queue: JobQueue): Promise<RunFigures | undefined>;
};
