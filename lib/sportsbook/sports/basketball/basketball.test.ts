import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "#lib/core/random.ts";
import { parseSpecifiers } from "#lib/sportsbook/markets/market-ids.ts";
import { defaultMargin, type MarketRef } from "../index.ts";
import type { Pair } from "../shared/pair.ts";
import { firstTo } from "./incidents.ts";
import { BASKETBALL_MARKETS } from "./markets.ts";
import type { BasketballModel } from "./model.ts";
import { basketballOutcomes } from "./outcomes.ts";
import { priceBasketball } from "./pricing/price.ts";
import { basketballResults } from "./results.ts";
import { type BasketballScore, pointsOf, tipOff } from "./score.ts";
import { generateGame } from "./simulator/generate-game.ts";
import { basketball } from "./views.ts";

const margin = defaultMargin(basketball);
const MODEL: BasketballModel = { quarterMinutes: 12, pace: 98, efficiency: { home: 1.14, away: 1.1 } };

const endOf = (...periods: [number, number][]): BasketballScore => ({
  ...tipOff(),
  phase: "ended",
  periods: periods.map(([home, away]) => ({ home, away })),
});

const winnerOf = (marketType: string, specifiers: string, score: BasketballScore, final = true) => {
  const results = basketballResults({ marketType, specifiers }, { score, incidents: [] }, final);
  if (!results) return null;
  return results.every(({ voidFactor }) => voidFactor === 1)
    ? "void"
    : (results.find(({ result }) => result === 1)?.key ?? "none");
};

/** What wins a market, read from the points of the periods and nothing else: written apart from the code it checks. */
const checker = ({ marketType, specifiers }: MarketRef, periods: readonly Pair[]): string => {
  const { total, handicap, team, half, quarter } = parseSpecifiers(specifiers);
  const from = half ? (Number(half) - 1) * 2 : quarter ? Number(quarter) - 1 : 0;
  const to = half ? from + 2 : quarter ? from + 1 : periods.length;
  let [home, away] = [0, 0];
  for (let at = from; at < to; at += 1) {
    home += periods[at]?.home ?? 0;
    away += periods[at]?.away ?? 0;
  }
  if (marketType === "odd_even") return (home + away) % 2 === 0 ? "even" : "odd";
  if (marketType === "winning_margin") {
    const by = Math.abs(home - away);
    const band = ["1_5", "6_10", "11_15", "16_20"][Math.ceil(by / 5) - 1] ?? "21";
    return `${home > away ? "home" : "away"}_${band}`;
  }
  if (handicap !== undefined) return home - away > -Number(handicap) ? "home" : "away";
  if (total !== undefined) {
    const points = team === "home" ? home : team === "away" ? away : home + away;
    return points < Number(total) ? "under" : "over";
  }
  return home === away ? "draw" : home > away ? "home" : "away";
};

