import { rows } from "./db.ts";

/** How many months are ready beyond the current one. */
const MONTHS_AHEAD = 3;

/** Makes the months that are missing of this one and the next. Safe to repeat and to run beside bets. Returns how many. */
export const makePartitionsAhead = async (): Promise<number> => {
  const [made] = await rows<{ made: number }>("select partitions_make_ahead($1) as made", [MONTHS_AHEAD]);
  return made?.made ?? 0;
};

/** Tells the planner what the partitioned tables hold as wholes; autovacuum only looks at their months. */
export const analyzePartitioned = async (): Promise<void> => {
  await rows("select partitions_analyze()");
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
