import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "#lib/core/random.ts";
import type { Side } from "#lib/sportsbook/events/schema.ts";
import { defaultMargin } from "../index.ts";
import type { TennisModel } from "./model.ts";
import { tennisOutcomes } from "./outcomes.ts";
import { homeWinsGame, homeWinsTieBreak } from "./pricing/game.ts";
import { outlookOf } from "./pricing/match.ts";
import { priceTennis } from "./pricing/price.ts";
import { tennisResults } from "./results.ts";
import {
  firstServe,
  isFinishedSet,
  matchWinner,
  opponent,
  pointsCalled,
  servesNext,
  setsWon,
  setWinner,
  type TennisScore,
  tennisStart,
  winPoint,
} from "./score.ts";
import { generateMatch } from "./simulator/generate-match.ts";
import { tennis } from "./views.ts";

const LOVE = { home: 0, away: 0 };
const margin = defaultMargin(tennis);
const model = (home: number, away: number, bestOf: 3 | 5 = 3): TennisModel => ({
  bestOf,
  serve: { home, away },
});

/** The score after these points, h and a, from the first serve of the home player. */
const scoreAfter = (points: string, bestOf: 3 | 5 = 3): TennisScore =>
  [...points].reduce(
    (score, side) => winPoint(score, side === "h" ? "home" : "away")[0],
    firstServe(bestOf, "home"),
  );

const HOLD = "hhhh";
const holds = (games: number): string =>
  Array.from({ length: games }, (_, i) => (i % 2 === 0 ? HOLD : "aaaa")).join("");

describe("the score", () => {
  it("counts points, deuce and advantage", () => {
    expect(pointsCalled(scoreAfter("hh"))).toEqual(["30", "0"]);
    expect(pointsCalled(scoreAfter("hhhaaa"))).toEqual(["40", "40"]);
    expect(pointsCalled(scoreAfter("hhhaaaa"))).toEqual(["40", "A"]);
    expect(pointsCalled(scoreAfter("hhhaaaah"))).toEqual(["40", "40"]);
  });

  it("changes the server after each game, and in a tie-break after the first point and then every second", () => {
    expect(scoreAfter(HOLD).server).toBe("away");
    const servers = ["", "h", "ha", "hah", "haha", "hahah"].map((points) =>
      servesNext(scoreAfter(holds(12) + points)),
    );
    expect(servers).toEqual(["home", "away", "away", "home", "home", "away"]);
    expect(scoreAfter(`${holds(12)}hhhhhhh`)).toMatchObject({
      server: "away",
      sets: [{ games: { home: 7, away: 6 } }, {}],
    });
  });

  it("wins a set at six with two ahead, at seven five, or by the tie-break", () => {
    expect(setWinner({ games: { home: 6, away: 5 } })).toBeNull();
    expect(setWinner({ games: { home: 7, away: 5 } })).toBe("home");
    expect(setWinner({ games: { home: 6, away: 7 } })).toBe("away");
  });

  it("is legal after any points, and ends when one player has most of the sets", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("h", "a"), maxLength: 400 }),
        fc.constantFrom(3 as const, 5 as const),
        (points, bestOf) => {
          let score = firstServe(bestOf, "home");
          for (const point of points) {
            if (score.phase !== "in_play") break;
            const before = score;
            const [next] = winPoint(score, point === "h" ? "home" : "away");
            score = next;
            expect(next.sets.slice(0, -1).every(({ games }) => isFinishedSet(games))).toBe(true);
            expect(next.sets.length).toBeLessThanOrEqual(bestOf);
            expect(next.sets.length).toBeGreaterThanOrEqual(before.sets.length);
          }
          const { home, away } = setsWon(score.sets);
          expect(Math.max(home, away)).toBeLessThanOrEqual((bestOf + 1) / 2);
          expect(score.phase === "ended").toBe(matchWinner(score) !== null);
        },
      ),
    );
  });

  it("takes no point once it is over", () => {
    expect(() => winPoint(scoreAfter("h".repeat(48)), "home")).toThrow(RangeError);
  });
});

