import { describe, expect, it } from "vitest";
import { seededRandom } from "#lib/core/random.ts";
import { parseSpecifiers } from "#lib/sportsbook/markets/market-ids.ts";
import { defaultMargin, type MarketRef } from "../index.ts";
import { massAbove } from "../shared/pricing/counts.ts";
import { sumsOf } from "../shared/pricing/grid.ts";
import { partsOf, winnerAt } from "./ends.ts";
import { HOCKEY_MARKETS } from "./markets.ts";
import type { HockeyModel } from "./model.ts";
import { hockeyOutcomes } from "./outcomes.ts";
import { aheadOf, gameGrid } from "./pricing/ahead.ts";
import { steadyGoals } from "./pricing/goals.ts";
import { hockeyOutlook } from "./pricing/outlook.ts";
import { priceHockey } from "./pricing/price.ts";
import { hockeyResults } from "./results.ts";
import { faceOff, type HockeyScore } from "./score.ts";
import { generateGame } from "./simulator/generate-game.ts";
import { hockey } from "./views.ts";

const margin = defaultMargin(hockey);
const MODEL: HockeyModel = { playoff: false, rates: { home: 3.2, away: 2.8 } };

const endOf = (periods: [number, number][], to: Partial<HockeyScore> = {}): HockeyScore => ({
  ...faceOff(),
  phase: "ended",
  periods: periods.map(([home, away]) => ({ home, away })),
  ...to,
});

const winnerOf = (marketType: string, specifiers: string, score: HockeyScore, final = true) => {
  const results = hockeyResults({ marketType, specifiers }, { score, incidents: [] }, final);
  if (!results) return null;
  return results.every(({ voidFactor }) => voidFactor === 1)
    ? "void"
    : (results.find(({ result }) => result === 1)?.key ?? "none");
};

/** What wins a market, read from the goals alone: written apart from the code it checks. */
const checker = ({ marketType, specifiers }: MarketRef, score: HockeyScore): string => {
  const { total, handicap, team, period } = parseSpecifiers(specifiers);
  let [home, away] = [0, 0];
  score.periods.forEach((goals, at) => {
    if (period && at !== Number(period) - 1) return;
    if ((marketType === "regulation_result" || marketType === "overtime") && at > 2) return;
    home += goals.home;
    away += goals.away;
  });
  if (marketType === "overtime") return home === away ? "yes" : "no";
  if (!period && marketType !== "regulation_result") {
    if (score.shootout === "home") home += 1;
    if (score.shootout === "away") away += 1;
  }
  if (marketType === "odd_even") return (home + away) % 2 === 0 ? "even" : "odd";
  if (marketType === "winning_margin")
    return home > away
      ? `home_${home - away > 2 ? 3 : home - away}`
      : `away_${away - home > 2 ? 3 : away - home}`;
  if (handicap !== undefined) return home - away > -Number(handicap) ? "home" : "away";
  if (total !== undefined) {
    const goals = team === "home" ? home : team === "away" ? away : home + away;
    return goals < Number(total) ? "under" : "over";
  }
  return home === away ? "draw" : home > away ? "home" : "away";
};

describe("results", () => {
  it("are what an independent checker makes of the raw scores, for every market that was priced", () => {
    const checked = new Set<string>();
    for (let k = 0; k < 12; k += 1) {
      const { steps, incidents } = generateGame(seededRandom(`checker:${k}`), MODEL);
      const final = steps.at(-1)?.score ?? faceOff();
      const offered = new Map<string, MarketRef>();
      for (const { score } of steps.filter((_, at) => at % 40 === 0))
        for (const market of priceHockey(score, MODEL, { margin }))
          offered.set(`${market.marketType}~${market.specifiers}`, market);
      for (const [key, market] of offered) {
        const results = hockeyResults(market, { score: final, incidents }, true);
        const won = results?.filter(({ result, voidFactor }) => result === 1 && voidFactor === null);
        expect(
          won?.map((each) => each.key),
          key,
        ).toEqual([checker(market, final)]);
        checked.add(market.marketType);
      }
    }
    expect(checked.size).toBe(HOCKEY_MARKETS.length);
  });

  it("count overtime and one goal for a shoot-out in markets of the game alone", () => {
    const shootout = endOf(
      [
        [1, 1],
        [0, 1],
        [1, 0],
        [0, 0],
      ],
      { shootout: "away" },
    );
    expect(winnerOf("moneyline", "", shootout)).toBe("away");
    expect(winnerOf("regulation_result", "", shootout)).toBe("draw");
    expect(winnerOf("overtime", "", shootout)).toBe("yes");
    expect(winnerOf("total_goals", "total=4.5", shootout)).toBe("over");
    expect(winnerOf("team_goals", "team=home|total=2.5", shootout)).toBe("under");
    expect(winnerOf("puck_line", "handicap=1.5", shootout)).toBe("home");
    expect(winnerOf("winning_margin", "", shootout)).toBe("away_1");
  });

  it("come as soon as they are certain", () => {
    const overtime = endOf(
      [
        [1, 1],
        [0, 1],
        [1, 0],
        [0, 0],
      ],
      { phase: "in_play", clockSeconds: 60 },
    );
    expect(winnerOf("regulation_result", "", overtime, false)).toBe("draw");
    expect(winnerOf("period_result", "period=2", overtime, false)).toBe("away");
    expect(winnerOf("total_goals", "total=3.5", overtime, false)).toBe("over");
    expect(winnerOf("moneyline", "", overtime, false)).toBeNull();
    expect(winnerOf("total_goals", "total=4.5", overtime, false)).toBeNull();
  });

  it("of an abandoned game stand after 55 minutes, before that only what was decided", () => {
    const at = (seconds: number) =>
      endOf(
        [
          [1, 0],
          [1, 1],
          [1, 0],
        ],
        { phase: "abandoned", clockSeconds: seconds },
      );
    expect(winnerOf("moneyline", "", at(900))).toBe("home");
    expect(winnerOf("moneyline", "", at(899))).toBe("void");
    expect(winnerOf("total_goals", "total=3.5", at(10))).toBe("over");
    expect(winnerOf("total_goals", "total=5.5", at(10))).toBe("void");
    expect(winnerOf("period_result", "period=1", at(10))).toBe("home");
    expect(winnerOf("period_result", "period=3", at(900))).toBe("void");
  });
});

