import { leaderOf, type Pair } from "../shared/pair.ts";
import { numbered, type Read, readHandicap, readOddEven, readTeamTotal, readTotal } from "../shared/reads.ts";
import type { MarketRef } from "../sport.ts";
import { type HockeyMarket, hockeyMarket } from "./markets.ts";
import { goalsOf, type HockeyScore, PERIODS, regulationOf } from "./score.ts";

/** Which part of a game decides a market: all of it, the three periods, or one of them. */
export type Scope = "game" | "regulation" | "period";

export const scopeOf = (marketType: string): Scope => {
  if (marketType.startsWith("period_")) return "period";
  return marketType === "regulation_result" || marketType === "overtime" ? "regulation" : "game";
};

/** The goals of the parts of a game; null for a period that is not known or not needed. */
export type Parts = { game: Pair; regulation: Pair; periods: readonly (Pair | null)[] };

export const partsOf = (score: HockeyScore): Parts => ({
  game: goalsOf(score),
  regulation: regulationOf(score),
  periods: Array.from({ length: PERIODS }, (_, at) => score.periods[at] ?? { home: 0, away: 0 }),
});

const marginKey: Read = (goals) => {
  const leader = leaderOf(goals);
  return leader === "draw" ? leader : `${leader}_${Math.min(3, Math.abs(goals.home - goals.away))}`;
};

const readerOf = (marketType: HockeyMarket, specifiers: string): Read => {
  switch (marketType) {
    case "moneyline":
    case "regulation_result":
    case "period_result":
      return leaderOf;
    case "puck_line":
      return readHandicap(specifiers);
    case "total_goals":
    case "period_goals":
      return readTotal(specifiers);
    case "team_goals":
      return readTeamTotal(specifiers);
    case "winning_margin":
      return marginKey;
    case "overtime":
      return (goals) => (leaderOf(goals) === "draw" ? "yes" : "no");
    case "odd_even":
      return readOddEven;
  }
};

/** The period that decides a market, from 1. @throws RangeError where it has none */
export const periodOf = ({ marketType, specifiers }: MarketRef): number | null =>
  scopeOf(marketType) === "period" ? numbered(specifiers, "period", PERIODS) : null;

/**
 * The outcome that wins a market at such an end of the game; null where the period that decides it is not known. Read the market once, then any
 * number of ends.
 * @throws RangeError on a market or specifiers that ice hockey does not have
 */
export const winnerAt = (market: MarketRef): ((parts: Parts) => string | null) => {
  const read = readerOf(hockeyMarket(market.marketType), market.specifiers);
  const period = periodOf(market);
  if (period === null) {
    const scope = scopeOf(market.marketType) === "game" ? "game" : "regulation";
    return (parts) => read(parts[scope]);
  }
  return ({ periods }) => {
    const goals = periods[period - 1];
    return goals ? read(goals) : null;
  };
};
