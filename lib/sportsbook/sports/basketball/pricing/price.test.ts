import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "#lib/core/random.ts";
import { defaultMargin, type MarketRef } from "../../index.ts";
import { massAbove } from "../../shared/pricing/counts.ts";
import { sumsOf } from "../../shared/pricing/grid.ts";
import { partsOf, winnerAt } from "../ends.ts";
import type { BasketballModel } from "../model.ts";
import { type BasketballScore, periodsOver, tipOff } from "../score.ts";
import { generateGame } from "../simulator/generate-game.ts";
import { basketball } from "../views.ts";
import { basketballOutlook } from "./outlook.ts";
import { pointsIn } from "./points.ts";
import { priceBasketball } from "./price.ts";
import { raceTo } from "./race.ts";

const margin = defaultMargin(basketball);
const MODEL: BasketballModel = { quarterMinutes: 12, pace: 98, efficiency: { home: 1.14, away: 1.1 } };

const chance = (
  score: BasketballScore,
  model: BasketballModel,
  marketType: string,
  specifiers = "",
): number =>
  priceBasketball(score, model, { margin }).find(
    (market) => market.marketType === marketType && market.specifiers === specifiers,
  )?.outcomes[0]?.probability ?? Number.NaN;

/** Φ by the series of Marsaglia, "Evaluating the normal distribution" (2004). */
const normal = (x: number): number => {
  let [sum, term] = [x, x];
  for (let i = 3; Math.abs(term) > 1e-17; i += 2) {
    term *= (x * x) / i;
    sum += term;
  }
  return 0.5 + sum * Math.exp((-x * x) / 2 - 0.9189385332046727);
};

/** Stern (1994): the home side's chance when it leads by so much with a part of the game played. */
const stern = (lead: number, played: number, drift: number, deviation: number): number =>
  normal((lead + (1 - played) * drift) / (deviation * Math.sqrt(1 - played)));

/** A game of which so many quarters are over, with this lead of the home side. */
const scoreAfter = (quarters: number, lead: number): BasketballScore => ({
  ...tipOff(),
  phase: quarters === 0 ? "not_started" : "break",
  periods: Array.from({ length: quarters }, (_, at) => ({ home: 25 + (at === 0 ? lead : 0), away: 25 })),
});

describe("against Stern (1994)", () => {
  const [drift, deviation] = [4.87, 15.82];
  // The same mean lead, from a possession's points.
  const model: BasketballModel = {
    quarterMinutes: 12,
    pace: 98,
    efficiency: { home: 1.08 + drift / 196, away: 1.08 - drift / 196 },
  };

  it("has his in-play numbers", () => {
    expect(stern(0, 0, drift, deviation)).toBeCloseTo(0.6209, 4);
    expect(stern(0, 0.5, drift, deviation)).toBeCloseTo(0.5862, 4);
    expect(stern(5, 0.5, drift, deviation)).toBeCloseTo(0.7469, 4);
  });

  it("spreads the lead of a game as he measured it", () => {
    const { lead } = sumsOf(pointsIn(model, 480, 0.5));
    let [mean, square] = [0, 0];
    lead.mass.forEach((p, i) => {
      mean += p * (lead.from + i);
      square += p * (lead.from + i) ** 2;
    });
    expect(mean).toBeCloseTo(drift, 2);
    expect(Math.sqrt(square - mean * mean)).toBeCloseTo(deviation, 0);
  });

  it("gives his chances in play", () => {
    for (const [quarters, lead] of [
      [0, 0],
      [2, 0],
      [2, 5],
      [2, -8],
      [3, 3],
      [3, 12],
    ] as const) {
      const expected = stern(lead, quarters / 4, drift, deviation);
      expect(Math.abs(chance(scoreAfter(quarters, lead), model, "moneyline") - expected)).toBeLessThan(0.015);
    }
  });
});

