import type { OutcomeResult } from "#lib/sportsbook/markets/schema.ts";
import { ordinal, refunded, winners } from "../results.ts";
import type { Pair } from "../shared/pair.ts";
import { isPassed, totalShortfall } from "../shared/reads.ts";
import type { MarketRef, Shortfall, SportState } from "../sport.ts";
import { partOf, partsOf, type Scope, scopeOf, winnerAt } from "./ends.ts";
import { firstTo } from "./incidents.ts";
import { basketballMarket, OUTCOME_KEYS } from "./markets.ts";
import { type BasketballScore, periodsOver, pointsOf, QUARTERS, secondsPlayed } from "./score.ts";

/** A game that is abandoned with no more than this left counts as played: 43 minutes of 48, 35 of 40. */
const ABANDONED_LEFT_SECONDS = 300;

const countsAsPlayed = (score: BasketballScore): boolean =>
  score.phase !== "abandoned" ||
  secondsPlayed(score) >= QUARTERS * score.quarterMinutes * 60 - ABANDONED_LEFT_SECONDS;

/** Whether the part of the game that decides the market is over. */
const isOver = (scope: Scope, part: number | null, score: BasketballScore, final: boolean): boolean => {
  if (scope === "game") return final && countsAsPlayed(score);
  const last = scope === "half" ? 2 * (part ?? 0) : (part ?? 0);
  return periodsOver(score) >= last;
};

/** The points that count for the market so far. */
const counted = (market: MarketRef, { periods }: Pick<BasketballScore, "periods">): Pair => {
  const { game, halves, quarters } = partsOf(periods);
  const part = (partOf(market) ?? 1) - 1;
  const scope = scopeOf(market.marketType);
  return (scope === "half" ? halves[part] : scope === "quarter" ? quarters[part] : game) ?? game;
};

const race = (
  { specifiers }: MarketRef,
  { score, incidents }: SportState<BasketballScore>,
  final: boolean,
): OutcomeResult[] | null => {
  const keys = OUTCOME_KEYS.race_to;
  const points = ordinal(specifiers, "points");
  const { home, away } = pointsOf(score);
  if (Math.max(home, away) < points) return final ? refunded(keys) : null;
  const first = home < points ? "away" : away < points ? "home" : firstTo(incidents, points);
  return first && winners(keys, [first]);
};

/**
 * How a market stands on this score: null while it is open, decided early where nothing can change it (a quarter that is over, an over that
 * is passed, a race that is won). Overtime counts in markets of the game, not in those of halves and quarters. Of an abandoned game those of
 * the game count once all but five minutes are played; what was decided before counts, the rest is void. A race that nobody finishes
 * is void; it is null where both sides have its points and the incidents do not say who had them first.
 * @throws RangeError on a market or specifiers that basketball does not have
 */
export const basketballResults = (
  market: MarketRef,
  state: SportState<BasketballScore>,
  final: boolean,
): OutcomeResult[] | null => {
  const { score } = state;
  const type = basketballMarket(market.marketType);
  if (type === "race_to") return race(market, state, final);
  const keys = OUTCOME_KEYS[type];
  const winner = winnerAt(market)(partsOf(score.periods));
  const over = isOver(scopeOf(type), partOf(market), score, final);
  if (over && winner !== null) {
    // A game that was abandoned level has no winner.
    return keys.includes(winner) ? winners(keys, [winner]) : refunded(keys);
  }
  if (isPassed(market.specifiers, counted(market, score))) return winners(keys, ["over"]);
  return final ? refunded(keys) : null;
};

/** How many points an over still needs, or that an under is beaten. */
export const basketballShortfall = (
  market: MarketRef & { outcomeKey: string },
  score: BasketballScore,
): Shortfall => totalShortfall(market, counted(market, score));
