import { leaderOf, type Pair, sumOf } from "../shared/pair.ts";
import { numbered, type Read, readHandicap, readOddEven, readTeamTotal, readTotal } from "../shared/reads.ts";
import type { MarketRef } from "../sport.ts";
import { type BasketballMarket, basketballMarket } from "./markets.ts";
import { QUARTERS } from "./score.ts";

/** Which part of a game decides a market: all of it with overtime, a half, a quarter, or the order of its points. */
export type Scope = "game" | "half" | "quarter" | "race";

export const scopeOf = (marketType: string): Scope => {
  const [first] = marketType.split("_");
  return first === "half" || first === "quarter" || first === "race" ? first : "game";
};

/** The points of the parts of a game; null where they are not known or not needed. */
export type Parts = { game: Pair; halves: readonly (Pair | null)[]; quarters: readonly (Pair | null)[] };

export const partsOf = (periods: readonly Pair[]): Parts => ({
  game: sumOf(periods),
  halves: [0, 2].map((at) => sumOf(periods.slice(at, at + 2))),
  quarters: Array.from({ length: QUARTERS }, (_, at) => periods[at] ?? { home: 0, away: 0 }),
});

/** The halves or quarters that decide a market, by their number. @throws RangeError on specifiers that it cannot have */
export const partOf = ({ marketType, specifiers }: MarketRef): number | null => {
  const scope = scopeOf(marketType);
  if (scope === "half") return numbered(specifiers, "half", 2);
  return scope === "quarter" ? numbered(specifiers, "quarter", QUARTERS) : null;
};

const marginKey = (points: Pair): string => {
  const by = Math.abs(points.home - points.away);
  const from = Math.floor((by - 1) / 5) * 5 + 1;
  return `${leaderOf(points)}_${from > 20 ? "21" : `${from}_${from + 4}`}`;
};

const readerOf = (marketType: BasketballMarket, specifiers: string): Read => {
  switch (marketType) {
    case "moneyline":
    case "half_result":
    case "quarter_result":
      return leaderOf;
    case "spread":
    case "half_spread":
    case "quarter_spread":
      return readHandicap(specifiers);
    case "total_points":
    case "half_points":
    case "quarter_points":
      return readTotal(specifiers);
    case "team_points":
      return readTeamTotal(specifiers);
    case "winning_margin":
      return marginKey;
    case "odd_even":
      return readOddEven;
    case "race_to":
      throw new RangeError("a race is read from the incidents");
  }
};

/**
 * The outcome that wins a market at such an end of the game; null where the part that decides it is not known. Read the market once, then
 * any number of ends.
 * @throws RangeError on a market or specifiers that basketball does not have, and on races
 */
export const winnerAt = (market: MarketRef): ((parts: Parts) => string | null) => {
  const read = readerOf(basketballMarket(market.marketType), market.specifiers);
  const part = partOf(market);
  if (part === null) return ({ game }) => read(game);
  const scope = scopeOf(market.marketType) === "half" ? "halves" : "quarters";
  return (parts) => {
    const points = parts[scope][part - 1];
    return points ? read(points) : null;
  };
};
