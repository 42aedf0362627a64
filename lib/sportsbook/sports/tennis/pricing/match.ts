import type { Side } from "#lib/sportsbook/events/schema.ts";
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

const LOVE: Pair = { home: 0, away: 0 };

/** A set from its first game on, or from where it is. */
export type SetStart = { games: Pair; points: Pair; server: Side };

export const newSet = (server: Side): SetStart => ({ games: LOVE, points: LOVE, server });

/** One way in which a set may end, and who serves first in the next. */
export type SetEnd = { games: Pair; probability: number; nextServer: Side };

type Games = { games: Pair; probability: number };

/** Every end of a set from here, game by game. The probabilities sum to 1. */
export const setEnds = (serve: Serve, { games, points, server }: SetStart): SetEnd[] => {
  const ends: SetEnd[] = [];
  // All scores of a layer have the same number of games, and so the same server.
  let layer: Games[] = [{ games, probability: 1 }];
  let serving = server;
  let running = points;
  while (layer.length > 0) {
    const next = new Map<number, Games>();
    const nextServer = opponent(serving);
    for (const { games: now, probability } of layer) {
      const home = (isTieBreak(now) ? homeWinsTieBreak : homeWinsGame)(serve, serving, running);
      for (const side of ["home", "away"] as const) {
        const after = { ...now, [side]: now[side] + 1 };
        const reached = probability * (side === "home" ? home : 1 - home);
        if (setWinner({ games: after })) {
          ends.push({ games: after, probability: reached, nextServer });
          continue;
        }
        const known = next.get(after.home);
        if (known) known.probability += reached;
        else next.set(after.home, { games: after, probability: reached });
      }
    }
    layer = [...next.values()];
    serving = nextServer;
    running = LOVE;
  }
  return ends;
};

/** A probability for each number, such as the total of games. */
export type Distribution = Map<number, number>;

const add = (to: Distribution, at: number, probability: number): void => {
  to.set(at, (to.get(at) ?? 0) + probability);
};

/** What the end of a match is made of. */
export type MatchOutlook = {
  homeWins: number;
  /** By outcome of set betting. */
  setScores: Map<string, number>;
  totalGames: Distribution;
  /** Games of the home player less those of the opponent. */
  gamesAhead: Distribution;
  running: SetOutlook;
  /** The set after the running one, where it will be played whatever happens in this one. */
  following: SetOutlook | null;
};

export type SetOutlook = { number: number; homeWins: number; games: Distribution };

const setOutlook = (number: number, ends: readonly SetEnd[]): SetOutlook => {
  const games: Distribution = new Map();
  let homeWins = 0;
  for (const { games: played, probability } of ends) {
    add(games, played.home + played.away, probability);
    if (setWinner({ games: played }) === "home") homeWins += probability;
  }
  return { number, homeWins, games };
};

type State = { sets: Pair; total: number; ahead: number; server: Side; probability: number };

const keyOf = ({ sets, total, ahead, server }: State): string =>
  `${sets.home}-${sets.away}:${total}:${ahead}:${server}`;

/** Everything that the markets of a match are priced from, played out set by set from this score with `server` to serve. */
export const outlookOf = (serve: Serve, score: TennisScore, server: Side): MatchOutlook => {
  const running = score.sets.at(-1);
  const open = running && !setWinner(running) ? running : null;
  const before = open ? score.sets.slice(0, -1) : score.sets;
  const won = setsWon(before);
  const played = gamesWon(before);
  const needed = setsToWin(score.bestOf);
  const fresh = {
    home: setEnds(serve, newSet("home")),
    away: setEnds(serve, newSet("away")),
  };
  const current = open ? setEnds(serve, { games: open.games, points: score.points, server }) : fresh[server];

  const outlook = { setScores: new Map<string, number>(), totalGames: new Map(), gamesAhead: new Map() };
  let homeWins = 0;
  let states: State[] = [
    { sets: won, total: played.home + played.away, ahead: played.home - played.away, server, probability: 1 },
  ];
  for (let first = true; states.length > 0; first = false) {
    const next = new Map<string, State>();
    for (const state of states)
      for (const end of first ? current : fresh[state.server]) {
        const side = setWinner({ games: end.games }) === "home" ? "home" : "away";
        const sets = { ...state.sets, [side]: state.sets[side] + 1 };
        const after: State = {
          sets,
          total: state.total + end.games.home + end.games.away,
          ahead: state.ahead + end.games.home - end.games.away,
          server: end.nextServer,
          probability: state.probability * end.probability,
        };
        if (sets[side] === needed) {
          if (side === "home") homeWins += after.probability;
          const key = setScoreKey(sets.home, sets.away);
          outlook.setScores.set(key, (outlook.setScores.get(key) ?? 0) + after.probability);
          add(outlook.totalGames, after.total, after.probability);
          add(outlook.gamesAhead, after.ahead, after.probability);
          continue;
        }
        const key = keyOf(after);
        const known = next.get(key);
        if (known) known.probability += after.probability;
        else next.set(key, after);
      }
    states = [...next.values()];
  }
  const number = before.length + 1;
  const certain = Math.max(won.home, won.away) < needed - 1;
  const following = certain
    ? current.flatMap(({ nextServer, probability }) =>
        fresh[nextServer].map((end) => ({ ...end, probability: end.probability * probability })),
      )
    : null;
  return {
    ...outlook,
    homeWins,
    running: setOutlook(number, current),
    following: following && setOutlook(number + 1, following),
  };
};
