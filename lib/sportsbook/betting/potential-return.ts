import { maxBigint } from "#lib/core/money.ts";
import { ODDS_SCALE, type Odds } from "#lib/core/odds.ts";
import type { Line } from "./lines.ts";
import type { BetLegView } from "./schema.ts";

type Leg = Pick<BetLegView, "odds" | "result" | "deadHeat"> & { builder?: number | null };
type Lines = { stake: bigint; legs: readonly Leg[]; lines: readonly Line[] };

/**
 * What a leg multiplies the stake by, exactly: the same factor as in settlement, and its full odds while it has no
 * result.
 */
export const factorOf = ({ odds, result, deadHeat }: Leg): { numerator: bigint; denominator: bigint } => {
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

/** A bet builder with a void leg is void, unless another of its legs has lost: it had one price for all legs. */
const withBuilders = (legs: readonly Leg[]): readonly Leg[] =>
  legs.map((leg) => {
    if (typeof leg.builder !== "number") return leg;
    const results = legs.filter(({ builder }) => builder === leg.builder).map(({ result }) => result);
    const isVoid = results.includes("void") && !results.includes("lost") && !results.includes(null);
    return isVoid ? { ...leg, result: "void" } : leg;
  });

export type LineState = {
  legs: Line;
  /** Null while the line is open. */
  result: "won" | "lost" | "void" | null;
  /** What the line returns, or would return if every leg without a result won; rounded down. */
  returned: bigint;
};

/** Each line of a bet by the current results of its legs, computed as settlement does. */
export const lineStates = ({ stake, legs, lines }: Lines): LineState[] => {
  const each = stake / BigInt(lines.length);
  const counted = withBuilders(legs);
  return lines.map((line) => {
    const own = line.flatMap((position) => counted[position] ?? []);
    const results = own.map(({ result }) => result);
    const result = results.includes("lost")
      ? "lost"
      : results.includes(null)
        ? null
        : results.every((one) => one === "void")
          ? "void"
          : "won";
    return { legs: line, result, returned: scaled(each, own) };
  });
};

/**
 * What a bet returns if every leg without a result wins, in minor units, rounded down per line: less than at its
 * placement if a leg is void or half won; of a free bet without the stake. With a result for every leg, not all void, it is what settlement
 * pays.
 */
export const returnByLegs = (bet: Lines & { freeBet?: boolean }): bigint => {
  const returned = lineStates(bet).reduce((sum, line) => sum + line.returned, 0n);
  return bet.freeBet ? maxBigint(returned - bet.stake, 0n) : returned;
};

/** The combined odds of the legs of one line, for display: a void leg counts as 1.00. */
export const oddsByLegs = (legs: readonly Leg[]): Odds => scaled(ODDS_SCALE, legs);
