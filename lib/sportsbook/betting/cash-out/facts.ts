import { z } from "zod";
import {
  array,
  bool,
  bpchar,
  float8,
  int2,
  int4,
  int8,
  json,
  nullable,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import type { Incident } from "#lib/sportsbook/events/schema.ts";
import { lineOfMask, linesOf } from "../lines.ts";
import { BET_RESULTS } from "../schema.ts";
import type { EventState } from "./outlooks.ts";
import type { OpenBet } from "./value.ts";

const openBets = statement({
  name: "cash-out-bets",
  text: `
    select b.id, b.player_id, b.currency, b.stake, b.lines, b.settlement_version, b.free_bet_id is not null as free_bet, (select x.plain_odds from boosted_bet x where x.bet_id = b.id) as plain_odds,
           (select jsonb_agg(jsonb_build_array(l.event_id, l.market_id, l.outcome_key, l.odds::text, l.builder, l.result) order by l.position)
              from bet_leg l where l.bet_id = b.id) as legs
      from bet b where b.id = any($1::uuid[]) and b.status = 'open' and b.player_id = coalesce($2::uuid, b.player_id)`,
  params: [array(uuid), nullable(uuid)],
  row: {
    id: uuid,
    player_id: uuid,
    currency: bpchar,
    stake: int8,
    lines: nullable(array(int8)),
    settlement_version: int4,
    free_bet: bool,
    plain_odds: nullable(int8),
    legs: json(
      z.array(
        z.tuple([
          z.string(),
          z.string(),
          z.string(),
          z.string(),
          z.number().nullable(),
          z.enum(BET_RESULTS).nullable(),
        ]),
      ),
    ),
  },
});

const markets = statement({
  name: "cash-out-markets",
  text: `
    select m.id, m.event_id, m.market_type, m.specifiers, m.status, m.version, m.settled_through <> m.settlement_version as settling,
           e.status as event_status, e.starts_at, c.sport_id, active_suspension(m.id, e.id, e.provider, c.sport_id) as suspension
      from market m join event e on e.id = m.event_id join competition c on c.id = e.competition_id where m.id = any($1)`,
  params: [array(text)],
  row: {
    id: text,
    event_id: text,
    market_type: text,
    specifiers: text,
    status: int2,
    version: int8,
    settling: bool,
    event_status: int2,
    starts_at: timestamptz,
    sport_id: text,
    suspension: nullable(text),
  },
});

const outcomes = statement({
  name: "cash-out-outcomes",
  text: `
    select o.market_id, o.key, case when o.active then o.odds end as odds, o.probability,
           case when o.dead_heat_numerator < o.dead_heat_denominator then o.dead_heat_numerator end as numerator, o.dead_heat_denominator as denominator
      from outcome o join unnest($1::text[], $2::text[]) w(market_id, key) on o.market_id = w.market_id and o.key = w.key`,
  params: [array(text), array(text)],
  row: {
    market_id: text,
    key: text,
    odds: nullable(int8),
    probability: nullable(float8),
    numerator: nullable(int4),
    denominator: nullable(int4),
  },
});

const events = statement({
  name: "cash-out-events",
  text: `
    select e.id, c.sport_id, e.status, e.version, e.score, e.model,
           coalesce((select jsonb_agg(jsonb_build_object('number', i.number, 'kind', i.kind, 'participant', i.participant,
                                                         'revoked', i.revoked, 'detail', i.detail) order by i.number)
                       from incident i where i.event_id = e.id), '[]') as incidents,
           floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms
      from event e join competition c on c.id = e.competition_id where e.id = any($1)`,
  params: [array(text)],
  row: {
    id: text,
    sport_id: text,
    status: int2,
    version: int8,
    score: json(z.unknown()),
    model: nullable(json(z.unknown())),
    incidents: json(z.custom<Incident[]>(Array.isArray)),
    now_ms: int8,
  },
});

/** Markets with what stands in the way of a bet on them. */
export const marketRows = (ids: readonly string[]) => markets.all([ids]);

/** The prices and probabilities of outcomes. */
export const outcomeRows = (of: readonly { marketId: string; outcomeKey: string }[]) =>
  outcomes.all([of.map(({ marketId }) => marketId), of.map(({ outcomeKey }) => outcomeKey)]);

/** Events as their models need them, and the database's time. */
export const eventStates = async (
  ids: readonly string[],
): Promise<{ events: Map<string, EventState>; nowMs: number }> => {
  const rows = await events.all([ids]);
  return {
    nowMs: Number(rows[0]?.now_ms ?? 0),
    events: new Map(
      rows.map((row) => [
        row.id,
        {
          eventId: row.id,
          sportId: row.sport_id,
          status: row.status,
          version: row.version,
          score: row.score,
          model: row.model,
          incidents: row.incidents,
        },
      ]),
    ),
  };
};

export type CashOutFacts = { bets: OpenBet[]; events: Map<string, EventState>; nowMs: number };

const idOf = (marketId: string, key: string): string => `${marketId} ${key}`;

/**
 * Open bets with all that their offers are made from; others are left out. Versions of markets are read before scores, so an offer that was
 * made from an older score than its prices is not committed.
 * @param playerId whose bets only; null for any
 */
export const cashOutFacts = async (
  betIds: readonly string[],
  playerId: string | null,
): Promise<CashOutFacts> => {
  const found = await openBets.all([betIds, playerId]);
  const legs = found.flatMap((bet) => bet.legs);
  const wanted = new Map(
    legs.map(([, marketId, outcomeKey]) => [idOf(marketId, outcomeKey), { marketId, outcomeKey }] as const),
  );
  const read = await Promise.all([
    marketRows([...new Set(legs.map((leg) => leg[1]))]),
    outcomeRows([...wanted.values()]),
  ]);
  const states = await eventStates([...new Set(legs.map((leg) => leg[0]))]);
  const marketBy = new Map(read[0].map((row) => [row.id, row]));
  const outcomeBy = new Map(read[1].map((row) => [idOf(row.market_id, row.key), row]));
  return {
    ...states,
    bets: found.map((bet) => ({
      betId: bet.id,
      playerId: bet.player_id,
      currency: bet.currency,
      stake: bet.stake,
      lines: bet.lines?.map(lineOfMask) ?? linesOf(bet.legs.length),
      settlementVersion: bet.settlement_version,
      freeBet: bet.free_bet,
      legs: bet.legs.map(([eventId, marketId, outcomeKey, odds, builder, result]) => {
        const market = marketBy.get(marketId);
        const outcome = outcomeBy.get(idOf(marketId, outcomeKey));
        if (!market) throw new Error(`market ${marketId} of bet ${bet.id} is gone`);
        const heat = outcome?.numerator && outcome.denominator && result === "won";
        return {
          eventId,
          sportId: market.sport_id,
          eventStatus: market.event_status,
          startsAtMs: market.starts_at.getTime(),
          marketId,
          marketType: market.market_type,
          specifiers: market.specifiers,
          marketStatus: market.status,
          marketVersion: market.version,
          settling: market.settling,
          suspension: market.suspension,
          outcomeKey,
          odds: BigInt(odds),
          plainOdds: bet.plain_odds,
          builder,
          result,
          deadHeat: heat
            ? { numerator: outcome.numerator as number, denominator: outcome.denominator as number }
            : null,
          oddsNow: outcome?.odds ?? null,
          probability: outcome?.probability ?? null,
        };
      }),
    })),
  };
};
