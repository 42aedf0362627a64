import { leaderOf, type Pair, sumOf } from "../shared/pair.ts";
import { numbered, type Read, readHandicap, readOddEven, readTeamTotal, readTotal } from "../shared/reads.ts";
import type { MarketRef } from "../sport.ts";
import { type BaseballMarket, baseballMarket } from "./markets.ts";
import { type BaseballScore, FIRST_INNINGS, INNINGS } from "./score.ts";

/** Which part of a game decides a market. */
export type Scope = "game" | "five" | "inning";

export const scopeOf = (marketType: string): Scope =>
  marketType.startsWith("five_") ? "five" : marketType === "inning_run" ? "inning" : "game";

/** The runs of the parts of a game; null for what is not known or not needed. */
export type Parts = {
  game: Pair;
  /** Whether nine innings were not enough. */
  extra: boolean;
  five: Pair | null;
  /** Whether a run fell in an inning, by its number. */
  runIn: ReadonlyMap<number, boolean>;
};

export const partsOf = ({ innings }: Pick<BaseballScore, "innings">): Parts => ({
  game: sumOf(innings),
  extra: innings.length > INNINGS,
  five: sumOf(innings.slice(0, FIRST_INNINGS)),
  runIn: new Map(innings.map(({ home, away }, at) => [at + 1, home + away > 0])),
});

/** The inning of a market of one inning. The last may end early, so it has none. */
export const inningOf = ({ specifiers }: MarketRef): number => numbered(specifiers, "inning", INNINGS - 1);

const marginKey: Read = (runs) => {
  const leader = leaderOf(runs);
  return leader === "draw" ? leader : `${leader}_${Math.min(4, Math.abs(runs.home - runs.away))}`;
};

const readerOf = (
  marketType: Exclude<BaseballMarket, "extra_innings" | "inning_run">,
  specifiers: string,
): Read => {
  switch (marketType) {
    case "moneyline":
    case "five_result":
      return leaderOf;
    case "run_line":
    case "five_run_line":
      return readHandicap(specifiers);
    case "total_runs":
    case "five_runs":
      return readTotal(specifiers);
    case "team_runs":
      return readTeamTotal(specifiers);
    case "winning_margin":
      return marginKey;
    case "odd_even":
      return readOddEven;
  }
};

/**
 * The outcome that wins a market at such an end of the game; null where the part that decides it is not known. Read the market once, then any
 * number of ends.
 * @throws RangeError on a market or specifiers that baseball does not have
 */
export const winnerAt = (market: MarketRef): ((parts: Parts) => string | null) => {
  const type = baseballMarket(market.marketType);
  if (type === "extra_innings") return ({ extra }) => (extra ? "yes" : "no");
  if (type === "inning_run") {
    const inning = inningOf(market);
    return ({ runIn }) => {
      const run = runIn.get(inning);
      return run === undefined ? null : run ? "yes" : "no";
    };
  }
  const read = readerOf(type, market.specifiers);
  return scopeOf(type) === "game" ? ({ game }) => read(game) : ({ five }) => five && read(five);
};
