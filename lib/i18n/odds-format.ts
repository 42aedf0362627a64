import { ODDS_SCALE, type Odds, oddsText } from "#lib/core/odds.ts";
import type { OddsFormat } from "#lib/core/settings.ts";
import { fractionBelow } from "./fractions.ts";

const ceiled = (value: bigint, by: bigint): bigint => (value + by - 1n) / by;

/** The stake that wins `unit`, rounded up, so that it does not promise more than is paid. */
const stakeToWin = (unit: bigint, profit: bigint): bigint => ceiled(unit * ODDS_SCALE, profit);

const hundredths = (value: bigint): string => {
  const digits = value.toString().padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/**
 * Odds in the viewer's format. For display only: stakes and returns are computed from the decimal odds, and no format
 * shows more than those pay. Where a format cannot be exact, it is rounded against what it promises: fractional odds are
 * the highest step of the bookmakers' ladder that is not above the odds (decimal below its lowest step).
 * American, Malay and Indonesian odds name the stake that wins one unit (negative) or what one unit wins (positive).
 */
export const formatOdds = (odds: Odds, format: OddsFormat): string => {
  const profit = odds - ODDS_SCALE;
  if (format === "decimal" || profit <= 0n) return oddsText(odds);
  switch (format) {
    case "fractional":
      return fractionBelow(profit) ?? oddsText(odds);
    case "american":
      return profit >= ODDS_SCALE ? `+${profit / 100n}` : `−${stakeToWin(100n, profit)}`;
    case "hong_kong":
      return oddsText(profit);
    case "malay":
      return profit <= ODDS_SCALE ? oddsText(profit) : `−${hundredths(stakeToWin(100n, profit))}`;
    case "indonesian":
      return profit >= ODDS_SCALE ? oddsText(profit) : `−${hundredths(stakeToWin(100n, profit))}`;
  }
};

/** Odds before and after a change: in decimals where the viewer's format would show the same text for both. */
export const formatOddsMove = (was: Odds, now: Odds, format: OddsFormat): { was: string; now: string } => {
  const shown = { was: formatOdds(was, format), now: formatOdds(now, format) };
  return was !== now && shown.was === shown.now ? { was: oddsText(was), now: oddsText(now) } : shown;
};