describe("the model", () => {
  it("gives the holds of serve that the literature gives", () => {
    // Newton and Keller (2005), figure 1: the server of 60 % of points wins 73.6 % of games, of 50 % half of them.
    expect(homeWinsGame({ home: 0.6, away: 0.6 }, "home", LOVE)).toBeCloseTo(0.7357, 4);
    expect(homeWinsGame({ home: 0.5, away: 0.5 }, "away", LOVE)).toBeCloseTo(0.5, 12);
    expect(homeWinsGame({ home: 0.6, away: 0.6 }, "home", { home: 3, away: 3 })).toBeCloseTo(0.36 / 0.52, 12);
  });

  it("favours neither of two equal players, whoever serves first in a tie-break", () => {
    for (const first of ["home", "away"] as const)
      expect(homeWinsTieBreak({ home: 0.65, away: 0.65 }, first, LOVE)).toBeCloseTo(0.5, 12);
    expect(homeWinsTieBreak({ home: 0.7, away: 0.6 }, "home", LOVE)).toBeGreaterThan(0.5);
    expect(homeWinsTieBreak({ home: 0.6, away: 0.6 }, "home", { home: 6, away: 0 })).toBeGreaterThan(0.97);
  });

  it("sums to one, and is the same from the other side of the net", () => {
    const serve = fc.double({ min: 0.45, max: 0.8, noNaN: true });
    fc.assert(
      fc.property(serve, serve, fc.constantFrom(3 as const, 5 as const), (home, away, bestOf) => {
        const one = outlookOf({ home, away }, tennisStart(bestOf), "home");
        const other = outlookOf({ home: away, away: home }, tennisStart(bestOf), "away");
        const mass = (map: Map<unknown, number>) => [...map.values()].reduce((sum, p) => sum + p, 0);
        for (const map of [one.setScores, one.totalGames, one.gamesAhead, one.running.games])
          expect(mass(map)).toBeCloseTo(1, 9);
        expect(one.homeWins + other.homeWins).toBeCloseTo(1, 9);
      }),
      { numRuns: 20 },
    );
  });

  it("is worth before a point what it is worth after it, on average", () => {
    const serve = { home: 0.66, away: 0.61 };
    for (const points of ["", "hah", `${holds(3)}aa`, `${holds(12)}hhaa`, `${"h".repeat(24)}${holds(5)}h`]) {
      const score = scoreAfter(points);
      const server = servesNext(score) as Side;
      const worth = (at: TennisScore): number => {
        const winner = matchWinner(at);
        return winner ? Number(winner === "home") : outlookOf(serve, at, at.server as Side).homeWins;
      };
      const won = worth(winPoint(score, server)[0]);
      const lost = worth(winPoint(score, opponent(server))[0]);
      expect(worth(score), points).toBeCloseTo(serve[server] * won + (1 - serve[server]) * lost, 9);
    }
  });

  it("expects what the simulator plays", () => {
    const played = 3000;
    const uneven = model(0.66, 0.62);
    const count = { home: 0, over: 0, sets: 0, matches: 0 };
    for (let k = 0; k < played; k += 1) {
      const { steps } = generateMatch(seededRandom(`frequency:${k}`), uneven);
      const { score } = steps.at(-1) ?? { score: tennisStart() };
      const winner = matchWinner(score);
      if (!winner) continue;
      count.matches += 1;
      const games = score.sets.reduce((sum, set) => sum + set.games.home + set.games.away, 0);
      if (winner === "home") count.home += 1;
      if (games > 22.5) count.over += 1;
      if (score.sets.length === 3) count.sets += 1;
    }
    const halves = (["home", "away"] as const).map((server) =>
      outlookOf(uneven.serve, tennisStart(), server),
    );
    const mean = (of: (outlook: (typeof halves)[number]) => number) =>
      halves.reduce((sum, outlook) => sum + of(outlook) / 2, 0);
    const over = mean(({ totalGames }) =>
      [...totalGames].reduce((sum, [games, p]) => sum + (games > 22.5 ? p : 0), 0),
    );
    const three = mean(
      ({ setScores }) => (setScores.get("home_2_1") ?? 0) + (setScores.get("away_2_1") ?? 0),
    );
    // Four standard errors of a frequency near one half.
    const within = 2 / Math.sqrt(count.matches);
    expect(Math.abs(count.home / count.matches - mean(({ homeWins }) => homeWins))).toBeLessThan(within);
    expect(Math.abs(count.over / count.matches - over)).toBeLessThan(within);
    expect(Math.abs(count.sets / count.matches - three)).toBeLessThan(within);
  });
});

