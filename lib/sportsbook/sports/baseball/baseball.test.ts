import { describe, expect, it } from "vitest";
import { seededRandom } from "#lib/core/random.ts";
import { parseSpecifiers } from "#lib/sportsbook/markets/market-ids.ts";
import { defaultMargin, type MarketRef } from "../index.ts";
import { massAbove } from "../shared/pricing/counts.ts";
import { sumsOf } from "../shared/pricing/grid.ts";
import { partsOf, winnerAt } from "./ends.ts";
import { BASEBALL_MARKETS } from "./markets.ts";
import type { BaseballModel } from "./model.ts";
import { baseballOutcomes } from "./outcomes.ts";
import { afterTurn, aheadOf, nineInnings, pointAt, withExtras } from "./pricing/ahead.ts";
import { baseballOutlook } from "./pricing/outlook.ts";
import { priceBaseball } from "./pricing/price.ts";
import { runsUntilOut } from "./pricing/runs.ts";
import { baseballResults } from "./results.ts";
import { type BaseballScore, firstPitch, INNINGS } from "./score.ts";
import { generateGame } from "./simulator/generate-game.ts";
import { baseball } from "./views.ts";

const margin = defaultMargin(baseball);
const MODEL: BaseballModel = { runs: { home: 4.8, away: 4.2 } };
/** Two sides as usual as those that were counted: 0.4995 runs a half-inning, and a little more at home. */
const COUNTED: BaseballModel = { runs: { home: 9 * 0.4995 + 0.1, away: 9 * 0.4995 - 0.1 } };

const winnerOf = (marketType: string, specifiers: string, score: BaseballScore, final = true) => {
  const results = baseballResults({ marketType, specifiers }, { score, incidents: [] }, final);
  if (!results) return null;
  return results.every(({ voidFactor }) => voidFactor === 1)
    ? "void"
    : (results.find(({ result }) => result === 1)?.key ?? "none");
};

/** What wins a market, read from the line score alone: written apart from the code it checks. */
const checker = ({ marketType, specifiers }: MarketRef, { innings }: BaseballScore): string => {
  const { total, handicap, team, inning } = parseSpecifiers(specifiers);
  let [home, away] = [0, 0];
  innings.forEach((runs, at) => {
    if (marketType.startsWith("five") && at > 4) return;
    if (inning && at + 1 !== Number(inning)) return;
    home += runs.home;
    away += runs.away;
  });
  if (inning) return home + away === 0 ? "no" : "yes";
  if (marketType === "extra_innings") return innings.length === 9 ? "no" : "yes";
  if (marketType === "odd_even") return (home + away) % 2 === 0 ? "even" : "odd";
  if (marketType === "winning_margin")
    return home > away
      ? `home_${home - away > 3 ? 4 : home - away}`
      : `away_${away - home > 3 ? 4 : away - home}`;
  if (handicap !== undefined) return home - away > -Number(handicap) ? "home" : "away";
  if (total !== undefined) {
    const runs = team === "home" ? home : team === "away" ? away : home + away;
    return runs < Number(total) ? "under" : "over";
  }
  return home === away ? "draw" : home > away ? "home" : "away";
};

describe("results", () => {
  it("are what an independent checker makes of the line score, for every market that was priced", () => {
    const checked = new Set<string>();
    for (let k = 0; k < 15; k += 1) {
      const { steps, incidents } = generateGame(seededRandom(`checker:${k}`), MODEL);
      const final = steps.at(-1)?.score ?? firstPitch();
      const offered = new Map<string, MarketRef>();
      for (const { score } of steps.filter((_, at) => at % 5 === 0))
        for (const market of priceBaseball(score, MODEL, { margin }))
          offered.set(`${market.marketType}~${market.specifiers}`, market);
      for (const [key, market] of offered) {
        const results = baseballResults(market, { score: final, incidents }, true);
        const won = results?.filter(({ result, voidFactor }) => result === 1 && voidFactor === null);
        expect(
          won?.map((each) => each.key),
          key,
        ).toEqual([checker(market, final)]);
        checked.add(market.marketType);
      }
    }
    expect(checked.size).toBe(BASEBALL_MARKETS.length);
  });

  const shortened = (innings: number, half: "top" | "bottom", home: number, away: number): BaseballScore => ({
    phase: "abandoned",
    innings: Array.from({ length: innings }, (_, at) => (at === 0 ? { home, away } : { home: 0, away: 0 })),
    half,
    outs: 1,
  });

  it("of a shortened game have a winner after five innings, or four and a half with the home side ahead", () => {
    expect(winnerOf("moneyline", "", shortened(6, "top", 2, 3))).toBe("away");
    expect(winnerOf("moneyline", "", shortened(5, "bottom", 2, 3))).toBe("void");
    expect(winnerOf("moneyline", "", shortened(5, "bottom", 3, 2))).toBe("home");
    expect(winnerOf("moneyline", "", shortened(5, "top", 3, 2))).toBe("void");
    expect(winnerOf("moneyline", "", shortened(7, "top", 2, 2))).toBe("void");
  });

  it("of a shortened game leave lines open before nine innings, but for what was decided", () => {
    expect(winnerOf("run_line", "handicap=-1.5", shortened(8, "top", 9, 2))).toBe("void");
    expect(winnerOf("run_line", "handicap=-1.5", shortened(9, "bottom", 9, 2))).toBe("home");
    expect(winnerOf("run_line", "handicap=1.5", shortened(9, "bottom", 2, 9))).toBe("void");
    expect(winnerOf("total_runs", "total=8.5", shortened(4, "top", 9, 2))).toBe("over");
    expect(winnerOf("total_runs", "total=12.5", shortened(8, "top", 9, 2))).toBe("void");
    expect(winnerOf("five_result", "", shortened(6, "top", 9, 2))).toBe("home");
    expect(winnerOf("inning_run", "inning=2", shortened(6, "top", 9, 2))).toBe("no");
    expect(winnerOf("inning_run", "inning=6", shortened(6, "top", 9, 2))).toBe("void");
  });
});

