import { z } from "zod";
import {
  array,
  bool,
  bpchar,
  int4,
  int8,
  json,
  nullable,
  only,
  type RowOfStatement,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { betStatus, LEG, settledResult } from "./columns.ts";
import { lineOfMask, linesOf } from "./lines.ts";
import { BET_KINDS, BET_RESULTS, type BetStep, type BetView, type PlacedBet } from "./schema.ts";

const REASONS = z.enum(["voided", "early", "cancel", "past_post", "result"]);

const BET = {
  id: uuid,
  player_id: uuid,
  kind: only(text, z.enum(BET_KINDS)),
  currency: bpchar,
  stake: int8,
  lines: nullable(array(int8)),
  odds: int8,
  potential_return: int8,
  free_bet: bool,
  plain_odds: nullable(int8),
  status: betStatus,
  result: nullable(settledResult),
  returned: nullable(int8),
  settled_by: nullable(text),
  placed_at: timestamptz,
  settled_at: nullable(timestamptz),
  origin_id: nullable(uuid),
  edit_of: nullable(uuid),
  cash_out: nullable(
    json(z.object({ stake: z.string(), restId: z.string().nullable(), editId: z.string().nullable() })),
  ),
  auto_cash_out: nullable(json(z.object({ target: z.string().nullable(), stop: z.string().nullable() }))),
  legs: json(
    z.array(
      z.object({
        ...LEG,
        part: z.enum(["win", "place"]),
        builder: z.number().nullable(),
        result: z.enum(BET_RESULTS).nullable(),
        reason: REASONS.nullable(),
        deadHeat: z.object({ numerator: z.number(), denominator: z.number() }).nullable(),
      }),
    ),
  ),
};

/** The event of a leg as JSON, from event e, competition c, the names n … */
export const LEG_EVENT = `jsonb_build_object(
                     'name', n.name, 'participants', n.competitors,
                     'sportId', c.sport_id, 'competition', c.name, 'startsAt', e.starts_at, 'status', e.status, 'score', e.score)`;

/** … and how they are reached from the event. */
export const LEG_EVENT_JOINS = `
            join competition c on c.id = e.competition_id
            join sportsbook_event_name_view n on n.event_id = e.id`;

// The id of a bet is repeated in every condition, so that only the partition of its month is read.
const viewFrom = (betId: "b.id" | "$1"): string => `
  select b.id, b.player_id, b.kind, b.currency, b.stake, b.lines, b.odds, b.potential_return, b.status,
         b.free_bet_id is not null as free_bet, (select x.plain_odds from boosted_bet x where x.bet_id = ${betId}) as plain_odds, shown_result(b.result, case when b.free_bet_id is null then b.stake end, b.returned, bet_edited(b.id, b.result)) as result, b.returned,
         b.placed_at, b.settled_at, b.origin_id,
         (select c.bet_id from bet_cash_out c where c.edit_id = ${betId}) as edit_of,
         (select jsonb_build_object('stake', c.stake::text, 'restId', c.rest_id, 'editId', c.edit_id) from bet_cash_out c where c.bet_id = ${betId}) as cash_out,
         (select jsonb_build_object('target', o.target::text, 'stop', o.stop::text) from cash_out_order o where o.bet_id = ${betId}) as auto_cash_out,
         (select s.cause from bet_settlement s where s.bet_id = ${betId} and s.version = b.settlement_version) as settled_by,
         (select jsonb_agg(jsonb_build_object(
                   'eventId', l.event_id, 'marketId', l.market_id, 'marketType', m.market_type, 'specifiers', m.specifiers, 'written', m.written,
                   'outcomeKey', l.outcome_key, 'odds', l.odds::text, 'part', l.part, 'builder', l.builder,
                   'result', coalesce(l.result, result_name(o.result, o.void_factor)), 'reason', s.reason,
                   'deadHeat', case when s.reason = 'result' and o.result = 1 and o.dead_heat_numerator < o.dead_heat_denominator
                     then jsonb_build_object('numerator', o.dead_heat_numerator, 'denominator', o.dead_heat_denominator) end,
                   'event', ${LEG_EVENT}) order by l.position)
            from bet_leg l
            join market m on m.id = l.market_id
            join event e on e.id = l.event_id ${LEG_EVENT_JOINS}
            left join outcome o on o.market_id = l.market_id and o.key = l.outcome_key
           cross join lateral leg_effective_result(b.void_reason is not null, b.placed_at, l.odds, m.status, m.void_windows, o.decided_at,
                                           o.result, o.void_factor, o.dead_heat_numerator, o.dead_heat_denominator,
                                           case when l.builder is null then o.early_at end) s
           where l.bet_id = ${betId}) as legs
    from bet b`;

const betsOf = statement({
  name: "player-bets",
  text: `${viewFrom("b.id")} where b.player_id = $1 and b.status = $2 and b.id < coalesce($3::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      order by b.id desc limit $4`,
  params: [uuid, text, nullable(uuid), int8],
  row: BET,
});

const betOf = statement({
  name: "bet-view",
  text: `${viewFrom("$1")} where b.id = $1`,
  params: [uuid],
  row: BET,
});

const amountOf = (text: string | null): bigint | null => (text === null ? null : BigInt(text));

const viewOf = (row: RowOfStatement<typeof betOf>): BetView => ({
  id: row.id,
  playerId: row.player_id,
  kind: row.kind,
  currency: row.currency,
  stake: row.stake,
  lines: row.lines?.map(lineOfMask) ?? linesOf(row.legs.length),
  odds: row.odds,
  potentialReturn: row.potential_return,
  freeBet: row.free_bet,
  plainOdds: row.plain_odds,
  status: row.status,
  result: row.result,
  returned: row.returned,
  settledBy: row.settled_by,
  placedAt: row.placed_at,
  settledAt: row.settled_at,
  originId: row.origin_id,
  editOf: row.edit_of,
  cashOut: row.cash_out && { ...row.cash_out, stake: BigInt(row.cash_out.stake) },
  autoCashOut: row.auto_cash_out && {
    target: amountOf(row.auto_cash_out.target),
    stop: amountOf(row.auto_cash_out.stop),
  },
  legs: row.legs.map((leg) => ({
    ...leg,
    odds: BigInt(leg.odds),
    event: { ...leg.event, startsAt: new Date(leg.event.startsAt) },
  })),
});

export type BetPage = { bets: BetView[]; next: string | null };

const PAGE_SIZE = 20;

/** A player's bets, newest first, a page at a time. @param after the `next` of the page before */
export const playerBets = async (
  playerId: string,
  filter: { status: "open" | "settled"; after?: string | null; limit?: number },
): Promise<BetPage> => {
  const limit = filter.limit ?? PAGE_SIZE;
  const found = await betsOf.all([playerId, filter.status, filter.after ?? null, limit + 1]);
  const bets = found.slice(0, limit).map(viewOf);
  return { bets, next: found.length > limit ? (bets.at(-1)?.id ?? null) : null };
};

/** One bet whole, for its receipt and for staff. */
export const betView = async (id: string): Promise<BetView | null> => {
  const row = await betOf.first([id]);
  return row ? viewOf(row) : null;
};

const stepsOf = statement({
  name: "bet-history",
  text: `
    select s.version, shown_result(s.result, case when b.free_bet_id is null then b.stake end, s.returned, s.cause = 'edit') as result, s.returned, s.cause, s.at
       from bet b join bet_settlement s on s.bet_id = $1 where b.id = $1 order by s.version`,
  params: [uuid],
  row: {
    version: int4,
    result: nullable(settledResult),
    returned: nullable(int8),
    cause: text,
    at: timestamptz,
  },
});

/** How a bet was settled, resettled and reopened, oldest first. Empty while it has only been open. */
export const betHistory = (id: string): Promise<BetStep[]> => stepsOf.all([id]);

const causesOf = statement({
  name: "transfer-causes",
  text: `
    select settlement_transfer_id(s.bet_id, s.version, p.purpose) as "transferId", s.cause
       from bet b join bet_settlement s on s.bet_id = b.id
      cross join (values ('stake'), ('return'), ('reverse:stake'), ('reverse:return'), ('owed'), ('carried')) p(purpose)
      where b.player_id = $1 and b.id = any($2::uuid[]) and s.bet_id = any($2::uuid[])`,
  params: [uuid, array(uuid)],
  row: { transferId: uuid, cause: text },
});

/**
 * Why money of these bets moved when they were settled, resettled or reopened, by transfer id. Transfers that no
 * settlement made, such as stakes, are left out.
 */
export const transferCauses = async (
  playerId: string,
  betIds: readonly string[],
): Promise<Map<string, string>> => {
  if (betIds.length === 0) return new Map();
  const found = await causesOf.all([playerId, betIds]);
  return new Map(found.map(({ transferId, cause }) => [transferId, cause]));
};

/** The receipt of a bet that this player made earlier, or null. */
export const placedBet = async (playerId: string, id: string): Promise<PlacedBet | null> => {
  const bet = await betView(id);
  if (bet?.playerId !== playerId) return null;
  return {
    id: bet.id,
    placedAt: bet.placedAt,
    stake: bet.stake,
    currency: bet.currency,
    odds: bet.odds,
    potentialReturn: bet.potentialReturn,
    ...(bet.freeBet && { freeBet: true }),
    ...(bet.plainOdds !== null && { plainOdds: bet.plainOdds }),
    legs: bet.legs.map(({ marketId, outcomeKey, odds }) => ({ marketId, outcomeKey, odds })),
    repeated: true,
  };
};
