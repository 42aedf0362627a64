import type { Incident, Side } from "#lib/sportsbook/events/schema.ts";
import { parseSpecifiers } from "#lib/sportsbook/markets/market-ids.ts";
import type { OutcomeResult } from "#lib/sportsbook/markets/schema.ts";
import { ordinal, overUnder, quarterLine, refunded, twoSided, winners } from "../../results.ts";
import type { MarketRef, SportState, WeightedFinal } from "../../sport.ts";
import { gameWinner } from "../incidents.ts";
import { OUTCOME_KEYS, type TennisMarket } from "../markets.ts";
import type { TennisModel } from "../model.ts";
import { setScoreKey } from "../results.ts";
import {
  gamesWon,
  isTieBreak,
  opponent,
  type Pair,
  setsToWin,
  setsWon,
  setWinner,
  type TennisScore,
} from "../score.ts";
import { homeWinsGame, homeWinsTieBreak, type Serve } from "./game.ts";
import { newSet, type SetEnd, type SetStart, setEnds } from "./match.ts";

/** What the markets ask for: ends that differ in nothing of it are one. */
type Wanted = { sets: ReadonlySet<number>; totalGames: boolean; gamesAhead: boolean; lastGame: number };

type Path = {
  probability: number;
  /** Who serves first in the next set. */
  server: Side;
  won: Pair;
  totalGames: number;
  gamesAhead: number;
  /** The games of the wanted sets that are over, by their number. */
  sets: ReadonlyMap<number, Pair>;
  /** Who won which of the coming games of the running set, by its number. */
  games: ReadonlyMap<number, Side>;
};

/** How many of the coming games a market may ask about. */
const GAMES_AHEAD_MAX = 3;

type Stage = SetStart & { probability: number; won: ReadonlyMap<number, Side> };
type KnownEnd = SetEnd & { won: ReadonlyMap<number, Side> };

/** The set played on game by game up to game `last`. */
const playGames = (serve: Serve, at: Stage, last: number): Stage[] => {
  const number = at.games.home + at.games.away + 1;
  if (number > last || setWinner(at)) return [at];
  const home = (isTieBreak(at.games) ? homeWinsTieBreak : homeWinsGame)(serve, at.server, at.points);
  return (["home", "away"] as const).flatMap((side) =>
    playGames(
      serve,
      {
        games: { ...at.games, [side]: at.games[side] + 1 },
        points: { home: 0, away: 0 },
        server: opponent(at.server),
        probability: at.probability * (side === "home" ? home : 1 - home),
        won: new Map([...at.won, [number, side]]),
      },
      last,
    ),
  );
};

const runningEnds = (serve: Serve, start: SetStart, last: number): KnownEnd[] =>
  playGames(serve, { ...start, probability: 1, won: new Map() }, last).flatMap((stage) =>
    setWinner(stage)
      ? [{ games: stage.games, probability: stage.probability, nextServer: stage.server, won: stage.won }]
      : setEnds(serve, stage).map((end) => ({
          ...end,
          probability: end.probability * stage.probability,
          won: stage.won,
        })),
  );

const keyOf = ({ won, totalGames, gamesAhead, server, sets, games }: Path): string =>
  `${won.home}-${won.away}:${totalGames}:${gamesAhead}:${server}:${[...sets].map(([n, { home, away }]) => `${n}=${home}-${away}`)}:${[...games]}`;

const withSet = (path: Path, end: KnownEnd | SetEnd, number: number, wanted: Wanted): Path => {
  const side = setWinner(end) === "home" ? "home" : "away";
  const { home, away } = end.games;
  return {
    probability: path.probability * end.probability,
    server: end.nextServer,
    won: { ...path.won, [side]: path.won[side] + 1 },
    totalGames: wanted.totalGames ? path.totalGames + home + away : 0,
    gamesAhead: wanted.gamesAhead ? path.gamesAhead + home - away : 0,
    sets: wanted.sets.has(number) ? new Map([...path.sets, [number, end.games]]) : path.sets,
    games: "won" in end ? end.won : path.games,
  };
};

/** Every path to the end of the match with `server` to serve, those that end alike put together. */
const pathsFrom = (serve: Serve, score: TennisScore, server: Side, wanted: Wanted): Path[] => {
  const last = score.sets.at(-1);
  const open = last && !setWinner(last) ? last : null;
  const before = open ? score.sets.slice(0, -1) : score.sets;
  const played = gamesWon(before);
  const fresh = { home: setEnds(serve, newSet("home")), away: setEnds(serve, newSet("away")) };
  const start = open ? { games: open.games, points: score.points, server } : newSet(server);
  const current = runningEnds(serve, start, wanted.lastGame);
  const needed = setsToWin(score.bestOf);
  const ended = new Map<string, Path>();
  const put = (into: Map<string, Path>, path: Path): void => {
    const key = keyOf(path);
    const known = into.get(key);
    if (known) known.probability += path.probability;
    else into.set(key, path);
  };
  let paths: Path[] = [
    {
      probability: 1,
      server,
      won: setsWon(before),
      totalGames: wanted.totalGames ? played.home + played.away : 0,
      gamesAhead: wanted.gamesAhead ? played.home - played.away : 0,
      sets: new Map(
        before.flatMap(({ games }, at) => (wanted.sets.has(at + 1) ? [[at + 1, games] as const] : [])),
      ),
      games: new Map(),
    },
  ];
  for (let number = before.length + 1; paths.length > 0; number += 1) {
    const next = new Map<string, Path>();
    for (const path of paths)
      for (const end of number === before.length + 1 ? current : fresh[path.server]) {
        const after = withSet(path, end, number, wanted);
        const over = Math.max(after.won.home, after.won.away) === needed;
        put(over ? ended : next, over ? { ...after, server: "home" } : after);
      }
    paths = [...next.values()];
  }
  return [...ended.values()];
};