it("reads line scores that can be, and no others", () => {
  const line = (home: number, away: number, innings: number): [number, number][] =>
    Array.from({ length: innings }, (_, at) => (at === 0 ? [home, away] : [0, 0]));
  const read = (rows: [number, number][]) => baseballOutcomes.scoreEntry.read(rows, firstPitch());
  expect(read(line(3, 2, 9))).not.toBeNull();
  expect(read(line(3, 3, 9))).toBeNull();
  expect(read([...line(3, 3, 9), [1, 0]])).not.toBeNull();
  expect(read([...line(3, 2, 9), [1, 0]])).toBeNull();
  expect(read(line(3, 2, 8))).toBeNull();
});

describe("the model against 9,577 games of 2021 to 2024", () => {
  const ahead = aheadOf(firstPitch(), COUNTED);
  if (!ahead) throw new Error("not over");
  const half = runsUntilOut({ runs: { home: 9 * 0.4995, away: 4 } }, "home", "usual", 3);
  const momentsOf = (mass: Float64Array, from = 0) => {
    let [mean, square] = [0, 0];
    mass.forEach((p, i) => {
      mean += p * (from + i);
      square += p * (from + i) ** 2;
    });
    return { mean, variance: square - mean * mean };
  };

  it("has their half-innings", () => {
    const { mean, variance } = momentsOf(half);
    expect(mean).toBeCloseTo(0.4995, 3);
    expect(variance).toBeCloseTo(1.0566, 2);
    expect(half[0]).toBeCloseTo(0.7288, 3);
  });

  it("has about their totals, extra innings, and last halves that are not played", () => {
    const nine = nineInnings(ahead);
    const { total } = sumsOf(withExtras(COUNTED, nine));
    const { mean, variance } = momentsOf(total.mass, total.from);
    expect(Math.abs(mean - 8.937)).toBeLessThan(0.25);
    expect(Math.abs(variance - 19.91)).toBeLessThan(2);
    const { lead } = sumsOf(nine);
    expect(Math.abs(massAbove(lead, -1) - massAbove(lead, 0) - 0.0886)).toBeLessThan(0.015);
    const before = sumsOf(ahead.turns.slice(0, 2 * INNINGS - 1).reduce(afterTurn, pointAt(ahead.from)));
    expect(Math.abs(massAbove(before.lead, 0) - 0.443)).toBeLessThan(0.03);
    const game = sumsOf(withExtras(COUNTED, nine));
    expect(Math.abs(massAbove(game.lead, 0) - 0.5291)).toBeLessThan(0.015);
  });

  it("gives a side of five runs against four what Pythagoras does", () => {
    const uneven = { runs: { home: 5, away: 4 } };
    const own = aheadOf(firstPitch(), uneven);
    const { lead } = sumsOf(withExtras(uneven, nineInnings(own ?? ahead)));
    expect(Math.abs(massAbove(lead, 0) - 0.6033)).toBeLessThan(0.02);
  });
});

it("expects what the simulator plays", () => {
  const played = 2500;
  const markets: MarketRef[] = [
    { marketType: "moneyline", specifiers: "" },
    { marketType: "run_line", specifiers: "handicap=-1.5" },
    { marketType: "total_runs", specifiers: "total=8.5" },
    { marketType: "extra_innings", specifiers: "" },
    { marketType: "five_result", specifiers: "" },
    { marketType: "five_runs", specifiers: "total=4.5" },
    { marketType: "inning_run", specifiers: "inning=1" },
    { marketType: "winning_margin", specifiers: "" },
  ];
  const first = (key: string | null): boolean => ["home", "over", "yes", "home_1"].includes(key ?? "");
  const won = markets.map(() => 0);
  let together = 0;
  for (let k = 0; k < played; k += 1) {
    const { steps } = generateGame(seededRandom(`frequency:${k}`), MODEL);
    const parts = partsOf(steps.at(-1)?.score ?? firstPitch());
    const keys = markets.map((market) => winnerAt(market)(parts));
    keys.forEach((key, at) => {
      if (first(key)) won[at] = (won[at] ?? 0) + 1;
    });
    if (keys[0] === "home" && keys[4] === "home") together += 1;
  }
  const within = 2 / Math.sqrt(played);
  const outlookOf = (...asked: MarketRef[]) =>
    baseballOutlook({ score: firstPitch(), incidents: [] }, MODEL, asked).reduce(
      (sum, { probability, results }) =>
        asked.every((market) => results(market)[0]?.[0]?.result === 1) ? sum + probability : sum,
      0,
    );
  for (const [at, market] of markets.entries())
    expect(Math.abs((won[at] ?? 0) / played - outlookOf(market)), market.marketType).toBeLessThan(within);
  const [moneyline, , , , five] = markets as [MarketRef, MarketRef, MarketRef, MarketRef, MarketRef];
  expect(Math.abs(together / played - outlookOf(moneyline, five))).toBeLessThan(within);
});
