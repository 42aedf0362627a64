import { z } from "zod";
import { minBigint } from "#lib/core/money.ts";
import { db } from "#lib/platform/database/db.ts";
import {
  array,
  bool,
  float8,
  int2,
  int4,
  int8,
  json,
  nullable,
  only,
  type RowOfStatement,
  statement,
  text,
  timestamptz,
} from "#lib/platform/database/statement.ts";
import { BET_RESULTS } from "#lib/sportsbook/betting/schema.ts";
import { eventIncidents, sportNames } from "#lib/sportsbook/events/index.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import { WRITTEN } from "#lib/sportsbook/markets/index.ts";
import { bookMargin, MARGIN_METHODS } from "#lib/sportsbook/pricing/index.ts";
import { sportOf } from "#lib/sportsbook/sports/index.ts";
import type { ActiveSuspension, DeskMarket, DeskOutcome, EventDesk, TradingRow } from "../schema.ts";
import { worstScore } from "../worst-score.ts";
import { marketResults } from "./market-results.ts";

const SCOPES = z.enum(["market", "event", "provider", "sport", "all"]);
const SOURCES = z.enum(["feed", "provider", "staff"]);

const BETTING: readonly number[] = [EVENT_STATUS.notStarted, EVENT_STATUS.live];

// $1: events, null for those on offer. Net of an outcome: the market's open stakes less its payout. An outcome with
// probability zero, which the score has ruled out, is no risk.
const events = statement({
  text: `
    with listed as (
      select e.* from sportsbook_event_view e
       where case when $1::text[] is null then e.status in (0, 1, 2, 6, 7) else e.id = any($1) end
       order by (e.status in (1, 2, 7)) desc, e.starts_at, e.id limit $2
    ), exposed as (
      select m.event_id, o.market_id, o.key, o.probability,
             sum(coalesce(x.stake, 0)) over (partition by o.market_id) - coalesce(x.payout, 0) as net,
             sum(coalesce(x.bets, 0)) over (partition by o.market_id) as bets
        from listed e
        join sportsbook_market_view m on m.event_id = e.id and m.status > -3
        join sportsbook_outcome_view o on o.market_id = m.id
        left join (select market_id, outcome_key, sum(bets) as bets, sum(stake) as stake, sum(payout) as payout
                     from sportsbook_market_exposure_view group by 1, 2) x on x.market_id = o.market_id and x.outcome_key = o.key
    ), worst as (
      select distinct on (event_id) event_id, market_id, key, net from exposed
       where bets > 0 and probability is distinct from 0 order by event_id, net, market_id, key
    )
    select e.id as "eventId", e.provider, c.sport_id as "sportId", e.competition_id as "competitionId", c.name as competition, n.name, n.participants,
           e.starts_at as "startsAt", e.status, e.score, e.updated_at as "updatedAt",
           t.turnover, t.bets, k.open as "marketsOpen", k.total as markets, k.suspended as "marketsSuspended",
           case when w.event_id is not null then
             jsonb_build_object('marketId', w.market_id, 'outcomeKey', w.key, 'result', w.net::text,
             'written', (select m.written from sportsbook_market_view m where m.id = w.market_id)) end as worst,
           coalesce(s.suspensions, '[]') as suspensions
      from listed e
      join sportsbook_competition_view c on c.id = e.competition_id
      join sportsbook_event_name_view n on n.event_id = e.id
      left join worst w on w.event_id = e.id
      cross join lateral (
        select coalesce(sum(l.exposure_stake), 0)::bigint as turnover, count(*) as bets from sportsbook_bet_leg_view l where l.event_id = e.id) t
      cross join lateral (
        select count(*) filter (where m.status = 1 and not q.suspended) as open, count(*) filter (where m.status > -3) as total,
               count(*) filter (where m.status > -3 and q.suspended) as suspended
          from sportsbook_market_view m
          cross join lateral (select exists (select from sportsbook_suspension_view q
            where q.scope = 'market' and q.scope_id = m.id and q.lifted_at is null) as suspended) q
         where m.event_id = e.id) k
      left join lateral (
        select jsonb_agg(jsonb_build_object('scope', q.scope, 'source', q.source, 'reason', q.reason, 'at', q.at,
                                            'byName', (select display_name from players_staff_view where id = q.by))
                         order by array_position(array['all', 'sport', 'provider', 'event'], q.scope)) as suspensions
          from sportsbook_suspension_view q
         where q.lifted_at is null
           and (q.scope, q.scope_id) in (('all', ''), ('sport', c.sport_id), ('provider', e.provider), ('event', e.id))) s on true
     order by (e.status in (1, 2, 7)) desc, e.starts_at, e.id`,
  params: [nullable(array(text)), int8],
  row: {
    eventId: text,
    provider: text,
    sportId: text,
    competitionId: text,
    competition: text,
    name: text,
    participants: array(text),
    startsAt: timestamptz,
    status: int2,
    score: json(z.unknown()),
    updatedAt: timestamptz,
    turnover: int8,
    bets: int8,
    marketsOpen: int8,
    markets: int8,
    marketsSuspended: int8,
    worst: nullable(
      json(
        z.object({
          marketId: z.string(),
          outcomeKey: z.string(),
          result: z.string(),
          written: WRITTEN.nullable(),
        }),
      ),
    ),
    suspensions: json(
      z.array(
        z.object({
          scope: SCOPES,
          source: SOURCES,
          reason: z.string(),
          at: z.string(),
          byName: z.string().nullable(),
        }),
      ),
    ),
  },
});