const EITHER = (["home", "away"] as const).map((side) => winners(OUTCOME_KEYS.game_winner, [side]));

const gameResults = (
  specifiers: string,
  { sets, games }: Path,
  running: { number: number; played: number; last: number },
  incidents: readonly Incident[],
): OutcomeResult[][] => {
  const [set, game] = [ordinal(specifiers, "setnr"), ordinal(specifiers, "gamenr")];
  const winner = set === running.number ? games.get(game) : undefined;
  const known = winner ?? gameWinner(incidents, set, game);
  if (known) return [winners(OUTCOME_KEYS.game_winner, [known])];
  if (set !== running.number || game <= running.played) return EITHER;
  const end = sets.get(set);
  // The set was over before.
  if (game <= running.last || (end && game > end.home + end.away))
    return [refunded(OUTCOME_KEYS.game_winner)];
  return EITHER;
};

const resultsOf = (marketType: TennisMarket, specifiers: string, path: Path): OutcomeResult[] => {
  const keys = OUTCOME_KEYS[marketType];
  const { won, sets, totalGames, gamesAhead } = path;
  const set = (): Pair | undefined => sets.get(ordinal(specifiers, "setnr"));
  switch (marketType) {
    case "match_winner":
      return winners(keys, [won.home > won.away ? "home" : "away"]);
    case "set_betting": {
      const key = setScoreKey(won.home, won.away);
      return keys.includes(key) ? winners(keys, [key]) : refunded(keys);
    }
    case "set_winner": {
      const games = set();
      return games ? winners(keys, [setWinner({ games }) ?? ""]) : refunded(keys);
    }
    case "set_total_games": {
      const games = set();
      const line = quarterLine(specifiers, "total");
      return (games && overUnder(games.home + games.away, line, true)) ?? refunded(keys);
    }
    case "total_games":
      return overUnder(totalGames, quarterLine(specifiers, "total"), true) ?? refunded(keys);
    case "games_handicap":
      return twoSided(["home", "away"], gamesAhead + quarterLine(specifiers, "handicap"));
    case "game_winner":
      throw new RangeError("a game is read from the path that led to it");
  }
};

/** The ends of a match, set by set, as far as these markets tell them apart. A retirement has no probability. */
export const tennisOutlook = (
  { score: scored, incidents: all }: SportState<TennisScore>,
  model: TennisModel,
  markets: readonly MarketRef[],
): WeightedFinal[] => {
  if (scored.phase === "ended" || scored.phase === "retired") return [];
  const score: TennisScore = { ...scored, bestOf: model.bestOf };
  const incidents = [...all];
  const last = score.sets.at(-1);
  const open = last && !setWinner(last) ? last.games : null;
  const number = score.sets.length + (open ? 0 : 1);
  const played = open ? open.home + open.away : 0;
  const read = (types: readonly TennisMarket[]) =>
    markets.filter(({ marketType }) => (types as readonly string[]).includes(marketType));
  const games = read(["game_winner"]).map(({ specifiers }) => parseSpecifiers(specifiers));
  const wanted: Wanted = {
    sets: new Set([
      ...read(["set_winner", "set_total_games"]).map(({ specifiers }) => ordinal(specifiers, "setnr")),
      ...games.map(({ setnr }) => Number(setnr)),
    ]),
    totalGames: read(["total_games"]).length > 0,
    gamesAhead: read(["games_handicap"]).length > 0,
    lastGame: Math.min(
      played + GAMES_AHEAD_MAX,
      Math.max(
        0,
        ...games.filter(({ setnr }) => Number(setnr) === number).map(({ gamenr }) => Number(gamenr)),
      ),
    ),
  };
  const servers: readonly Side[] = score.server ? [score.server] : ["home", "away"];
  return servers.flatMap((server) =>
    pathsFrom(model.serve, score, server, wanted).map((path) => ({
      text: `${path.won.home}–${path.won.away}`,
      probability: path.probability / servers.length,
      results: ({ marketType, specifiers }: MarketRef) => {
        if (!Object.hasOwn(OUTCOME_KEYS, marketType)) throw new RangeError(`no market "${marketType}"`);
        return marketType === "game_winner"
          ? gameResults(specifiers, path, { number, played, last: wanted.lastGame }, incidents)
          : [resultsOf(marketType as TennisMarket, specifiers, path)];
      },
    })),
  );
};
