import type pg from "pg";
import { rows, sql } from "./db.ts";

/** How many months are ready beyond the current one. */
const MONTHS_AHEAD = 3;

/** Makes the months that are missing of this one and the next. Safe to repeat and to run beside bets. Returns how many. */
export const makePartitionsAhead = async (): Promise<number> => {
  const [made] = await rows<{ made: number }>("select partitions_make_ahead($1) as made", [MONTHS_AHEAD]);
  return made?.made ?? 0;
};

/** One statement that may take its time: a month of entries is summed in minutes, not in the seconds of a page. */
const patiently = async <Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> => {
  const client = await sql().connect();
  try {
    await client.query("begin; set local statement_timeout = 0");
    const { rows: found } = await client.query<Row>(text, values);
    await client.query("commit");
    return found;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
};

/** Tells the planner what the partitioned tables hold as wholes; autovacuum only looks at their months. */
export const analyzePartitioned = async (): Promise<void> => {
  for (const { parent } of await rows<{ parent: string }>("select parent from partitioned()"))
    await patiently("select partition_analyze($1)", [parent]);
};

/** Tables whose months are detached together, under the name that `partitions_detach` knows. */
export type PartitionSet = {
  readonly what: string;
  readonly tables: readonly string[];
  /** How many past months are kept. Undefined keeps all. */
  keepMonths(): number | undefined;
  /** What must be done before a month can be detached. */
  prepare?(): Promise<unknown>;
};

export type Detachment = { startsAt: Date; outcome: "detached" | "open_bets" | "not_rolled_up" };

/**
 * Detaches every month that ended `keepMonths` before the current one began, oldest first, until one has to stay. A detached
 * month is a table in the schema "archive"; no row is lost and no sum changes. Messages and prices stay a month at least,
 * bets and entries a year.
 */
export const detachMonths = async (what: string, keepMonths: number): Promise<Detachment[]> => {
  const done: Detachment[] = [];
  for (;;) {
    const [step] = await patiently<Detachment>(
      'select starts_at as "startsAt", outcome from partitions_detach($1, $2)',
      [what, keepMonths],
    );
    if (!step) return done;
    done.push(step);
    if (step.outcome !== "detached") return done;
  }
};

/** Where the months that are ready end: the soonest end of all tables. From then on nothing could be written. */
export const partitionsEnd = async (): Promise<Date> => {
  const [ready] = await rows<{ until: Date | null }>(
    `select min(until) as until from (
       select t.parent, coalesce(max(m.ends_at), '-infinity') as until
         from partitioned() t left join partition_month m on m.parent = t.parent group by t.parent) ends`,
  );
  return ready?.until ?? new Date(0);
};