type EventRow = RowOfStatement<typeof events>;

const rowOf = ({ worst, suspensions, ...row }: EventRow): TradingRow & { provider: string } => ({
  ...row,
  suspensions: suspensions.map((stop) => ({ ...stop, at: new Date(stop.at) })),
  bets: Number(row.bets),
  markets: Number(row.markets),
  // A suspension of the event, or its end, applies to all its markets.
  marketsOpen: suspensions.length > 0 || !BETTING.includes(row.status) ? 0 : Number(row.marketsOpen),
  marketsSuspended: Number(row.marketsSuspended),
  worst: worst && { ...worst, result: BigInt(worst.result) },
});

/** Events on offer, running ones first, each with its money and suspensions. */
export const tradingList = async (limit = 300): Promise<TradingRow[]> =>
  (await events.all([null, limit])).map(rowOf);

const bookOf = statement({
  text: `
    select m.id as market_id, m.market_type as "marketType", m.specifiers, m.written, m.status, m.version, p.at as price_at,
           coalesce(m.feed_status, m.status) as "feedStatus", coalesce(c.version, 0) as "controlVersion", coalesce(c.off, m.status = 0 and m.feed_status is not null) as off,
           c.method, c.overround, c.stake_max as "stakeMax", c.payout_max as "payoutMax", coalesce(o.feed_odds, o.odds) as "feedOdds", f.odds is not null as manual, f.expires_at as "expiresAt",
           (select b.odds from sportsbook_price_boost_view b where b.market_id = o.market_id and b.outcome_key = o.key and b.ended_at is null) as boost,
           (select display_name from players_staff_view where id = f.by) as "byName",
           o.key, o.odds, o.probability, o.active, result_name(o.result, o.void_factor) as result,
           case when o.dead_heat_numerator < o.dead_heat_denominator then
             jsonb_build_object('numerator', o.dead_heat_numerator, 'denominator', o.dead_heat_denominator) end as "deadHeat",
           coalesce(x.bets, 0)::bigint as bets, coalesce(x.stake, 0)::bigint as stake, coalesce(x.payout, 0)::bigint as payout
      from sportsbook_market_view m
      join sportsbook_outcome_view o on o.market_id = m.id
      left join sportsbook_market_control_view c on c.market_id = m.id
      left join sportsbook_price_control_view f on f.market_id = o.market_id and f.outcome_key = o.key
      left join lateral (select at from sportsbook_price_history_view ph where ph.market_id = m.id and ph.at >= m.created_at
                          order by ph.version desc limit 1) p on true
      left join lateral (
        select sum(bets) as bets, sum(stake) as stake, sum(payout) as payout
          from sportsbook_market_exposure_view me where me.market_id = m.id and me.outcome_key = o.key) x on true
     where m.event_id = $1
     order by m.status <= -3, m.market_type, m.specifiers, m.id, o.position, o.key`,
  params: [text],
  row: {
    market_id: text,
    marketType: text,
    specifiers: text,
    written: nullable(json(WRITTEN)),
    status: int2,
    version: int8,
    price_at: nullable(timestamptz),
    feedStatus: int2,
    controlVersion: int4,
    off: bool,
    method: nullable(only(text, z.enum(MARGIN_METHODS))),
    overround: nullable(float8),
    stakeMax: nullable(int8),
    payoutMax: nullable(int8),
    feedOdds: nullable(int8),
    manual: bool,
    expiresAt: nullable(timestamptz),
    boost: nullable(int8),
    byName: nullable(text),
    key: text,
    odds: nullable(int8),
    probability: nullable(float8),
    active: bool,
    result: nullable(only(text, z.enum(BET_RESULTS))),
    deadHeat: nullable(json(z.object({ numerator: z.number(), denominator: z.number() }))),
    bets: int8,
    stake: int8,
    payout: int8,
  },
});

type OutcomeRow = RowOfStatement<typeof bookOf>;

