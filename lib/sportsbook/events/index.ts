import { db } from "#lib/platform/database/db.ts";
import { jsonText, statement } from "#lib/platform/database/statement.ts";
import { type Competition, type Competitor, Incident } from "./schema.ts";

export * from "./schema.ts";

export type FixtureEntry = {
  eventId: string;
  provider: string;
  competition: Competition;
  /** In the order of their positions. */
  participants: readonly Competitor[];
  startsAt: Date;
  /** The provider's time of the message, in milliseconds. */
  timestamp: number;
};

const register = statement({
  name: "register-fixtures",
  text: `
    with entry as (
      select e->>'eventId' as id, e->>'provider' as provider, (e->>'startsAt')::timestamptz as starts_at, (e->>'timestamp')::bigint as timestamp,
             e->'competition' as competition, e->'participants'->0 as home, e->'participants'->1 as away
        from jsonb_array_elements($1::jsonb) e
    ), sports as (
      insert into sport (id, name) select distinct competition->>'sportId', initcap(competition->>'sportId') from entry
      on conflict do nothing
    ), competitions as (
      insert into competition as c (id, sport_id, category, name, country_code)
      select distinct on (competition->>'id') competition->>'id', competition->>'sportId', competition->>'category',
             competition->>'name', competition->>'countryCode'
        from entry order by 1
      on conflict (id) do update set category = excluded.category, name = excluded.name, country_code = excluded.country_code
       where (c.category, c.name, c.country_code) is distinct from (excluded.category, excluded.name, excluded.country_code)
    ), competitors as (
      insert into competitor as c (id, name, short_name, country_code)
      select distinct on (side->>'id') side->>'id', side->>'name', side->>'shortName', side->>'countryCode'
        from (select home as side from entry union all select away from entry) sides order by 1
      on conflict (id) do update
        set name = excluded.name, short_name = excluded.short_name, country_code = excluded.country_code
      where (c.name, c.short_name, c.country_code) is distinct from (excluded.name, excluded.short_name, excluded.country_code)
    )
    insert into event as v (id, provider, competition_id, home_id, away_id, starts_at, fixture_timestamp)
    select id, provider, competition->>'id', home->>'id', away->>'id', starts_at, timestamp from entry order by id
    on conflict (id) do update
      set competition_id = excluded.competition_id, home_id = excluded.home_id, away_id = excluded.away_id,
          fixture_timestamp = excluded.fixture_timestamp, updated_at = clock_timestamp()
    where v.provider = excluded.provider
      and ((v.competition_id, v.home_id, v.away_id)
             is distinct from (excluded.competition_id, excluded.home_id, excluded.away_id)
           or v.fixture_timestamp < excluded.fixture_timestamp)`,
  params: [jsonText],
  row: {},
});

/**
 * Enters fixtures with everything they name, or brings them up to date; the start of an event that exists moves with
 * `applyBook`, which pushes it. One event at most once a call.
 */
export const registerFixtures = async (fixtures: readonly FixtureEntry[]): Promise<void> => {
  if (fixtures.length > 0) await register.run([JSON.stringify(fixtures)]);
};

/** All sports, in the order of their listing. */
export const sportNames = (): Promise<{ id: string; name: string }[]> =>
  db().sport.findMany({ select: { id: true, name: true }, orderBy: [{ position: "asc" }, { name: "asc" }] });

/** What happened in an event, in order. */
export const eventIncidents = async (eventId: string): Promise<Incident[]> => {
  const found = await db().incident.findMany({ where: { eventId }, orderBy: { number: "asc" } });
  return found.map((incident) => Incident.parse(incident));
};
