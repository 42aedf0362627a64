import { z } from "zod";
import { int8, json, statement, text, timestamptz } from "#lib/platform/database/statement.ts";
import { sharedRead } from "#lib/platform/http/shared-read.ts";
import { isRunning } from "#lib/sportsbook/events/views.ts";
import { searchIndex } from "./rank.ts";
import type { SearchHits } from "./schema.ts";

export * from "./schema.ts";

/** How old the names may be that a search looks through. */
const AGE_MS = 2_000;
const EVENTS_MAX = 5_000;

const COMPETITORS = z.array(
  z.object({ name: z.string(), shortName: z.string(), countryCode: z.string().nullable() }),
);

const openEvents = statement({
  name: "search-names",
  text: `
    select e.id, n.name, e.status::bigint as status, e.starts_at as "startsAt", coalesce(n.competitors, '[]')::json as competitors,
           c.id as "competitionId", c.name as competition, c.category, coalesce(c.country_code, '') as "countryCode"
      from event e join sportsbook_event_name_view n on n.event_id = e.id join competition c on c.id = e.competition_id
     where e.status in (0, 1, 2, 6, 7) order by e.status in (0, 6), e.starts_at, e.id limit $1`,
  params: [int8],
  row: {
    id: text,
    name: text,
    status: int8,
    startsAt: timestamptz,
    competitors: json(COMPETITORS),
    competitionId: text,
    competition: text,
    category: text,
    countryCode: text,
  },
});

type SearchedEvent = SearchHits["events"][number];
type SearchedCompetition = SearchHits["competitions"][number];

const readNames = async () => {
  const rows = await openEvents.all([EVENTS_MAX]);
  const events = new Map<string, SearchedEvent>();
  const competitions = new Map<string, SearchedCompetition>();
  for (const row of rows) {
    events.set(row.id, {
      id: row.id,
      name: row.name,
      competition: row.competition,
      startsAt: row.startsAt.toISOString(),
      running: isRunning(Number(row.status)),
      countryCodes: row.competitors.slice(0, 2).map(({ countryCode }) => countryCode),
    });
    const held = competitions.get(row.competitionId);
    competitions.set(row.competitionId, {
      id: row.competitionId,
      name: row.competition,
      category: row.category,
      countryCode: row.countryCode || null,
      open: (held?.open ?? 0) + 1,
    });
  }
  return {
    events,
    competitions,
    eventIndex: searchIndex(
      rows.map(({ id, name, competitors, competition, category }, order) => ({
        id,
        names: [name, ...competitors.flatMap((each) => [each.name, each.shortName])],
        context: [competition, category],
        order,
      })),
    ),
    competitionIndex: searchIndex(
      [...competitions.values()].map(({ id, name, category, open }) => ({
        id,
        names: [name],
        context: [category],
        order: -open,
      })),
    ),
  };
};

const names = sharedRead((_all: "open") => readNames(), { ageMs: AGE_MS });

/** The ids of open events that a text finds, the best first; running ones before those to come where they match as well. */
export const searchEvents = async (text: string, max: number): Promise<string[]> =>
  (await names("open")).eventIndex.find(text, max);

/** What to offer while a search is typed: see `searchIndex`. */
export const searchHits = async (
  text: string,
  max: { events: number; competitions: number },
): Promise<SearchHits> => {
  const { events, competitions, eventIndex, competitionIndex } = await names("open");
  return {
    events: eventIndex.find(text, max.events).flatMap((id) => events.get(id) ?? []),
    competitions: competitionIndex.find(text, max.competitions).flatMap((id) => competitions.get(id) ?? []),
  };
};
