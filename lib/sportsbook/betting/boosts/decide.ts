import type { Odds } from "#lib/core/odds.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import type { BookFacts } from "../decide.ts";
import { fromBase, inBase } from "../exposure.ts";
import type { CurrencyLimits } from "../policy.ts";

/** What the decision reads about the boost that a slip names. */
export type BoostFacts = {
  id: string;
  odds: Odds;
  /** Null: with the start of its event. */
  endsAtMs: number | null;
  /** What one player may stake at these odds, in minor units of the base currency, and what this one has staked, in those of the player's. */
  stakeMax: bigint;
  staked: bigint;
  /** What further bets may win, in minor units of the base currency. */
  left: bigint;
};

/** A boost as a bet takes it. */
export type DecidedBoost = {
  id: string;
  /** What the outcome is offered at without it. */
  plainOdds: Odds;
  /** What the player may have staked at these odds with this bet, in minor units of the player's currency. */
  stakeMax: bigint;
};

export type OfferedBoost = DecidedBoost & {
  odds: Odds;
  /** The largest stake of this bet. */
  room: bigint;
};

const ODDS = 10_000n;

/** The largest stake whose profit at these odds fits. */
const stakeOfProfit = (profit: bigint, odds: Odds): bigint => (profit * ODDS) / (odds - ODDS);

/**
 * The boost, where the outcome is offered at it: before the event, until it ends or is used up, and while it is better than the plain odds. Otherwise
 * null, and the plain odds apply as after any change of price. A player who has used up their own part is refused, with no room.
 */
export const offeredBoost = (
  facts: BoostFacts | null,
  book: BookFacts,
  { exchange, stakeMin }: CurrencyLimits,
  nowMs: number,
): OfferedBoost | null => {
  const { odds: plainOdds, eventStatus } = book;
  if (!facts || plainOdds === null || facts.odds <= plainOdds || eventStatus !== EVENT_STATUS.notStarted)
    return null;
  if (facts.endsAtMs !== null && nowMs >= facts.endsAtMs) return null;
  // A bet's profit in the base currency is rounded from its amounts: one unit less always fits.
  const ofAll = fromBase(stakeOfProfit(facts.left - 1n, facts.odds), exchange);
  if (facts.left <= 1n || ofAll < stakeMin || inBase(ofAll, exchange) === 0n) return null;
  const stakeMax = fromBase(facts.stakeMax, exchange);
  const own = stakeMax > facts.staked ? stakeMax - facts.staked : 0n;
  return { id: facts.id, odds: facts.odds, plainOdds, stakeMax, room: own < ofAll ? own : ofAll };
};
