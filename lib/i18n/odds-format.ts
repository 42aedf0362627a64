import { type Odds, oddsText } from "#lib/kernel/odds.ts";

export const ODDS_FORMATS = [
  "decimal",
  "fractional",
  "american",
  "hong_kong",
  "malay",
  "indonesian",
] as const;
export type OddsFormat = (typeof ODDS_FORMATS)[number];

const EVENS = 10_000n;
const DENOMINATOR_MAX = 100n;

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
const divideRounded = (value: bigint, by: bigint): bigint => (2n * value + by) / (2n * by);

const hundredths = (scaled: bigint): string => {
  const digits = divideRounded(scaled, 100n).toString().padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** The fraction with the smallest denominator within 0.75 % of the profit: 2.37 is 11/8, as a bookmaker chalks it. */
const fraction = (profit: bigint): string => {
  for (let denominator = 1n; denominator < DENOMINATOR_MAX; denominator += 1n) {
    const numerator = divideRounded(profit * denominator, EVENS);
    const error = absolute(numerator * EVENS - profit * denominator);
    if (numerator > 0n && error * 400n <= profit * denominator * 3n) return `${numerator}/${denominator}`;
  }
  return `${divideRounded(profit * DENOMINATOR_MAX, EVENS)}/${DENOMINATOR_MAX}`;
};

/**
 * The price as its reader writes it. For display only: stakes and returns are computed from the decimal price.
 * American, Malay and Indonesian name the stake that wins one unit (negative) or what one unit wins (positive).
 */
export const formatOdds = (odds: Odds, format: OddsFormat): string => {
  const profit = odds - EVENS;
  if (format === "decimal" || profit <= 0n) return oddsText(odds);
  const inverse = divideRounded(EVENS * EVENS, profit);
  switch (format) {
    case "fractional":
      return fraction(profit);
    case "american":
      return profit >= EVENS ? `+${divideRounded(profit, 100n)}` : `−${divideRounded(inverse, 100n)}`;
    case "hong_kong":
      return hundredths(profit);
    case "malay":
      return profit <= EVENS ? hundredths(profit) : `−${hundredths(inverse)}`;
    case "indonesian":
      return profit >= EVENS ? hundredths(profit) : `−${hundredths(inverse)}`;
  }
};
