import { db } from "#lib/platform/database/db.ts";
import { jsonText, statement } from "#lib/platform/database/statement.ts";
import { SPORT_VIEWS } from "#lib/sportsbook/sports/schema.ts";
import { type Competition, type Competitor, Incident } from "./schema.ts";

export * from "./history.ts";
export * from "./schema.ts";

export type FixtureEntry = {
  eventId: string;
  provider: string;
  competition: Competition;
  /** The name of an event that its participants do not name. */
  name?: string | undefined;
  /** In the order of their positions. */
  participants: readonly Competitor[];
  startsAt: Date;
  /** The sport's model of an event that we price ourselves. */
  model?: unknown;
  /** The provider's time of the message, in milliseconds. */
  timestamp: number;
};

const register = statement({
  name: "register-fixtures",
  text: `
    with entry as (
      select e->>'eventId' as id, e->>'name' as name, e->>'provider' as provider, (e->>'startsAt')::timestamptz as starts_at, (e->>'timestamp')::bigint as timestamp,
             e->'competition' as competition, nullif(e->'model', 'null') as model, e->'participants' as participants
        from jsonb_array_elements($1::jsonb) e
    ), participant as (
      select n.id as event_id, n.provider, (p.position - 1)::smallint as position, p.value
        from entry n, jsonb_array_elements(n.participants) with ordinality p(value, position)
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
      select distinct on (value->>'id') value->>'id', value->>'name', value->>'shortName', value->>'countryCode'
        from participant order by 1
      on conflict (id) do update
        set name = excluded.name, short_name = excluded.short_name, country_code = excluded.country_code
      where (c.name, c.short_name, c.country_code) is distinct from (excluded.name, excluded.short_name, excluded.country_code)
    ), participants as (
      insert into event_participant as o (event_id, position, role, competitor_id)
      select event_id, position, value->>'role', value->>'id' from participant n
       where not exists (select from event e where e.id = n.event_id and e.provider <> n.provider)
       order by event_id, position
      on conflict (event_id, position) do update set role = excluded.role, competitor_id = excluded.competitor_id
      where (o.role, o.competitor_id) is distinct from (excluded.role, excluded.competitor_id)
    )
    insert into event as v (id, provider, competition_id, own_name, starts_at, fixture_timestamp, model)
    select id, provider, competition->>'id', name, starts_at, timestamp, model from entry order by id
    on conflict (id) do update
      set competition_id = excluded.competition_id, own_name = excluded.own_name, fixture_timestamp = excluded.fixture_timestamp, model = excluded.model,
          updated_at = clock_timestamp()
    where v.provider = excluded.provider
      and ((v.competition_id, v.own_name, v.model) is distinct from (excluded.competition_id, excluded.own_name, excluded.model) or v.fixture_timestamp < excluded.fixture_timestamp)`,
  params: [jsonText],
  row: {},
});

const SIDES = ["home", "away"] as const;

const withRoles = ({ participants, ...fixture }: FixtureEntry) => {
  const sport = SPORT_VIEWS.find(({ id }) => id === fixture.competition.sportId);
  const sided = sport?.participants !== "field";
  return {
    ...fixture,
    participants: participants.map((each, position) => ({
      ...each,
      role: (sided && SIDES[position]) || null,
    })),
  };
};

/**
 * Inserts or updates fixtures with their competitions and participants; the start of an existing event moves with
 * `applyBook`, which pushes it to clients. Each event at most once per call.
 */
export const registerFixtures = async (fixtures: readonly FixtureEntry[]): Promise<void> => {
  if (fixtures.length > 0) await register.run([JSON.stringify(fixtures.map(withRoles))]);
};

/** All sports, in the order of their listing. */
export const sportNames = (): Promise<{ id: string; name: string }[]> =>
  db().sport.findMany({ select: { id: true, name: true }, orderBy: [{ position: "asc" }, { name: "asc" }] });

/** What happened in an event, in order. */
export const eventIncidents = async (eventId: string): Promise<Incident[]> => {
  const found = await db().incident.findMany({ where: { eventId }, orderBy: { number: "asc" } });
  return found.map((incident) => Incident.parse(incident));
};