// $1 event, $2 its sport, $3 its provider.
const suspensionsOnEvent = statement({
  text: `
    select s.scope, s.scope_id as "scopeId", s.source, s.reason, s.note, s.at, p.display_name as "byName"
      from sportsbook_suspension_view s left join players_staff_view p on p.id = s.by
     where s.lifted_at is null
       and ((s.scope, s.scope_id) in (('all', ''), ('sport', $2), ('provider', $3), ('event', $1))
            or (s.scope = 'market' and s.scope_id in (select id from sportsbook_market_view where event_id = $1)))
     order by array_position(array['all', 'sport', 'provider', 'event', 'market'], s.scope), s.id`,
  params: [text, text, text],
  row: {
    scope: only(text, SCOPES),
    scopeId: text,
    source: only(text, SOURCES),
    reason: text,
    note: nullable(text),
    at: timestamptz,
    byName: nullable(text),
  },
});

const eventLimits = statement({
  text: `
    select coalesce(max(version), 0) as version, max(stake_max) as "stakeMax", max(payout_max) as "payoutMax"
      from sportsbook_event_control_view where event_id = $1`,
  params: [text],
  row: { version: int4, stakeMax: nullable(int8), payoutMax: nullable(int8) },
});

const outcomeOf = (row: OutcomeRow, stake: bigint): DeskOutcome => ({
  key: row.key,
  odds: row.odds,
  feedOdds: row.feedOdds,
  boost: row.boost,
  manual: row.manual ? { expiresAt: row.expiresAt, byName: row.byName } : null,
  probability: row.probability,
  active: row.active,
  result: row.result,
  deadHeat: row.deadHeat,
  bets: Number(row.bets),
  stake: row.stake,
  payout: row.payout,
  net: stake - row.payout,
});

const marketOf = (
  group: readonly [OutcomeRow, ...OutcomeRow[]],
  suspensions: readonly ActiveSuspension[],
): DeskMarket => {
  const [first] = group;
  const stake = group.reduce((all, row) => all + row.stake, 0n);
  const outcomes = group.map((row) => outcomeOf(row, stake));
  return {
    id: first.market_id,
    marketType: first.marketType,
    specifiers: first.specifiers,
    written: first.written,
    status: first.status,
    version: first.version,
    controlVersion: first.controlVersion,
    off: first.off,
    ownMargin:
      first.method && first.overround !== null ? { method: first.method, overround: first.overround } : null,
    limits: { stakeMax: first.stakeMax, payoutMax: first.payoutMax },
    feedStatus: first.feedStatus,
    priceAt: first.price_at,
    suspensions: suspensions.filter(
      ({ scope, scopeId }) => scope === "market" && scopeId === first.market_id,
    ),
    outcomes,
    bets: outcomes.reduce((all, { bets }) => all + bets, 0),
    stake,
    worst: outcomes
      .filter(({ probability }) => probability !== 0)
      .reduce((lowest, { net }) => minBigint(lowest, net), stake),
    margin: bookMargin(outcomes, first.written?.winners),
  };
};

/** Everything a trader needs to know about one event; null for an unknown event. */
export const eventDesk = async (eventId: string): Promise<EventDesk | null> => {
  const event = await events.first([[eventId], 1]);
  if (!event) return null;
  const [book, suspensions, incidents, results, limits] = await Promise.all([
    bookOf.all([eventId]),
    suspensionsOnEvent.all([eventId, event.sportId, event.provider]),
    eventIncidents(eventId),
    marketResults(eventId),
    eventLimits.first([eventId]),
  ]);
  const groups = new Map<string, [OutcomeRow, ...OutcomeRow[]]>();
  for (const row of book) {
    const group = groups.get(row.market_id);
    if (group) group.push(row);
    else groups.set(row.market_id, [row]);
  }
  const markets = [...groups.values()].map((group) => marketOf(group, suspensions));
  return {
    ...rowOf(event),
    provider: event.provider,
    suspensions: suspensions.filter(({ scope }) => scope !== "market"),
    book: markets,
    worstScore: worstScore(sportOf(event.sportId), markets, event.score, incidents),
    results,
    limits: limits ?? { version: 0, stakeMax: null, payoutMax: null },
  };
};

/** The active suspensions of everything, of sports and of providers: the state of the kill switches. */
export const killSwitches = async (): Promise<{
  sports: { id: string; name: string }[];
  suspensions: ActiveSuspension[];
}> => {
  const [sports, rows] = await Promise.all([
    sportNames(),
    db().sportsbookSuspensionView.findMany({
      select: {
        scope: true,
        scopeId: true,
        source: true,
        reason: true,
        note: true,
        at: true,
        author: { select: { displayName: true } },
      },
      where: { liftedAt: null, scope: { in: ["all", "sport", "provider"] } },
      orderBy: { id: "asc" },
    }),
  ]);
  const suspensions = rows.map(({ scope, source, author, ...suspension }) => ({
    ...suspension,
    scope: SCOPES.parse(scope),
    source: SOURCES.parse(source),
    byName: author?.displayName ?? null,
  }));
  return { sports, suspensions };
};
