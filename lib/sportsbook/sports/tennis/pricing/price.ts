import type { Side } from "#lib/sportsbook/events/schema.ts";
import { type MarketPrice, specifiersOf } from "#lib/sportsbook/markets/schema.ts";
import { type FairMarket, offerMarket } from "#lib/sportsbook/pricing/index.ts";
import type { PricingOptions } from "../../sport.ts";
import { OUTCOME_KEYS, type TennisMarket } from "../markets.ts";
import type { TennisModel } from "../model.ts";
import { isTieBreak, opponent, runningSet, setWinner, type TennisScore } from "../score.ts";
import { homeWinsGame } from "./game.ts";
import { type Distribution, type MatchOutlook, outlookOf, type SetOutlook } from "./match.ts";

type Fair = FairMarket & { marketType: TennisMarket };

const LINES = 5;
/** A line that one side wins more often than this is not offered. */
const LOPSIDED = 0.93;

const twoSided = (
  marketType: TennisMarket,
  specifiers: Record<string, string | number>,
  first: number,
): Fair => ({ marketType, specifiers: specifiersOf(specifiers), fair: [first, 1 - first] });

const massAbove = (distribution: Distribution, line: number): number => {
  let mass = 0;
  for (const [value, probability] of distribution) if (value > line) mass += probability;
  return mass;
};

/** Half lines around the middle of a distribution, the likeliest first to be even in the middle. */
const linesOf = (distribution: Distribution): number[] => {
  const values = [...distribution.keys()].sort((a, b) => a - b);
  const middle = values.find((value) => massAbove(distribution, value) <= 0.5) ?? 0;
  const lines = Array.from({ length: LINES }, (_, i) => middle - 0.5 + i - Math.floor(LINES / 2));
  return lines.filter((line) => {
    const above = massAbove(distribution, line);
    // No set has eleven games: a line above a number that cannot be is the same bet as the line below it.
    const possible = (distribution.get(line - 0.5) ?? 0) > 0;
    return possible && above < LOPSIDED && above > 1 - LOPSIDED;
  });
};

const setMarkets = ({ number, homeWins, games }: SetOutlook): Fair[] => [
  twoSided("set_winner", { setnr: number }, homeWins),
  ...linesOf(games).map((total) =>
    twoSided("set_total_games", { setnr: number, total }, massAbove(games, total)),
  ),
];

/** The running game, and the next one where it will be played whatever happens in this one. */
const gameMarkets = (score: TennisScore, { serve }: TennisModel): Fair[] => {
  const running = runningSet(score);
  const { server, points } = score;
  if (!running || !server) return [];
  const { games } = running.set;
  const number = games.home + games.away + 1;
  if (isTieBreak(games)) return [];
  const goesOn = (["home", "away"] as const).every((side) => {
    const after = { ...games, [side]: games[side] + 1 };
    return !setWinner({ games: after }) && !isTieBreak(after);
  });
  const game = (gamenr: number, home: number) =>
    twoSided("game_winner", { setnr: running.number, gamenr }, home);
  return [
    game(number, homeWinsGame(serve, server, points)),
    ...(goesOn ? [game(number + 1, homeWinsGame(serve, opponent(server), { home: 0, away: 0 }))] : []),
  ];
};

const matchMarkets = (score: TennisScore, outlook: MatchOutlook): Fair[] => [
  twoSided("match_winner", {}, outlook.homeWins),
  ...(score.bestOf === 3
    ? [
        {
          marketType: "set_betting" as const,
          specifiers: "",
          fair: OUTCOME_KEYS.set_betting.map((key) => outlook.setScores.get(key) ?? 0),
        },
      ]
    : []),
  ...linesOf(outlook.totalGames).map((total) =>
    twoSided("total_games", { total }, massAbove(outlook.totalGames, total)),
  ),
  ...linesOf(outlook.gamesAhead).map((ahead) =>
    twoSided("games_handicap", { handicap: -ahead }, massAbove(outlook.gamesAhead, ahead)),
  ),
];

const mixed = (parts: readonly MatchOutlook[]): MatchOutlook => {
  const share = 1 / parts.length;
  const mix = <Key>(maps: readonly Map<Key, number>[]): Map<Key, number> => {
    const sum = new Map<Key, number>();
    for (const map of maps) for (const [key, p] of map) sum.set(key, (sum.get(key) ?? 0) + p * share);
    return sum;
  };
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value * share, 0);
  const mixSet = (sets: readonly SetOutlook[]): SetOutlook => ({
    number: sets[0]?.number ?? 1,
    homeWins: mean(sets.map((set) => set.homeWins)),
    games: mix(sets.map((set) => set.games)),
  });
  const following = parts.flatMap((part) => part.following ?? []);
  return {
    homeWins: mean(parts.map((part) => part.homeWins)),
    setScores: mix(parts.map((part) => part.setScores)),
    totalGames: mix(parts.map((part) => part.totalGames)),
    gamesAhead: mix(parts.map((part) => part.gamesAhead)),
    running: mixSet(parts.map((part) => part.running)),
    following: following.length === parts.length ? mixSet(following) : null,
  };
};

/** Before the toss either may serve first. */
const SERVERS: readonly Side[] = ["home", "away"];

/**
 * Prices every tennis market that is open on this score; none once the match is over. Pure: the same score, model and options give the
 * same markets. Fair probabilities of a market sum to 1.
 */
export const priceTennis = (
  scored: TennisScore,
  model: TennisModel,
  { margin }: PricingOptions,
): MarketPrice[] => {
  if (scored.phase === "ended" || scored.phase === "retired") return [];
  const score: TennisScore = { ...scored, bestOf: model.bestOf };
  const servers = score.server ? [score.server] : SERVERS;
  const outlook = mixed(servers.map((server) => outlookOf(model.serve, score, server)));
  return [
    ...matchMarkets(score, outlook),
    ...setMarkets(outlook.running),
    ...(outlook.following
      ? [twoSided("set_winner", { setnr: outlook.following.number }, outlook.following.homeWins)]
      : []),
    ...gameMarkets(score, model),
  ].map((fair) => offerMarket(fair, OUTCOME_KEYS[fair.marketType], margin));
};
