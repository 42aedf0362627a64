import type { OutcomeResult } from "#lib/sportsbook/markets/schema.ts";
import { refunded, winners } from "../results.ts";
import { leaderOf, type Pair } from "../shared/pair.ts";
import { isPassed, totalShortfall } from "../shared/reads.ts";
import type { MarketRef, Shortfall, SportState } from "../sport.ts";
import { inningOf, partsOf, scopeOf, winnerAt } from "./ends.ts";
import { baseballMarket, OUTCOME_KEYS } from "./markets.ts";
import { type BaseballScore, FIRST_INNINGS, halvesOver, INNINGS, runsOf } from "./score.ts";

/** Whether so many innings were played, or half an inning less with the home side ahead. */
const played = (score: BaseballScore, innings: number): boolean =>
  halvesOver(score) >= 2 * innings - (leaderOf(runsOf(score)) === "home" ? 1 : 0);

/** Whether the part of the game that decides the market is over. A shortened game has a winner after five innings, lines after nine. */
const isOver = (market: MarketRef, score: BaseballScore, final: boolean): boolean => {
  const scope = scopeOf(market.marketType);
  if (scope === "five") return halvesOver(score) >= 2 * FIRST_INNINGS;
  if (scope === "inning") return halvesOver(score) >= 2 * inningOf(market);
  if (market.marketType === "extra_innings" && score.innings.length > INNINGS) return true;
  return final && played(score, market.marketType === "moneyline" ? FIRST_INNINGS : INNINGS);
};

/** The runs that count for the market so far. */
const counted = ({ marketType }: MarketRef, score: BaseballScore): Pair => {
  const { game, five } = partsOf(score);
  return scopeOf(marketType) === "five" ? (five ?? game) : game;
};

/**
 * How a market stands on this score: null while it is open, decided early where nothing can change it (an over that is passed, a run in the inning).
 * A shortened game has a winner after five innings, or four and a half with the home side ahead; run line, totals and the like need nine, or
 * eight and a half. What was decided before counts, the rest is void.
 * @throws RangeError on a market or specifiers that baseball does not have
 */
export const baseballResults = (
  market: MarketRef,
  { score }: SportState<BaseballScore>,
  final: boolean,
): OutcomeResult[] | null => {
  const keys = OUTCOME_KEYS[baseballMarket(market.marketType)];
  const winner = winnerAt(market)(partsOf(score));
  if (scopeOf(market.marketType) === "inning" && winner === "yes") return winners(keys, ["yes"]);
  if (isOver(market, score, final) && winner !== null)
    // A game that was called level has no winner.
    return keys.includes(winner) ? winners(keys, [winner]) : refunded(keys);
  if (isPassed(market.specifiers, counted(market, score))) return winners(keys, ["over"]);
  return final ? refunded(keys) : null;
};

/** How many runs an over still needs, or that an under is beaten. */
export const baseballShortfall = (
  market: MarketRef & { outcomeKey: string },
  score: BaseballScore,
): Shortfall => totalShortfall(market, counted(market, score));
