import type pg from "pg";
import { z } from "zod";
import { int4, nullable, only, statement, text, timestamptz } from "./statement.ts";
import { transaction } from "./transaction.ts";

/** How many months exist beyond the current one. */
const MONTHS_AHEAD = 3;

const makeAhead = statement({
  text: "select partitions_make_ahead($1) as made",
  params: [int4],
  row: { made: int4 },
});

/** Makes the months that are missing of this one and the next. Safe to repeat and to run beside bets. Returns how many. */
export const makePartitionsAhead = async (): Promise<number> =>
  (await makeAhead.first([MONTHS_AHEAD]))?.made ?? 0;

const noTimeout = statement({ text: "set local statement_timeout = 0", params: [], row: {} });

/** A transaction without the usual time limit: summing a month of entries takes minutes. */
const patiently = <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
  transaction(async (client) => {
    await noTimeout.run([], client);
    return work(client);
  });

const partitioned = statement({
  text: "select parent from partitioned()",
  params: [],
  row: { parent: text },
});

const analyze = statement({ text: "select partition_analyze($1)", params: [text], row: {} });

/** Updates the planner's statistics of the partitioned tables as wholes; autovacuum only analyses their months. */
export const analyzePartitioned = async (): Promise<void> => {
  for (const { parent } of await partitioned.all([]))
    await patiently((client) => analyze.run([parent], client));
};

/** A set of tables whose months are detached together; `partitioned.sql` lists them. */
export type PartitionSet = {
  readonly what: string;
  /** How many past months are kept. Undefined keeps all. */
  keepMonths(): number | undefined;
  /** What must be done before a month can be detached. */
  prepare?(): Promise<unknown>;
};

export type Detachment = { startsAt: Date; outcome: "detached" | "open_bets" | "not_rolled_up" };

const detach = statement({
  text: 'select starts_at as "startsAt", outcome from partitions_detach($1, $2)',
  params: [text, int4],
  row: { startsAt: timestamptz, outcome: only(text, z.enum(["detached", "open_bets", "not_rolled_up"])) },
});

/**
 * Detaches every month that ended `keepMonths` before the current one began, oldest first, until one has to stay. A
 * detached month is a table in the schema "archive"; no row is lost and no sum changes. Messages and prices stay a
 * month at least, bets and entries a year.
 */
export const detachMonths = async (what: string, keepMonths: number): Promise<Detachment[]> => {
  const done: Detachment[] = [];
  for (;;) {
    const step = await patiently((client) => detach.first([what, keepMonths], client));
    if (!step) return done;
    done.push(step);
    if (step.outcome !== "detached") return done;
  }
};

const readyUntil = statement({
  text: `
    select min(until) as until from (
      select t.parent, coalesce(max(m.ends_at), '-infinity') as until
        from partitioned() t left join partition_month m on m.parent = t.parent group by t.parent) ends`,
  params: [],
  row: { until: nullable(timestamptz) },
});

/** The earliest end of the existing months of all tables. After that nothing can be written. */
export const partitionsEnd = async (): Promise<Date> => (await readyUntil.first([]))?.until ?? new Date(0);