describe("markets", () => {
  const idsOf = (score: TennisScore) =>
    priceTennis(score, model(0.64, 0.62), { margin }).map(
      ({ marketType, specifiers }) => `${marketType}~${specifiers}`,
    );

  it("offers the running set and, while the match cannot end with it, the next one", () => {
    expect(idsOf(tennisStart())).toEqual(
      expect.arrayContaining(["set_winner~setnr=1", "set_winner~setnr=2"]),
    );
    const second = idsOf(scoreAfter("h".repeat(24)));
    expect(second).toContain("set_winner~setnr=2");
    expect(second).not.toContain("set_winner~setnr=3");
  });

  it("offers the running game, and the next one unless the set may end first or a tie-break comes", () => {
    expect(idsOf(scoreAfter(holds(2)))).toEqual(
      expect.arrayContaining(["game_winner~gamenr=3|setnr=1", "game_winner~gamenr=4|setnr=1"]),
    );
    expect(idsOf(scoreAfter(holds(9)))).not.toContain("game_winner~gamenr=11|setnr=1");
    expect(idsOf(scoreAfter(holds(10)))).toContain("game_winner~gamenr=12|setnr=1");
    expect(idsOf(scoreAfter(holds(11)))).not.toContain("game_winner~gamenr=13|setnr=1");
    expect(idsOf(scoreAfter(holds(12))).some((id) => id.startsWith("game_winner"))).toBe(false);
  });

  it("offers no line twice: between two of them lies a number of games that can be", () => {
    for (const points of ["", holds(5), `${"h".repeat(24)}${holds(7)}`]) {
      const priced = priceTennis(points ? scoreAfter(points) : tennisStart(), model(0.64, 0.62), { margin });
      for (const type of ["total_games", "games_handicap", "set_total_games"]) {
        const overs = priced.flatMap(({ marketType, outcomes }) =>
          marketType === type ? (outcomes[0]?.probability ?? []) : [],
        );
        expect(new Set(overs.map((p) => p.toFixed(9))).size, `${type} after ${points}`).toBe(overs.length);
        expect(overs.length).toBeGreaterThan(0);
      }
    }
  });

  const results = (marketType: string, specifiers: string, score: TennisScore, final = true) =>
    tennisResults({ marketType, specifiers }, { score, incidents: [] }, final)?.map(
      ({ result, voidFactor }) => voidFactor ?? result,
    );

  it("voids after a retirement what was undecided, and keeps what was decided", () => {
    const retired: TennisScore = {
      ...scoreAfter(`${"h".repeat(24)}${HOLD}`),
      phase: "retired",
      server: null,
    };
    expect(results("match_winner", "", retired)).toEqual([1, 1]);
    expect(
      tennisResults({ marketType: "match_winner", specifiers: "" }, { score: retired, incidents: [] }, true),
    ).toMatchObject([
      { result: 0, voidFactor: 1 },
      { result: 0, voidFactor: 1 },
    ]);
    expect(results("set_winner", "setnr=1", retired)).toEqual([1, 0]);
    expect(results("set_betting", "", retired)).toEqual([1, 1, 1, 1]);
    expect(results("total_games", "total=6.5", retired)).toEqual([1, 0]);
    expect(results("total_games", "total=20.5", retired)).toEqual([1, 1]);
    expect(results("set_total_games", "setnr=1|total=8.5", retired)).toEqual([0, 1]);
  });

  it("voids a set that was not played", () => {
    const straight = scoreAfter("h".repeat(48));
    expect(straight.phase).toBe("ended");
    expect(results("set_winner", "setnr=3", straight)).toEqual([1, 1]);
    expect(results("set_betting", "", straight)).toEqual([1, 0, 0, 0]);
    expect(results("games_handicap", "handicap=-11.5", straight)).toEqual([1, 0]);
    expect(results("match_winner", "", straight, false)).toEqual([1, 0]);
  });

  it("does not guess who won a game that the incidents leave out", () => {
    expect(results("game_winner", "gamenr=1|setnr=1", scoreAfter("h".repeat(48)))).toBeUndefined();
    expect(results("game_winner", "gamenr=9|setnr=1", scoreAfter("h".repeat(48)))).toEqual([1, 1]);
  });
});

it("reads final scores that can be, and no others", () => {
  const from = scoreAfter("h".repeat(24));
  const read = (...rows: [number, number][]) => tennisOutcomes.scoreEntry.read(rows, { ...from });
  expect(read([6, 4], [7, 6])).not.toBeNull();
  expect(read([6, 4], [4, 6], [7, 5])).not.toBeNull();
  expect(read([6, 4], [6, 5])).toBeNull();
  expect(read([6, 4])).toBeNull();
  expect(read([6, 4], [6, 4], [6, 4])).toBeNull();
  expect(read([8, 6], [6, 4])).toBeNull();
});
