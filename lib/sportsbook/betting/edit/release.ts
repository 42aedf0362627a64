import { z } from "zod";
import { int8, json, nullable, statement, uuid } from "#lib/platform/database/statement.ts";
import { combinationOf } from "../combination.ts";
import type { BetSnapshot } from "../decide.ts";
import type { SlipLeg } from "../schema.ts";

/** What an open bet counts for, in limits and exposure. */
export type Counted = {
  stake: bigint;
  combination: string | null;
  combinationPayout: bigint;
  legs: {
    eventId: string;
    marketId: string;
    outcomeKey: string;
    exposureStake: bigint;
    exposurePayout: bigint;
  }[];
};

const counted = statement({
  name: "edit-counted",
  text: `
    select b.stake, b.combination, b.combination_payout,
           (select jsonb_agg(jsonb_build_array(l.event_id, l.market_id, l.outcome_key, l.exposure_stake::text, l.exposure_payout::text)
                             order by l.position)
              from bet_leg l where l.bet_id = b.id) as legs
      from bet b where b.id = $1 and b.status = 'open'`,
  params: [uuid],
  row: {
    stake: int8,
    combination: nullable(uuid),
    combination_payout: nullable(int8),
    legs: json(z.array(z.tuple([z.string(), z.string(), z.string(), z.string(), z.string()]))),
  },
});

/** Null once it has ended. */
export const countedOf = async (betId: string): Promise<Counted | null> => {
  const row = await counted.first([betId]);
  if (!row) return null;
  return {
    stake: row.stake,
    combination: row.combination,
    combinationPayout: row.combination_payout ?? 0n,
    legs: row.legs.map(([eventId, marketId, outcomeKey, exposureStake, exposurePayout]) => ({
      eventId,
      marketId,
      outcomeKey,
      exposureStake: BigInt(exposureStake),
      exposurePayout: BigInt(exposurePayout),
    })),
  };
};

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, amount) => all + amount, 0n);

/** A snapshot as it is once this bet has been cashed out for `value`, which is kept apart. Pure. */
export const released = (
  snapshot: BetSnapshot,
  slip: readonly Pick<SlipLeg, "marketId" | "outcomeKey">[],
  bet: Counted,
  value: bigint,
): BetSnapshot => ({
  ...snapshot,
  edit: { value },
  books: snapshot.books.map((book) => {
    if (!book) return book;
    const market = bet.legs.filter(({ marketId }) => marketId === book.marketId);
    const outcome = market.filter(({ outcomeKey }) => outcomeKey === book.outcomeKey);
    return {
      ...book,
      marketStake: book.marketStake - sum(market.map(({ exposureStake }) => exposureStake)),
      outcomePayout: book.outcomePayout - sum(outcome.map(({ exposurePayout }) => exposurePayout)),
    };
  }),
  playerStakes: snapshot.playerStakes.map((staked, at) => {
    const eventId = snapshot.books[at]?.eventId;
    const event = bet.legs.filter((leg) => leg.eventId === eventId);
    const market = event.filter(({ marketId }) => marketId === slip[at]?.marketId);
    const outcome = market.filter(({ outcomeKey }) => outcomeKey === slip[at]?.outcomeKey);
    const without = (amount: bigint, legs: readonly unknown[]): bigint => {
      const rest = amount - bet.stake * BigInt(legs.length);
      return rest > 0n ? rest : 0n;
    };
    return {
      outcome: without(staked.outcome, outcome),
      market: without(staked.market, market),
      event: without(staked.event, event),
    };
  }),
  combinationPayout:
    bet.combination !== null && combinationOf(slip) === bet.combination
      ? snapshot.combinationPayout - bet.combinationPayout
      : snapshot.combinationPayout,
});