it("reads final scores that can be, and no others", () => {
  const read = (...rows: [number, number][]) => hockeyOutcomes.scoreEntry.read(rows, faceOff());
  expect(read([1, 0], [0, 0], [2, 1])).not.toBeNull();
  expect(read([1, 0], [0, 0], [0, 1], [0, 1])).toMatchObject({ shootout: null });
  expect(read([1, 0], [0, 0], [0, 1], [0, 0], [1, 0])).toMatchObject({ shootout: "home" });
  expect(read([1, 0], [0, 0], [0, 1])).toBeNull();
  expect(read([1, 0], [0, 0], [1, 1], [1, 0])).toBeNull();
  expect(read([1, 0], [0, 0], [0, 1], [2, 0])).toBeNull();
  expect(read([1, 0])).toBeNull();
});

describe("the model", () => {
  it("has the numbers of plain Poisson goals where nobody leaves the net", () => {
    const { lead, total } = sumsOf(steadyGoals(MODEL, 3600));
    const [home, draw] = [massAbove(lead, 0), massAbove(lead, -1) - massAbove(lead, 0)];
    expect(home).toBeCloseTo(0.481184, 6);
    expect(draw).toBeCloseTo(0.16464, 6);
    expect(1 - home - draw).toBeCloseTo(0.354176, 6);
    expect(massAbove(total, 5)).toBeCloseTo(0.55432, 6);
    const level: HockeyScore = {
      ...endOf([
        [1, 1],
        [1, 1],
        [0, 0],
      ]),
      phase: "break",
    };
    const playoff = aheadOf(level, { ...MODEL, playoff: true });
    expect(home + draw * (playoff?.homeWinsLevel ?? 0)).toBeCloseTo(0.568992, 6);
  });

  it("expects empty nets: late goals come, draws and close wins are fewer", () => {
    const ahead = aheadOf(faceOff(), MODEL);
    if (!ahead) throw new Error("not over");
    const steady = sumsOf(steadyGoals(MODEL, 3600));
    const game = sumsOf(gameGrid(ahead));
    expect(massAbove(game.total, 5)).toBeGreaterThan(massAbove(steady.total, 5));
    const oneDown: HockeyScore = {
      ...endOf([
        [1, 1],
        [1, 1],
        [0, 1],
      ]),
      phase: "in_play",
      clockSeconds: 1080,
    };
    const priced = priceHockey(oneDown, MODEL, { margin });
    const line = priced.find(({ specifiers }) => specifiers === "handicap=1.5");
    // Two behind at the end is likelier than by the usual rates in two minutes, 0.09.
    expect(line?.outcomes[1]?.probability).toBeGreaterThan(0.2);
  });

  it("expects what the simulator plays", () => {
    const played = 1500;
    const markets: MarketRef[] = [
      { marketType: "moneyline", specifiers: "" },
      { marketType: "regulation_result", specifiers: "" },
      { marketType: "puck_line", specifiers: "handicap=-1.5" },
      { marketType: "total_goals", specifiers: "total=6.5" },
      { marketType: "overtime", specifiers: "" },
      { marketType: "period_goals", specifiers: "period=3|total=2.5" },
      { marketType: "winning_margin", specifiers: "" },
    ];
    const won = markets.map(() => 0);
    for (let k = 0; k < played; k += 1) {
      const { steps } = generateGame(seededRandom(`frequency:${k}`), MODEL);
      const parts = partsOf(steps.at(-1)?.score ?? faceOff());
      for (const [at, market] of markets.entries())
        if (["home", "over", "yes", "home_1"].includes(winnerAt(market)(parts) ?? ""))
          won[at] = (won[at] ?? 0) + 1;
    }
    const finals = hockeyOutlook({ score: faceOff(), incidents: [] }, MODEL, markets);
    for (const [at, market] of markets.entries()) {
      const expected = finals.reduce(
        (sum, { probability, results }) => sum + probability * (results(market)[0]?.[0]?.result ?? 0),
        0,
      );
      expect(Math.abs((won[at] ?? 0) / played - expected), market.marketType).toBeLessThan(
        2 / Math.sqrt(played),
      );
    }
  });
});

it("offers the running period and the next, and no half goal of a game that cannot end level", () => {
  const ids = priceHockey(faceOff(), MODEL, { margin }).map(
    ({ marketType, specifiers }) => `${marketType}~${specifiers}`,
  );
  expect(ids).toEqual(
    expect.arrayContaining(["period_result~period=1", "period_result~period=2", "overtime~"]),
  );
  expect(ids).not.toContain("period_result~period=3");
  expect(ids).not.toContain("puck_line~handicap=-0.5");
  expect(ids).toContain("puck_line~handicap=-1.5");
});
