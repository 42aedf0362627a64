import { db } from "#lib/platform/database/db.ts";
import {
  array,
  type Column,
  int4,
  int8,
  json,
  statement,
  text,
  timestamptz,
} from "#lib/platform/database/statement.ts";
import { SPORT_VIEWS, sportViews } from "#lib/sportsbook/sports/schema.ts";
import { COMPETITION_COUNTS, EVENT_DELTA, EVENT_SUMMARY, EVENT_VIEW, PRICE_POINT } from "./shapes.ts";
import {
  type CompetitionCounts,
  type CompetitionView,
  compareMarkets,
  type EventDelta,
  type EventState,
  type EventSummary,
  type EventView,
  hasLines,
  type MarketView,
  type PricePoint,
} from "./views.ts";

const iso = (column: string): string =>
  `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const SUSPENSION = `json_build_object('scope', s.scope, 'source', s.source, 'reason', s.reason, 'since', ${iso("s.at")})`;

const OUTCOME = `'key', o.key, 'odds', o.odds::text, 'active', o.active, 'result', o.result, 'voidFactor', o.void_factor`;

const MARKET = `json_build_object(
  'id', m.id, 'marketType', m.market_type, 'specifiers', m.specifiers, 'status', m.status, 'version', m.version,
  'written', m.written,
  'suspension', (select ${SUSPENSION} from suspension s
                  where s.lifted_at is null and s.scope = 'market' and s.scope_id = m.id order by s.id limit 1),
  'outcomes', (select coalesce(json_agg(case when p.id is null then json_build_object(${OUTCOME})
                        else json_build_object(${OUTCOME}, 'boost', json_build_object('id', p.id, 'odds', p.odds::text)) end
                        order by o.position, o.key), '[]')
                 from outcome o left join price_boost p on p.market_id = o.market_id and p.outcome_key = o.key and p.ended_at is null
                where o.market_id = m.id))`;

const STATE = `
  'id', e.id, 'version', e.version, 'startsAt', ${iso("e.starts_at")}, 'status', e.status, 'score', e.score,
  'suspension', (select ${SUSPENSION} from suspension s
                  where s.lifted_at is null
                    and (s.scope, s.scope_id) in (('all', ''), ('sport', c.sport_id), ('provider', e.provider), ('event', e.id))
                  order by array_position(array['all', 'sport', 'provider', 'event'], s.scope), s.id limit 1)`;

const IDENTITY = `
  'provider', e.provider, 'name', n.name, 'participants', n.competitors,
  'competition', json_build_object('id', c.id, 'sportId', c.sport_id, 'name', c.name, 'category', c.category, 'countryCode', c.country_code)`;

/** An incident of this alias as `Incident`. */
export const incidentJson = (alias: string): string =>
  `json_build_object('number', ${alias}.number, 'kind', ${alias}.kind, 'participant', ${alias}.participant,
     'revoked', ${alias}.revoked, 'detail', ${alias}.detail)`;

const INCIDENTS_AND_MARKETS = `
  'incidents', (select coalesce(json_agg(${incidentJson("i")} order by i.number), '[]')
                  from incident i where i.event_id = e.id and i.version > w.since),
  'markets', (select coalesce(json_agg(${MARKET}), '[]') from market m where m.event_id = e.id and m.version > w.since)`;

/** The markets whose prices lists show, by the sport of the competition `c`. */
const BOARD = `(values ${SPORT_VIEWS.flatMap(({ id, board }) =>
  board.map((type, at) => `('${id}', '${type}', ${at}, ${hasLines(id, type)})`),
).join(", ")}) b(sport_id, market_type, place, has_lines)`;

/** The market whose prices lists show first, by the sport of the competition `c`. */
const HEAD_MARKET = `(case c.sport_id ${SPORT_VIEWS.map(
  ({ id, board }) => `when '${id}' then '${board[0]}'`,
).join(" ")} end)`;

/** How far a line of the market `m` is from even; null without prices. */
const UNEVENNESS = `(select max(1e0 / o.odds) - min(1e0 / o.odds) from outcome o where o.market_id = m.id having count(o.odds) > 1)`;

/** As `mainMarkets`. */
const BOARD_MARKETS = `(select coalesce(json_agg(k.view order by b.place), '[]') from ${BOARD},
    lateral (select ${MARKET} as view from market m
              where m.event_id = e.id and m.market_type = b.market_type
              order by array_position(array[1, -1], m.status::int), case when b.has_lines then ${UNEVENNESS} end, m.specifiers
              limit 1) k
   where b.sport_id = c.sport_id)`;

const NAMES = `
  join competition c on c.id = e.competition_id
  join sportsbook_event_name_view n on n.event_id = e.id`;

const viewsOf = statement({
  name: "event-views",
  text: `
    select json_build_object(${STATE}, ${IDENTITY}, ${INCIDENTS_AND_MARKETS}) as view
      from unnest($1::text[]) with ordinality as q(id, rank)
      join event e on e.id = q.id ${NAMES}, lateral (values (-1::bigint)) w(since)
     order by q.rank`,
  params: [array(text)],
  row: { view: json(EVENT_VIEW) },
});

const deltasOf = statement({
  name: "events-delta",
  text: `
    select json_build_object('since', w.since, ${STATE}, ${INCIDENTS_AND_MARKETS},
      'suspendedMarkets', (select coalesce(json_object_agg(k.scope_id, k.view), '{}') from (
          select distinct on (s.scope_id) s.scope_id, ${SUSPENSION} as view
            from suspension s join market m on m.id = s.scope_id
           where s.lifted_at is null and s.scope = 'market' and m.event_id = e.id order by s.scope_id, s.id) k)) as view, c.sport_id as "sportId"
      from unnest($1::text[], $2::bigint[]) w(id, since)
      join event e on e.id = w.id and e.version > w.since
      join competition c on c.id = e.competition_id`,
  params: [array(text), array(int8)],
  row: { view: json(EVENT_DELTA), sportId: text },
});

const summaries = (picked: string): string => `
  with picked as (${picked})
  select json_build_object(${STATE}, ${IDENTITY},
    'marketsCount', (select count(*) from market m where m.event_id = e.id and m.status in (1, -1)),
    'boardMarkets', ${BOARD_MARKETS}) as view
    from picked q join event e on e.id = q.id ${NAMES}
   order by q.rank, e.starts_at, e.id`;

/** Before the first score of a feed, the sport's initial score. */
const withScore = <View extends EventState>(view: View, sportId: string): View =>
  Object.keys(view.score).length > 0 ? view : { ...view, score: sportViews(sportId).initialScore() };

const sorted = (markets: readonly MarketView[], sportId: string): MarketView[] =>
  markets.toSorted(compareMarkets(sportId));

/** Whole events in the order asked for; unknown ids are left out. One round trip. */
export const eventViews = async (ids: readonly string[]): Promise<EventView[]> => {
  if (ids.length === 0) return [];
  const found = await viewsOf.all([ids]);
  return found.map(({ view }) => {
    const { sportId } = view.competition;
    return { ...withScore(view, sportId), markets: sorted(view.markets, sportId) };
  });
};

/** One event with everything that its page shows. Null when there is no such event. */
export const eventView = async (id: string): Promise<EventView | null> => (await eventViews([id]))[0] ?? null;

/**
 * For each event, what changed after the client's version; events without a change are left out. One round trip.
 * Nothing is missed however old `since` is: versions are assigned under the event's lock.
 */
export const eventsDelta = async (seen: readonly { id: string; since: number }[]): Promise<EventDelta[]> => {
  if (seen.length === 0) return [];
  const found = await deltasOf.all([seen.map(({ id }) => id), seen.map(({ since }) => since)]);
  return found.map(({ view, sportId }) => ({
    ...withScore(view, sportId),
    markets: sorted(view.markets, sportId),
  }));
};

export type Listing =
  | { kind: "live" }
  | { kind: "upcoming"; withinHours?: number }
  | { kind: "running-or-soon"; withinHours: number }
  /** What starts from a moment on and before another one. */
  | { kind: "starting"; from: Date; until: Date }
  | { kind: "competition"; competitionId: string }
  | { kind: "popular" }
  | { kind: "ids"; ids: readonly string[] };

const LIVE = "(1, 2, 7)";
const WAITING = "(0, 6)";
const OPEN = "(0, 1, 2, 6, 7)";
/** What staff named, such as an outright, is no match of a list: its competition shows it apart. */
const IS_OUTRIGHT = "e.provider = 'staff' and e.own_name is not null";

const listed = <const P extends readonly Column<unknown, never>[]>(
  kind: Listing["kind"],
  picked: string,
  params: P,
) =>
  statement({
    name: `listing-${kind}`,
    text: summaries(picked),
    params: [int8, ...params] as readonly [typeof int8, ...P],
    row: { view: json(EVENT_SUMMARY) },
  });

const live = listed(
  "live",
  `select id, 0 as rank from event e where status in ${LIVE} and not (${IS_OUTRIGHT}) order by starts_at, id limit $1`,
  [],
);

const upcoming = listed(
  "upcoming",
  `
    select id, 0 as rank from event e
     where status in ${WAITING} and not (${IS_OUTRIGHT}) and starts_at < now() + make_interval(hours => $2) order by starts_at, id limit $1`,
  [int4],
);

const runningOrSoon = listed(
  "running-or-soon",
  `
    select id, (status not in ${LIVE})::int as rank from event e
     where status in ${OPEN} and not (${IS_OUTRIGHT}) and (status in ${LIVE} or starts_at < now() + make_interval(hours => $2))
     order by 2, starts_at, id limit $1`,
  [int4],
);

const starting = listed(
  "starting",
  `
    select id, 0 as rank from event e
     where status in ${WAITING} and not (${IS_OUTRIGHT}) and starts_at >= $2 and starts_at < $3 order by starts_at, id limit $1`,
  [timestamptz, timestamptz],
);

const ofCompetition = listed(
  "competition",
  `
    select id, (status not in ${LIVE})::int as rank from event e
     where status in ${OPEN} and not (${IS_OUTRIGHT}) and competition_id = $2 order by 2, starts_at, id limit $1`,
  [text],
);

const popular = listed(
  "popular",
  `
    select e.id, row_number() over (
             order by exists (select from market h join outcome o on o.market_id = h.id
                               where h.event_id = e.id and h.market_type = ${HEAD_MARKET} and h.status = 1 and o.active and o.odds is not null) desc,
                      sum(x.stake) desc, e.starts_at, e.id) as rank
      from event e join competition c on c.id = e.competition_id
      join market m on m.event_id = e.id join market_exposure x on x.market_id = m.id
     where e.status in ${OPEN} and not (${IS_OUTRIGHT}) group by e.id, c.sport_id having sum(x.stake) > 0 order by 2 limit $1`,
  [],
);

const byIds = listed("ids", "select id, rank from unnest($2::text[]) with ordinality q(id, rank) limit $1", [
  array(text),
]);

const YEAR_HOURS = 8_760;

const read = (what: Listing, limit: number): Promise<{ view: EventSummary }[]> => {
  switch (what.kind) {
    case "live":
      return live.all([limit]);
    case "upcoming":
      return upcoming.all([limit, what.withinHours ?? YEAR_HOURS]);
    case "running-or-soon":
      return runningOrSoon.all([limit, what.withinHours]);
    case "starting":
      return starting.all([limit, what.from, what.until]);
    case "competition":
      return ofCompetition.all([limit, what.competitionId]);
    case "popular":
      return popular.all([limit]);
    case "ids":
      return byIds.all([limit, what.ids]);
  }
};

/** Events for a list, running ones first. One round trip. */
export const listing = async (what: Listing, limit = 100): Promise<EventSummary[]> =>
  (await read(what, limit)).map(({ view }) => withScore(view, view.competition.sportId));

const competitionCounts = statement({
  name: "competitions-with-counts",
  text: `
    select json_build_object('id', c.id, 'sportId', c.sport_id, 'name', c.name, 'category', c.category,
              'countryCode', c.country_code, 'live', count(*) filter (where e.status in ${LIVE}),
              'upcoming', count(*) filter (where e.status in ${WAITING})) as view
       from event e join competition c on c.id = e.competition_id
      where e.status in ${OPEN}
      group by c.id order by c.category, c.name, c.id`,
  params: [],
  row: { view: json(COMPETITION_COUNTS) },
});

const outrightsOf = statement({
  name: "outrights",
  text: `
    select e.id from event e
     where e.status in ${OPEN} and ${IS_OUTRIGHT} and e.competition_id = $1 order by e.starts_at, e.id limit 100`,
  params: [text],
  row: { id: text },
});

/** The outrights and specials of a competition with all their markets, those first whose betting ends first. */
export const outrightViews = async (competitionId: string): Promise<EventView[]> =>
  eventViews((await outrightsOf.all([competitionId])).map(({ id }) => id));

/** Competitions that have open events, by region and name. */
export const competitionsWithCounts = async (): Promise<CompetitionCounts[]> =>
  (await competitionCounts.all([])).map(({ view }) => view);

const pricesOf = statement({
  name: "price-history",
  text: `
    select json_build_object('version', p.version, 'at', ${iso("p.at")}, 'prices',
              (select json_object_agg(key, value) from jsonb_each_text(p.prices))) as view
       from (select * from price_history where market_id = $1 and at >= (select created_at from market where id = $1)
              order by version desc limit $2) p
      order by p.version`,
  params: [text, int8],
  row: { view: json(PRICE_POINT) },
});

/** A market's prices over time, oldest first; the newest `limit` of them. */
export const priceHistory = async (marketId: string, limit = 500): Promise<PricePoint[]> =>
  (await pricesOf.all([marketId, limit])).map(({ view }) => view);

/** One competition, with or without open events. */
export const competitionView = (id: string): Promise<CompetitionView | null> =>
  db().competition.findUnique({
    select: { id: true, sportId: true, name: true, category: true, countryCode: true },
    where: { id },
  });
