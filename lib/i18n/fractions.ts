import { ODDS_SCALE } from "#lib/core/odds.ts";

/** The fractions that British bookmakers quote up to 14/1, in their spelling (6/4, not 3/2). Above, whole numbers to one. */
const STEPS =
  `1/1000 1/500 1/200 1/100 1/66 1/50 1/40 1/33 1/28 1/25 1/20 1/18 1/16 1/14 1/12 1/11 1/10 1/9 1/8 2/15 1/7 2/13 1/6 2/11 1/5
  2/9 1/4 2/7 3/10 1/3 4/11 2/5 4/9 9/20 1/2 8/15 11/20 4/7 8/13 13/20 4/6 7/10 8/11 3/4 4/5 5/6 17/20 9/10 10/11 19/20 20/21
  1/1 21/20 11/10 23/20 6/5 5/4 13/10 27/20 11/8 7/5 29/20 6/4 31/20 8/5 13/8 33/20 17/10 7/4 9/5 15/8 19/10
  2/1 21/10 11/5 9/4 23/10 12/5 5/2 13/5 27/10 11/4 14/5 29/10 3/1 31/10 16/5 33/10 10/3 17/5 7/2 18/5 37/10 19/5 39/10
  4/1 21/5 17/4 22/5 9/2 23/5 19/4 24/5 5/1 26/5 21/4 11/2 28/5 23/4 6/1 13/2 7/1 15/2 8/1 17/2 9/1 19/2 10/1 21/2 11/1 23/2
  12/1 25/2 13/1 27/2 14/1`.split(/\s+/);

const LADDER = STEPS.map((text) => {
  const [over, under] = text.split("/").map(BigInt) as [bigint, bigint];
  return { text, over: over * ODDS_SCALE, under };
});

const LAST = 14n * ODDS_SCALE;

/**
 * The highest step of the bookmakers' ladder that is not above the profit on one unit (×10⁻⁴): it never promises more than is
 * paid, and withholds less than 5.5 % of the return. Null below the lowest step.
 */
export const fractionBelow = (profit: bigint): string | null =>
  profit > LAST
    ? `${profit / ODDS_SCALE}/1`
    : (LADDER.findLast(({ over, under }) => over <= profit * under)?.text ?? null);
