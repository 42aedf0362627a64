import { isUuid } from "#lib/core/id.ts";
import { array, bool, int2, statement, text, timestamptz, uuid } from "#lib/platform/database/statement.ts";
import { searchHits } from "#lib/sportsbook/search/index.ts";
import { searchBets } from "../queries/bets.ts";
import { isBetReference } from "../schema.ts";
import type { Lookup } from "./schema.ts";

const MAX = { events: 6, competitions: 4, players: 6, bets: 4 };

// Open events as their search finds them, in that order; any event by its id.
const eventsByIds = statement({
  text: `
    select e.id, n.name, c.name as competition, e.starts_at as "startsAt", e.status,
           exists (select from sportsbook_suspension_view s
                    where s.scope = 'event' and s.scope_id = e.id and s.source = 'staff' and s.lifted_at is null) as suspended
      from unnest($1::text[]) with ordinality w(id, n)
      join sportsbook_event_view e on e.id = w.id
      join sportsbook_event_name_view n on n.event_id = e.id
      join sportsbook_competition_view c on c.id = e.competition_id
     order by w.n`,
  params: [array(text)],
  row: { id: text, name: text, competition: text, startsAt: timestamptz, status: int2, suspended: bool },
});

// $1 as typed, in lower case. An address or a name that begins so comes first; of an id its beginning, or its last twelve characters.
const playersBy = statement({
  text: `
    select id, email, display_name as "displayName", status from players_player_view
     where strpos(email, $1) > 0 or strpos(lower(display_name), $1) > 0
        or (length($1) >= 8 and (starts_with(id::text, $1) or right(id::text, 12) = $1))
     order by starts_with(email, $1) desc, starts_with(lower(display_name), $1) desc, id desc limit 6`,
  params: [text],
  row: { id: uuid, email: text, displayName: text, status: text },
});

const PLAYER_TEXT_MIN = 2;

const events = async (typed: string): Promise<Pick<Lookup, "events" | "competitions">> => {
  const hits = await searchHits(typed, { events: MAX.events, competitions: MAX.competitions });
  return {
    events: await eventsByIds.all([[...new Set([typed, ...hits.events.map(({ id }) => id)])]]),
    competitions: hits.competitions.map(({ id, name, category, open }) => ({ id, name, category, open })),
  };
};

const bets = async (typed: string): Promise<Lookup["bets"]> => {
  const id = typed.toLowerCase();
  if (!isUuid(id) && !isBetReference(id)) return [];
  const { rows } = await searchBets({ id });
  return rows
    .slice(0, MAX.bets)
    .map(({ id: betId, playerEmail, event, status }) => ({ id: betId, playerEmail, event, status }));
};

/** What the text finds, of the kinds that are allowed; the others stay empty, as if nothing had been found. */
export const lookup = async (
  typed: string,
  allowed: { events: boolean; players: boolean; bets: boolean },
): Promise<Lookup> => {
  const wanted = typed.trim();
  const none = { events: [], competitions: [] };
  if (wanted === "") return { ...none, players: [], bets: [] };
  const [found, players, foundBets] = await Promise.all([
    allowed.events ? events(wanted) : none,
    allowed.players && wanted.length >= PLAYER_TEXT_MIN ? playersBy.all([wanted.toLowerCase()]) : [],
    allowed.bets ? bets(wanted) : [],
  ]);
  return { ...found, players, bets: foundBets };
};
