import type { OutcomeResult } from "#lib/sportsbook/markets/schema.ts";
import { refunded, winners } from "../results.ts";
import type { Pair } from "../shared/pair.ts";
import { isPassed, totalShortfall } from "../shared/reads.ts";
import type { MarketRef, Shortfall, SportState } from "../sport.ts";
import { partsOf, periodOf, scopeOf, winnerAt } from "./ends.ts";
import { hockeyMarket, OUTCOME_KEYS } from "./markets.ts";
import { type HockeyScore, PERIODS, periodsOver, secondsPlayed } from "./score.ts";

/** A game that is abandoned after so much counts as played. */
const OFFICIAL_SECONDS = 55 * 60;

const countsAsPlayed = (score: HockeyScore): boolean =>
  score.phase !== "abandoned" || secondsPlayed(score) >= OFFICIAL_SECONDS;

/** Whether the part of the game that decides the market is over. */
const isOver = (market: MarketRef, score: HockeyScore, final: boolean): boolean => {
  const period = periodOf(market);
  if (period !== null) return periodsOver(score) >= period;
  const played = final && countsAsPlayed(score);
  return scopeOf(market.marketType) === "game" ? played : played || periodsOver(score) >= PERIODS;
};

/** The goals that count for the market so far. */
const counted = (market: MarketRef, score: HockeyScore): Pair => {
  const { game, periods } = partsOf(score);
  return periods[(periodOf(market) ?? 0) - 1] ?? game;
};

/**
 * How a market stands on this score: null while it is open, decided early where nothing can change it (a period that is over, an over that is
 * passed). Overtime and the winner's goal of a shoot-out count in markets of the game, not in those of the three periods. An abandoned
 * game counts once 55 minutes are played; what was decided before counts, the rest is void.
 * @throws RangeError on a market or specifiers that ice hockey does not have
 */
export const hockeyResults = (
  market: MarketRef,
  { score }: SportState<HockeyScore>,
  final: boolean,
): OutcomeResult[] | null => {
  const keys = OUTCOME_KEYS[hockeyMarket(market.marketType)];
  const winner = winnerAt(market)(partsOf(score));
  if (isOver(market, score, final) && winner !== null)
    // A game that was abandoned level has no winner.
    return keys.includes(winner) ? winners(keys, [winner]) : refunded(keys);
  if (isPassed(market.specifiers, counted(market, score))) return winners(keys, ["over"]);
  return final ? refunded(keys) : null;
};

/** How many goals an over still needs, or that an under is beaten. */
export const hockeyShortfall = (market: MarketRef & { outcomeKey: string }, score: HockeyScore): Shortfall =>
  totalShortfall(market, counted(market, score));
