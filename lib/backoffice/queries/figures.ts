import { db } from "#lib/platform/database/db.ts";
import {
  array,
  bpchar,
  int2,
  int4,
  int8,
  statement,
  text,
  timestamptz,
} from "#lib/platform/database/statement.ts";
import type { EventFigures, Figures, HourFigures, OpenLiability } from "../schema.ts";

// A bet's id begins with its time, so a bound on it leaves out months; the day is for clocks that were wrong.
// The rest of a bet of which a part was cashed out was staked with that bet: it is no new turnover.
// A voided stake was never risked: it counts as turnover on the day it was placed, but not towards GGR.
const figuresOf = statement({
  text: `
    with placed as (
      select currency, count(*)::int as bets, sum(stake)::bigint as turnover, count(distinct player_id)::int as players
        from sportsbook_bet_view where placed_at >= $1 and placed_at < $2 and origin_id is null
           and id >= uuid_floor($1 - interval '1 day') and id < uuid_floor($2 + interval '1 day') group by currency
    ), settled as (
      select currency, sum(ended_stake)::bigint as stake, sum(returned)::bigint as returned
        from sportsbook_bet_view where settled_at >= $1 and settled_at < $2 and result <> 'void' group by currency
    )
    select coalesce(p.currency, s.currency) as currency, coalesce(p.bets, 0) as bets, coalesce(p.turnover, 0) as turnover,
           coalesce(s.stake, 0) as "settledStake", coalesce(s.returned, 0) as returned,
           coalesce(s.stake - s.returned, 0) as ggr, coalesce(p.players, 0) as "activePlayers"
      from placed p full join settled s on s.currency = p.currency
     order by 3 desc, 1`,
  params: [timestamptz, timestamptz],
  row: {
    currency: bpchar,
    bets: int4,
    turnover: int8,
    settledStake: int8,
    returned: int8,
    ggr: int8,
    activePlayers: int4,
  },
});

/** Turnover, GGR and active players of a period, a row for each currency. `to` is excluded. */
export const figures = (from: Date, to: Date): Promise<Figures[]> => figuresOf.all([from, to]);

/** Stakes of open bets and the most they could pay, a row per currency. */
export const openLiability = async (): Promise<OpenLiability[]> => {
  const open = await db().sportsbookBetView.groupBy({
    by: "currency",
    where: { status: "open" },
    _count: true,
    _sum: { stake: true, potentialReturn: true },
    orderBy: { _sum: { stake: "desc" } },
  });
  return open.map(({ currency, _count, _sum }) => ({
    currency,
    bets: _count,
    stake: _sum.stake ?? 0n,
    potentialReturn: _sum.potentialReturn ?? 0n,
  }));
};

const byHour = statement({
  text: `
    with hours as (
      select generate_series(date_trunc('hour', $1::timestamptz) - ($2 - 1) * interval '1 hour',
                             date_trunc('hour', $1::timestamptz), interval '1 hour') as hour
    ), placed as (
      select date_trunc('hour', placed_at) as hour, count(*)::int as bets, sum(stake)::bigint as turnover
        from sportsbook_bet_view where currency = $3 and origin_id is null and placed_at >= (select min(hour) from hours)
           and id >= (select uuid_floor(min(hour) - interval '1 day') from hours) group by 1
    ), settled as (
      select date_trunc('hour', settled_at) as hour, sum(ended_stake - returned)::bigint as ggr
        from sportsbook_bet_view where currency = $3 and result <> 'void' and settled_at >= (select min(hour) from hours) group by 1
    )
    select h.hour, coalesce(p.bets, 0) as bets, coalesce(p.turnover, 0) as turnover, coalesce(s.ggr, 0) as ggr
      from hours h left join placed p on p.hour = h.hour left join settled s on s.hour = h.hour
     order by h.hour`,
  params: [timestamptz, int4, bpchar],
  row: { hour: timestamptz, bets: int4, turnover: int8, ggr: int8 },
});

/** The last hours of one currency, oldest first, none left out. */
export const figuresByHour = (now: Date, hours: number, currency: string): Promise<HourFigures[]> =>
  byHour.all([now, hours, currency]);

const byEvent = statement({
  text: `
    with taken as (
      select l.event_id, count(*)::int as bets, sum(l.exposure_stake)::bigint as turnover
        from sportsbook_bet_view b join sportsbook_bet_leg_view l on l.bet_id = b.id
       where b.placed_at >= $1 and b.placed_at < $2 and b.origin_id is null
         and b.id >= uuid_floor($1 - interval '1 day') and b.id < uuid_floor($2 + interval '1 day')
       group by 1 order by 3 desc limit $3
    )
    select t.event_id as "eventId", c.sport_id as "sportId", n.name, n.participants, e.starts_at as "startsAt", e.status, t.bets, t.turnover,
           coalesce(w.worst, 0)::bigint as worst
      from taken t
      join sportsbook_event_view e on e.id = t.event_id
      join sportsbook_event_view c on c.id = e.id
      join sportsbook_event_name_view n on n.event_id = e.id
      left join lateral (
        select min(net) as worst from (
          select sum(coalesce(x.stake, 0)) over (partition by o.market_id) - coalesce(x.payout, 0) as net, o.probability
            from sportsbook_market_view m join sportsbook_outcome_view o on o.market_id = m.id
            left join lateral (select sum(stake) as stake, sum(payout) as payout from sportsbook_market_exposure_view me
                                where me.market_id = o.market_id and me.outcome_key = o.key) x on true
           where m.event_id = t.event_id and m.status > -3) nets where probability is distinct from 0) w on true
     order by t.turnover desc, t.event_id`,
  params: [timestamptz, timestamptz, int8],
  row: {
    eventId: text,
    sportId: text,
    name: text,
    participants: array(text),
    startsAt: timestamptz,
    status: int2,
    bets: int4,
    turnover: int8,
    worst: int8,
  },
});

/** The events with the most turnover in a period, in the base currency. */
export const figuresByEvent = (from: Date, to: Date, limit = 20): Promise<EventFigures[]> =>
  byEvent.all([from, to, limit]);