describe("results", () => {
  it("are what an independent checker makes of the raw scores, for every market that was priced", () => {
    const checked = new Set<string>();
    for (let k = 0; k < 6; k += 1) {
      const { steps, incidents } = generateGame(seededRandom(`checker:${k}`), MODEL);
      const final = steps.at(-1)?.score ?? tipOff();
      const offered = new Map<string, MarketRef>();
      for (const { score } of steps.filter((_, at) => at % 60 === 0))
        for (const market of priceBasketball(score, MODEL, { margin }))
          offered.set(`${market.marketType}~${market.specifiers}`, market);
      for (const [key, market] of offered) {
        const results = basketballResults(market, { score: final, incidents }, true);
        const won = results?.filter(({ result, voidFactor }) => result === 1 && voidFactor === null);
        const expected =
          market.marketType === "race_to"
            ? firstTo(incidents, Number(parseSpecifiers(market.specifiers).points))
            : checker(market, final.periods);
        expect(
          won?.map((each) => each.key),
          key,
        ).toEqual([expected]);
        checked.add(market.marketType);
      }
    }
    expect(checked.size).toBe(BASKETBALL_MARKETS.length);
  });

  const overtime = endOf([20, 30], [30, 20], [25, 25], [25, 25], [12, 8]);

  it("count overtime in markets of the game, and not in those of halves and quarters", () => {
    expect(winnerOf("moneyline", "", overtime)).toBe("home");
    expect(winnerOf("total_points", "total=200.5", overtime)).toBe("over");
    expect(winnerOf("spread", "handicap=-3.5", overtime)).toBe("home");
    expect(winnerOf("half_result", "half=2", overtime)).toBe("draw");
    expect(winnerOf("quarter_result", "quarter=4", overtime)).toBe("draw");
    expect(winnerOf("half_points", "half=2|total=100.5", overtime)).toBe("under");
  });

  it("come as soon as they are certain", () => {
    const live: BasketballScore = {
      ...endOf([20, 30], [30, 20], [25, 24], [3, 0]),
      phase: "in_play",
      clockSeconds: 90,
    };
    expect(winnerOf("quarter_result", "quarter=3", live, false)).toBe("home");
    expect(winnerOf("half_spread", "half=1|handicap=-0.5", live, false)).toBe("away");
    expect(winnerOf("half_result", "half=2", live, false)).toBeNull();
    expect(winnerOf("total_points", "total=151.5", live, false)).toBe("over");
    expect(winnerOf("team_points", "team=away|total=74.5", live, false)).toBeNull();
    expect(winnerOf("moneyline", "", live, false)).toBeNull();
    expect(winnerOf("race_to", "points=80", live, false)).toBeNull();
  });

  it("take who was first from the plays, and do not guess", () => {
    const score = endOf([30, 20]);
    const play = (number: number, participant: 1 | 2, points: number, home: number, away: number) => ({
      number,
      kind: "two",
      participant,
      revoked: false,
      detail: { period: 1, clockSeconds: 0, home, away, points },
    });
    const race = (incidents: ReturnType<typeof play>[]) =>
      basketballResults({ marketType: "race_to", specifiers: "points=20" }, { score, incidents }, true);
    expect(race([play(1, 1, 2, 18, 19), play(2, 1, 2, 20, 19)])?.[0]?.result).toBe(1);
    expect(race([play(1, 1, 2, 24, 19)])).toBeNull();
    expect(race([])).toBeNull();
  });

  describe("of an abandoned game", () => {
    const abandoned = (minutes: 10 | 12, seconds: number): BasketballScore => ({
      ...endOf([30, 20], [20, 22], [25, 20], [20, 10]),
      quarterMinutes: minutes,
      phase: "abandoned",
      clockSeconds: seconds,
    });

    it("stand once all but five minutes are played", () => {
      for (const [minutes, seconds] of [
        [12, 7 * 60],
        [10, 5 * 60],
      ] as const) {
        expect(winnerOf("moneyline", "", abandoned(minutes, seconds))).toBe("home");
        expect(winnerOf("moneyline", "", abandoned(minutes, seconds - 1))).toBe("void");
      }
    });

    it("are void before, but for what was decided", () => {
      const score = abandoned(12, 60);
      expect(winnerOf("total_points", "total=160.5", score)).toBe("over");
      expect(winnerOf("total_points", "total=200.5", score)).toBe("void");
      expect(winnerOf("quarter_result", "quarter=3", score)).toBe("home");
      expect(winnerOf("quarter_result", "quarter=4", score)).toBe("void");
      expect(winnerOf("half_points", "half=1|total=80.5", score)).toBe("over");
      expect(winnerOf("half_result", "half=2", score)).toBe("void");
    });
  });

  it("refuse lines that are no half lines, and parts that there are not", () => {
    for (const [marketType, specifiers] of [
      ["total_points", "total=200"],
      ["quarter_result", "quarter=5"],
      ["half_result", ""],
      ["team_points", "total=100.5"],
    ] as const)
      expect(() => winnerOf(marketType, specifiers, overtime)).toThrow(RangeError);
  });
});

it("reads final scores that can be, and no others", () => {
  const read = (...rows: [number, number][]) => basketballOutcomes.scoreEntry.read(rows, tipOff());
  expect(read([20, 30], [30, 20], [25, 25], [26, 25])).not.toBeNull();
  expect(read([20, 30], [30, 20], [25, 25], [25, 25], [12, 8])).not.toBeNull();
  expect(read([20, 30], [30, 20], [25, 25])).toBeNull();
  expect(read([20, 30], [30, 20], [25, 25], [25, 25])).toBeNull();
  expect(read([20, 30], [30, 20], [25, 25], [26, 25], [12, 8])).toBeNull();
});

it("plays games that look like games", () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const { steps } = generateGame(seededRandom(seed), MODEL);
      const { home, away } = pointsOf(steps.at(-1)?.score ?? tipOff());
      expect(home).not.toBe(away);
      expect(Math.min(home, away)).toBeGreaterThan(50);
      expect(Math.max(home, away)).toBeLessThan(200);
    }),
    { numRuns: 100 },
  );
});
