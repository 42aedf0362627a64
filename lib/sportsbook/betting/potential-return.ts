import { ODDS_SCALE, type Odds } from "#lib/core/odds.ts";
import type { BetLegView } from "./schema.ts";

type Leg = Pick<BetLegView, "odds" | "result" | "deadHeat">;

/** What a leg multiplies the stake by, exactly: as settlement reckons it, and its whole price while it has no result. */
const factorOf = ({ odds, result, deadHeat }: Leg): { numerator: bigint; denominator: bigint } => {
  const won = odds * BigInt(deadHeat?.numerator ?? 1);
  const whole = ODDS_SCALE * BigInt(deadHeat?.denominator ?? 1);
  switch (result) {
    case null:
    case "won":
      return { numerator: won, denominator: whole };
    case "half_won":
      return { numerator: won + whole, denominator: 2n * whole };
    case "half_lost":
      return { numerator: 1n, denominator: 2n };
    case "void":
      return { numerator: 1n, denominator: 1n };
    case "lost":
      return { numerator: 0n, denominator: 1n };
  }
};

const scaled = (amount: bigint, legs: readonly Leg[]): bigint => {
  const factors = legs.map(factorOf);
  const product = factors.reduce((all, { numerator }) => all * numerator, amount);
  return product / factors.reduce((all, { denominator }) => all * denominator, 1n);
};

/**
 * What a bet comes to if every leg without a result wins, in minor units, rounded down once: less than at its placement
 * where a leg is void or won by half. With a result for every leg it is what settlement pays.
 */
export const returnByLegs = (stake: bigint, legs: readonly Leg[]): bigint => scaled(stake, legs);

/** The combined price that this amounts to, for display: a void leg counts as 1.00. */
export const oddsByLegs = (legs: readonly Leg[]): Odds => scaled(ODDS_SCALE, legs);