it("is worth before a slot what it is worth after it, on average", () => {
  const { steps } = generateGame(seededRandom("martingale"), MODEL);
  const live = steps.filter(({ score }) => score.phase === "in_play" && score.clockSeconds % 60 === 0);
  for (const { score } of live.slice(0, 4)) {
    const next = { ...score, clockSeconds: score.clockSeconds + 6 };
    const side = score.possession === "home" ? "home" : "away";
    const ends = (2 * MODEL.pace) / 480;
    const scale = MODEL.efficiency[side] / 1.08;
    const points = [1 - 0.51 * scale, 0.05 * scale, 0.35 * scale, 0.11 * scale];
    const value = (at: BasketballScore) => chance(at, MODEL, "moneyline");
    const scored = points.reduce((sum, p, n) => {
      const running = score.periods.at(-1) ?? { home: 0, away: 0 };
      const periods = [...score.periods.slice(0, -1), { ...running, [side]: running[side] + n }];
      return sum + p * value({ ...next, periods, possession: side === "home" ? "away" : "home" });
    }, 0);
    expect(value(score)).toBeCloseTo((1 - ends) * value(next) + ends * scored, 6);
  }
});

it("expects what the simulator plays, quarters, overtime and races included", () => {
  const played = 1500;
  const markets: MarketRef[] = [
    { marketType: "moneyline", specifiers: "" },
    { marketType: "total_points", specifiers: "total=218.5" },
    { marketType: "team_points", specifiers: "team=home|total=110.5" },
    { marketType: "half_points", specifiers: "half=1|total=108.5" },
    { marketType: "quarter_spread", specifiers: "handicap=-1.5|quarter=2" },
    { marketType: "odd_even", specifiers: "" },
  ];
  const won = markets.map(() => 0);
  let level = 0;
  for (let k = 0; k < played; k += 1) {
    const { steps } = generateGame(seededRandom(`frequency:${k}`), MODEL);
    const final = steps.at(-1)?.score ?? tipOff();
    if (final.periods.length > 4) level += 1;
    for (const [at, market] of markets.entries()) {
      const winner = winnerAt(market)(partsOf(final.periods));
      if (["home", "over", "odd"].includes(winner ?? "")) won[at] = (won[at] ?? 0) + 1;
    }
  }
  const within = 2 / Math.sqrt(played);
  for (const [at, market] of markets.entries()) {
    const finals = basketballOutlook({ score: tipOff(), incidents: [] }, MODEL, [market]);
    const expected = finals.reduce(
      (sum, { probability, results }) => sum + probability * (results(market)[0]?.[0]?.result ?? 0),
      0,
    );
    expect(Math.abs((won[at] ?? 0) / played - expected), market.marketType).toBeLessThan(within);
  }
  expect(level / played).toBeGreaterThan(0.01);
  expect(level / played).toBeLessThan(0.05);
});

it("expects as many races as the simulator plays", () => {
  const played = 1500;
  let home = 0;
  for (let k = 0; k < played; k += 1) {
    const { incidents } = generateGame(seededRandom(`race:${k}`), MODEL);
    const reached = incidents.find(({ detail }) => Math.max(Number(detail.home), Number(detail.away)) >= 30);
    if (reached?.participant === 1) home += 1;
  }
  const race = raceTo(MODEL, 30, { home: 0, away: 0 }, 480, 0.5);
  expect(race.home + race.away).toBeCloseTo(1, 9);
  expect(Math.abs(home / played - race.home)).toBeLessThan(2 / Math.sqrt(played));
});

