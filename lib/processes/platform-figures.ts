import { float8, int4, statement } from "#lib/platform/database/statement.ts";

export type PlatformFigures = {
  betsPerMinute: number;
  outboxRows: number;
  outboxAgeS: number;
  parkedEvents: number;
  jobsWaiting: number;
  connections: number;
};

// Bet ids contain their time, so the last minute is the end of one index. Its start is computed once, before any bet
// is read, instead of for each of a thousand bets a second.
const figures = statement({
  name: "platform-figures",
  text: `
    select (select count(*) from sportsbook_bet_view where id >= (select uuid_floor(now() - interval '1 minute')))::int as "betsPerMinute",
           o.rows as "outboxRows", o.age as "outboxAgeS",
           (select count(*) from platform_parked_event_view)::int as "parkedEvents",
           (select count(*) from graphile_worker.jobs where locked_at is null and run_at <= clock_timestamp())::int as "jobsWaiting",
           (select count(*) from pg_stat_activity where datname = current_database())::int as connections
      from (select count(*)::int as rows,
                   round(coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0), 1)::float as age
              from (select created_at from platform_outbox_view order by id limit 10000) waiting) o`,
  params: [],
  row: {
    betsPerMinute: int4,
    outboxRows: int4,
    outboxAgeS: float8,
    parkedEvents: int4,
    jobsWaiting: int4,
    connections: int4,
  },
});

/** What a worker measures for the platform as a whole. */
export const platformFigures = async (): Promise<PlatformFigures | Record<string, never>> =>
  (await figures.first([])) ?? {};
