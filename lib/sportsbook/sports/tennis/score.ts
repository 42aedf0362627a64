import type { Side } from "#lib/sportsbook/events/schema.ts";

export const TENNIS_PHASES = ["not_started", "in_play", "ended", "retired"] as const;
export type TennisPhase = (typeof TENNIS_PHASES)[number];

/** A count of each side. */
export type Pair = { home: number; away: number };

/** A set: games won, and the points of its tie-break once one is played. */
export type TennisSet = { games: Pair; tieBreak: Pair | null };

/** The tennis scoreboard. Stored in event.score. */
export type TennisScore = {
  phase: TennisPhase;
  bestOf: 3 | 5;
  /** In order; the last one is being played until it is won. */
  sets: readonly TennisSet[];
  /** Points won in the running game: 0, 1, 2, 3 are love, 15, 30, 40. Of a tie-break as they are counted. */
  points: Pair;
  /** Who serves the running game, or served first in the running tie-break. */
  server: Side | null;
};

export const GAMES_PER_SET = 6;
const POINTS_PER_GAME = 4;
export const POINTS_PER_TIE_BREAK = 7;

const love = (): Pair => ({ home: 0, away: 0 });
export const opponent = (side: Side): Side => (side === "home" ? "away" : "home");

export const tennisStart = (bestOf: 3 | 5 = 3): TennisScore => ({
  phase: "not_started",
  bestOf,
  sets: [],
  points: love(),
  server: null,
});

/** The side that has reached `least` and leads by `by`. */
const leader = ({ home, away }: Pair, least: number, by: number): Side | null => {
  if (Math.max(home, away) < least || Math.abs(home - away) < by) return null;
  return home > away ? "home" : "away";
};

/** Who has won a set: six games with two more than the opponent, or the seventh after six all. */
export const setWinner = ({ games }: Pick<TennisSet, "games">): Side | null =>
  leader(games, GAMES_PER_SET, 2) ?? leader(games, GAMES_PER_SET + 1, 1);

export const isTieBreak = ({ home, away }: Pair): boolean => home === GAMES_PER_SET && away === GAMES_PER_SET;

export const setsWon = (sets: readonly TennisSet[]): Pair => {
  const won = love();
  for (const set of sets) {
    const side = setWinner(set);
    if (side) won[side] += 1;
  }
  return won;
};

/** Sets that win the match. */
export const setsToWin = (bestOf: 3 | 5): number => (bestOf + 1) / 2;

export const matchWinner = ({ sets, bestOf }: Pick<TennisScore, "sets" | "bestOf">): Side | null =>
  leader(setsWon(sets), setsToWin(bestOf), 1);

export const gamesWon = (sets: readonly TennisSet[]): Pair =>
  sets.reduce((sum, { games }) => ({ home: sum.home + games.home, away: sum.away + games.away }), love());

/** The set being played: not won yet. Null before the start and between the match's last point and whatever comes after it. */
export const runningSet = ({ sets, phase }: TennisScore): { number: number; set: TennisSet } | null => {
  const set = sets.at(-1);
  return phase === "in_play" && set && !setWinner(set) ? { number: sets.length, set } : null;
};

/** Who serves the next point. In a tie-break the serve changes after the first point, then after every second. */
export const servesNext = ({ sets, points, server }: TennisScore): Side | null => {
  const games = sets.at(-1)?.games;
  if (!server || !games || !isTieBreak(games)) return server;
  const changes = Math.floor((points.home + points.away + 1) / 2);
  return changes % 2 === 0 ? server : opponent(server);
};

/** The score before the first point of a match that `server` opens. */
export const firstServe = (bestOf: 3 | 5, server: Side): TennisScore => ({
  ...tennisStart(bestOf),
  phase: "in_play",
  sets: [{ games: love(), tieBreak: null }],
  server,
});

/** What one point decided beyond itself. */
export type PointEffect = { game: boolean; set: boolean; match: boolean };

/**
 * The score after `side` won a point, and what that decided (ITF Rules of Tennis, 5 to 7, with a tie-break to seven in every set).
 * @throws RangeError when no point can be played
 */
export const winPoint = (score: TennisScore, side: Side): [TennisScore, PointEffect] => {
  const running = runningSet(score);
  if (!running || !score.server) throw new RangeError("no point can be played on this score");
  const { games } = running.set;
  const tieBreak = isTieBreak(games);
  const points = { ...score.points, [side]: score.points[side] + 1 };
  const game = leader(points, tieBreak ? POINTS_PER_TIE_BREAK : POINTS_PER_GAME, 2) !== null;
  const before = score.sets.slice(0, -1);
  if (!game) {
    const set = tieBreak ? { games, tieBreak: points } : running.set;
    return [
      { ...score, sets: [...before, set], points },
      { game, set: false, match: false },
    ];
  }
  const won = { games: { ...games, [side]: games[side] + 1 }, tieBreak: tieBreak ? points : null };
  const set = setWinner(won) !== null;
  const sets = [...before, won];
  const match = matchWinner({ sets, bestOf: score.bestOf }) !== null;
  const next: TennisScore = {
    ...score,
    phase: match ? "ended" : "in_play",
    sets: set && !match ? [...sets, { games: love(), tieBreak: null }] : sets,
    points: love(),
    server: match ? null : opponent(score.server),
  };
  return [next, { game, set, match }];
};

const CALLS = ["0", "15", "30", "40"] as const;

/** The points of the running game as an umpire calls them: 0, 15, 30, 40, A. */
export const pointsCalled = ({ sets, points }: TennisScore): [string, string] => {
  const games = sets.at(-1)?.games;
  const { home, away } = points;
  if (games && isTieBreak(games)) return [String(home), String(away)];
  if (home >= 3 && away >= 3) return home === away ? ["40", "40"] : home > away ? ["A", "40"] : ["40", "A"];
  return [CALLS[home] ?? "40", CALLS[away] ?? "40"];
};

/** "6–4 3–2" */
export const setsText = (sets: readonly TennisSet[]): string =>
  sets.map(({ games }) => `${games.home}–${games.away}`).join(" ");

/** Whether these games can be the end of a set. */
export const isFinishedSet = ({ home, away }: Pair): boolean => {
  const [more, less] = home > away ? [home, away] : [away, home];
  return (
    (more === GAMES_PER_SET && less <= GAMES_PER_SET - 2) ||
    (more === GAMES_PER_SET + 1 && (less === GAMES_PER_SET - 1 || less === GAMES_PER_SET))
  );
};