describe("markets", () => {
  const idsOf = (score: BasketballScore) =>
    priceBasketball(score, MODEL, { margin }).map(
      ({ marketType, specifiers }) => `${marketType}~${specifiers}`,
    );

  it("are those of the running quarter and the next, and of halves until they are over", () => {
    expect(idsOf(tipOff())).toEqual(
      expect.arrayContaining(["quarter_result~quarter=1", "quarter_result~quarter=2", "half_result~half=1"]),
    );
    const third = idsOf(scoreAfter(2, 3));
    expect(third).toContain("quarter_result~quarter=4");
    expect(third).not.toContain("quarter_result~quarter=2");
    expect(third).not.toContain("half_result~half=1");
    const overtime = idsOf({ ...scoreAfter(4, 0), phase: "break" });
    expect(overtime).toContain("moneyline~");
    expect(overtime.some((id) => id.startsWith("quarter") || id.startsWith("half"))).toBe(false);
  });

  it("keep lines where they are as long as they are near even", () => {
    const lines = (score: BasketballScore) => idsOf(score).filter((id) => id.startsWith("total_points"));
    const later: BasketballScore = {
      ...tipOff(),
      phase: "in_play",
      periods: [{ home: 5, away: 4 }],
      clockSeconds: 120,
    };
    const kept = lines(tipOff()).filter((id) => lines(later).includes(id));
    expect(lines(tipOff())).toHaveLength(9);
    expect(kept.length).toBeGreaterThan(5);
  });

  it("sum to one on any score, and get likelier the closer the line", () => {
    const points = fc.integer({ min: 0, max: 45 });
    fc.assert(
      fc.property(
        fc.array(fc.record({ home: points, away: points }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 50 }),
        fc.constantFrom("home" as const, "away" as const, null),
        (periods, slots, possession) => {
          const score: BasketballScore = {
            ...tipOff(),
            phase: "in_play",
            periods,
            clockSeconds: slots * 6,
            possession,
          };
          const priced = priceBasketball(score, MODEL, { margin });
          for (const { marketType, specifiers, outcomes } of priced) {
            const sum = outcomes.reduce((total, { probability }) => total + (probability ?? 0), 0);
            expect(sum, `${marketType} ${specifiers}`).toBeCloseTo(1, 9);
          }
          const overs = priced
            .filter(({ marketType }) => marketType === "total_points")
            .map(({ outcomes }) => outcomes[0]?.probability ?? 0);
          expect(overs).toEqual(overs.toSorted((a, b) => b - a));
          expect(periodsOver(score)).toBe(periods.length - 1);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe("the outlook of markets of several scopes", () => {
  const state = { score: tipOff(), incidents: [] };
  const markets: MarketRef[] = [
    { marketType: "moneyline", specifiers: "" },
    { marketType: "quarter_result", specifiers: "quarter=1" },
    { marketType: "half_points", specifiers: "half=1|total=110.5" },
    { marketType: "total_points", specifiers: "total=220.5" },
  ];
  const finals = basketballOutlook(state, MODEL, markets);
  const likely = (...wanted: [MarketRef | undefined, string][]): number =>
    finals.reduce(
      (sum, { probability, results }) =>
        wanted.every(
          ([market, key]) => market && results(market)[0]?.find((each) => each.key === key)?.result === 1,
        )
          ? sum + probability
          : sum,
      0,
    );
  const [moneyline, quarter, half, total] = markets;

  it("keeps each market's own chance", () => {
    expect(finals.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
    expect(likely([moneyline, "home"])).toBeCloseTo(chance(tipOff(), MODEL, "moneyline"), 8);
    expect(likely([quarter, "draw"])).toBeGreaterThan(0.02);
  });

  it("knows that they go together, to the accuracy of many games", () => {
    const played = 4000;
    let [both, overs] = [0, 0];
    for (let k = 0; k < played; k += 1) {
      const { steps } = generateGame(seededRandom(`joint:${k}`), MODEL);
      const parts = partsOf((steps.at(-1)?.score ?? tipOff()).periods);
      const won = (market: MarketRef | undefined, key: string) => market && winnerAt(market)(parts) === key;
      if (won(moneyline, "home") && won(quarter, "home")) both += 1;
      if (won(half, "over") && won(total, "over")) overs += 1;
    }
    const within = 2 / Math.sqrt(played);
    expect(Math.abs(likely([moneyline, "home"], [quarter, "home"]) - both / played)).toBeLessThan(within);
    expect(Math.abs(likely([half, "over"], [total, "over"]) - overs / played)).toBeLessThan(within);
    expect(likely([half, "over"], [total, "over"])).toBeGreaterThan(
      likely([half, "over"]) * likely([total, "over"]) + 0.1,
    );
  });

  it("leaves races open beside other markets", () => {
    const race = { marketType: "race_to", specifiers: "points=20" };
    const [final] = basketballOutlook(state, MODEL, [race, { marketType: "moneyline", specifiers: "" }]);
    expect(final?.results(race)).toHaveLength(2);
  });
});

it("has a lead whose chance of a tie is that of overtime", () => {
  const { lead } = sumsOf(pointsIn(MODEL, 480, 0.5));
  expect(massAbove(lead, -1) - massAbove(lead, 0)).toBeGreaterThan(0.015);
});
