import { z } from "zod";
import { ODDS_SCALE } from "#lib/core/odds.ts";
import {
  array,
  bool,
  int8,
  json,
  nullable,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { newestPolicy } from "#lib/sportsbook/betting/index.ts";
import { WRITTEN } from "#lib/sportsbook/markets/index.ts";
import type { BoostTarget, TraderBoost } from "./schema.ts";

const LISTED_MAX = 200;

const listed = statement({
  text: `
    select p.id, e.id as "eventId", n.name as "eventName", c.sport_id as "sportId", n.participants, m.id as "marketId", m.market_type as "marketType", m.specifiers, m.written,
           p.outcome_key as "outcomeKey", p.odds, case when o.active then o.odds end as "plainOdds", p.stake_max as "stakeMax",
           p.liability_max as "liabilityMax", p.starts_at as "startsAt", p.ends_at as "endsAt", e.starts_at as "eventStartsAt",
           p.ended_at as "endedAt", s.display_name as by, p.bets, p.stake, p.liability,
           coalesce((select jsonb_object_agg(k.currency, k.cost::text)
                       from (select b.currency, sum(x.cost) as cost from boosted_bet x join bet b on b.id = x.bet_id
                              where x.boost_id = p.id and x.cost > 0 group by 1) k), '{}') as costs
      from price_boost p join market m on m.id = p.market_id join event e on e.id = m.event_id
      join competition c on c.id = e.competition_id
      join outcome o on o.market_id = p.market_id and o.key = p.outcome_key
      join sportsbook_event_name_view n on n.event_id = e.id
      left join players_staff_view s on s.id = p.made_by
     order by p.ended_at is not null, coalesce(p.ended_at, p.starts_at) desc, p.id limit $1`,
  params: [int8],
  row: {
    id: uuid,
    eventId: text,
    eventName: text,
    sportId: text,
    participants: array(text),
    marketId: text,
    marketType: text,
    specifiers: text,
    written: nullable(json(WRITTEN)),
    outcomeKey: text,
    odds: int8,
    plainOdds: nullable(int8),
    stakeMax: int8,
    liabilityMax: int8,
    startsAt: timestamptz,
    endsAt: nullable(timestamptz),
    eventStartsAt: timestamptz,
    endedAt: nullable(timestamptz),
    by: nullable(text),
    bets: int8,
    stake: int8,
    liability: int8,
    costs: json(z.record(z.string(), z.string())),
  },
});

/** Boosts in force, then those that ended, the newest first. */
export const boosts = async (): Promise<TraderBoost[]> => {
  const [rows, { rules }] = await Promise.all([listed.all([LISTED_MAX]), newestPolicy()]);
  const inBase = (cost: bigint, currency: string): bigint =>
    (cost * (rules.currencies[currency]?.exchange ?? 0n)) / ODDS_SCALE;
  return rows.map(({ costs, bets, ...row }) => ({
    ...row,
    bets: Number(bets),
    cost: Object.entries(costs).reduce((sum, [currency, cost]) => sum + inBase(BigInt(cost), currency), 0n),
  }));
};

const targetOf = statement({
  text: `
    select e.id as "eventId", n.name as "eventName", c.sport_id as "sportId", n.participants, m.id as "marketId", m.market_type as "marketType", m.specifiers, m.written,
           o.key as "outcomeKey", o.odds, exists (select from price_boost p
             where p.market_id = o.market_id and p.outcome_key = o.key and p.ended_at is null) as boosted
      from outcome o join market m on m.id = o.market_id join event e on e.id = m.event_id
      join competition c on c.id = e.competition_id
      join sportsbook_event_name_view n on n.event_id = e.id
     where o.market_id = $1 and o.key = $2 and o.active and o.odds is not null and m.status > -3 and e.status = 0`,
  params: [text, text],
  row: {
    eventId: text,
    eventName: text,
    sportId: text,
    participants: array(text),
    marketId: text,
    marketType: text,
    specifiers: text,
    written: nullable(json(WRITTEN)),
    outcomeKey: text,
    odds: nullable(int8),
    boosted: bool,
  },
});

/** An outcome that may be boosted: offered, and before its event. Null otherwise. */
export const boostTarget = async (marketId: string, outcomeKey: string): Promise<BoostTarget | null> => {
  const row = await targetOf.first([marketId, outcomeKey]);
  return row && row.odds !== null ? { ...row, odds: row.odds } : null;
};
