import type { Incident } from "#lib/sportsbook/events/schema.ts";
import { parseSpecifiers } from "#lib/sportsbook/markets/market-ids.ts";
import type { OutcomeResult } from "#lib/sportsbook/markets/schema.ts";
import { ordinal, overUnder, quarterLine, refunded, twoSided, winners } from "../results.ts";
import type { MarketRef, Shortfall, SportState } from "../sport.ts";
import { gameWinner } from "./incidents.ts";
import { OUTCOME_KEYS, type TennisMarket } from "./markets.ts";
import { gamesWon, matchWinner, setsWon, setWinner, type TennisScore } from "./score.ts";

const isMarket = (marketType: string): marketType is TennisMarket => Object.hasOwn(OUTCOME_KEYS, marketType);

/** "home_2_1": the outcome of set betting for this count of sets. */
export const setScoreKey = (home: number, away: number): string =>
  home > away ? `home_${home}_${away}` : `away_${away}_${home}`;

const decided = (
  marketType: TennisMarket,
  specifiers: string,
  score: TennisScore,
  incidents: Iterable<Incident>,
  final: boolean,
): OutcomeResult[] | null => {
  const keys = OUTCOME_KEYS[marketType];
  const complete = matchWinner(score) !== null;
  switch (marketType) {
    case "match_winner": {
      const winner = matchWinner(score);
      return winner && winners(keys, [winner]);
    }
    case "set_winner": {
      const set = score.sets[ordinal(specifiers, "setnr") - 1];
      const winner = set && setWinner(set);
      return winner ? winners(keys, [winner]) : null;
    }
    case "game_winner": {
      const winner = gameWinner(incidents, ordinal(specifiers, "setnr"), ordinal(specifiers, "gamenr"));
      return winner && winners(keys, [winner]);
    }
    case "set_betting": {
      const { home, away } = setsWon(score.sets);
      const key = setScoreKey(home, away);
      return complete && keys.includes(key) ? winners(keys, [key]) : null;
    }
    case "total_games": {
      const { home, away } = gamesWon(score.sets);
      return overUnder(home + away, quarterLine(specifiers, "total"), final && complete);
    }
    case "games_handicap": {
      const { home, away } = gamesWon(score.sets);
      const handicap = quarterLine(specifiers, "handicap");
      return complete ? twoSided(["home", "away"], home - away + handicap) : null;
    }
    case "set_total_games": {
      const line = quarterLine(specifiers, "total");
      const set = score.sets[ordinal(specifiers, "setnr") - 1];
      return set ? overUnder(set.games.home + set.games.away, line, setWinner(set) !== null) : null;
    }
  }
};

/**
 * How a market stands on this score: null while it is open, decided early where nothing can change it (a set that is won, an over that is
 * passed). At the end whatever was not played is void: the third set of a match that took two, a game after the set was won. After a
 * retirement everything undecided is void, the match winner included; what was decided before it counts.
 * @throws RangeError on a market or specifiers that tennis does not have
 */
export const tennisResults = (
  { marketType, specifiers }: MarketRef,
  { score, incidents }: SportState<TennisScore>,
  final: boolean,
): OutcomeResult[] | null => {
  if (!isMarket(marketType)) throw new RangeError(`no market "${marketType}"`);
  const results = decided(marketType, specifiers, score, incidents, final);
  if (results || !final) return results;
  // Only the incidents say who won a game: without them it is unknown, not unplayed.
  if (marketType === "game_winner" && wasPlayed(specifiers, score)) return null;
  return refunded(OUTCOME_KEYS[marketType]);
};

const wasPlayed = (specifiers: string, { sets }: TennisScore): boolean => {
  const set = sets[ordinal(specifiers, "setnr") - 1];
  return set !== undefined && set.games.home + set.games.away >= ordinal(specifiers, "gamenr");
};

/** How many games an over still needs, or that an under is beaten. */
export const tennisShortfall = (
  { marketType, specifiers, outcomeKey }: MarketRef & { outcomeKey: string },
  { sets }: TennisScore,
): Shortfall => {
  const { total, setnr } = parseSpecifiers(specifiers);
  if (marketType !== "total_games" && marketType !== "set_total_games") return {};
  const counted = marketType === "total_games" ? sets : sets.slice(Number(setnr) - 1, Number(setnr));
  const { home, away } = gamesWon(counted);
  if (outcomeKey === "over") return { needed: Math.floor(Number(total) - home - away) + 1 };
  return home + away > Number(total) ? { beaten: true } : {};
};
