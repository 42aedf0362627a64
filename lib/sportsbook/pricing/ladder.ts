import { maxBigint } from "#lib/core/money.ts";
import { ODDS_MAX, ODDS_MIN, type Odds, oddsFromFloat } from "#lib/core/odds.ts";

/** Below `until`, prices stand `step` apart (both ×10⁻⁴): at most about one per cent, as a board reads well. */
const RUNGS: readonly (readonly [until: Odds, step: Odds])[] = [
  [20_000n, 100n],
  [40_000n, 200n],
  [60_000n, 500n],
  [100_000n, 1_000n],
  [200_000n, 2_500n],
  [500_000n, 5_000n],
  [1_000_000n, 10_000n],
  [ODDS_MAX, 50_000n],
];

/** A fair price of 10,000 is ten times the highest we offer: such an outcome is not offered at all. */
const NEGLIGIBLE = 1e-4;

const stepAt = (odds: Odds): Odds => RUNGS.find(([until]) => odds < until)?.[1] ?? 50_000n;

const rungBelow = (odds: Odds): Odds => (odds >= ODDS_MAX ? ODDS_MAX : odds - (odds % stepAt(odds)));

const clamped = (odds: Odds): Odds => (odds < ODDS_MIN ? ODDS_MIN : odds > ODDS_MAX ? ODDS_MAX : odds);

/** The highest price of the ladder that is not above these odds. */
export const onLadder = (odds: Odds): Odds => rungBelow(clamped(odds));

/** The price so many ticks of the ladder above these odds, or below them; it ends at the lowest and the highest price. */
export const ticksFrom = (odds: Odds, ticks: number): Odds => {
  let at = onLadder(odds);
  for (let step = 0; step < Math.abs(ticks); step += 1)
    at = onLadder(ticks > 0 ? at + stepAt(at) : at - stepAt(at - 1n));
  return at;
};

/**
 * The one place where a model's float becomes odds: rounded down to the ladder, so that rounding only adds to the book.
 * Null where nothing can be offered: the outcome is negligible, or its fair price lies below the lowest price, so that
 * lifting it to that would give money away.
 * @param fair fair probability; @param inverse 1/price with the margin in
 */
export const offeredOdds = (fair: number, inverse: number): Odds | null => {
  if (fair < NEGLIGIBLE || !(inverse > 0) || oddsFromFloat(1 / fair) < ODDS_MIN) return null;
  const odds = rungBelow(oddsFromFloat(Math.min(1 / inverse, 1e6)));
  return maxBigint(odds, ODDS_MIN);
};
