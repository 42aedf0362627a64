import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ODDS_MIN, oddsToFloat } from "#lib/core/odds.ts";
import { MARKET_STATUS, type MarketPrice } from "#lib/sportsbook/markets/schema.ts";
import { MARGIN_METHODS } from "#lib/sportsbook/pricing/index.ts";
import { defaultMargin } from "../../index.ts";
import { footballResults } from "../results.ts";
import { type FootballScore, footballKickOff } from "../score.ts";
import { goalsOf } from "../testing.ts";
import { football } from "../views.ts";
import { cell, finalGrid } from "./grid.ts";
import type { FootballModel } from "./intensity.ts";
import { priceFootball } from "./price.ts";

const MARGIN = defaultMargin(football);

const model = fc.record({
  homeRate: fc.double({ min: 0.15, max: 4, noNaN: true }),
  awayRate: fc.double({ min: 0.15, max: 4, noNaN: true }),
});

const live = fc
  .record({
    phase: fc.constantFrom("not_started", "first_half", "half_time", "second_half"),
    minute: fc.integer({ min: 0, max: 51 }),
    home: fc.integer({ min: 0, max: 5 }),
    away: fc.integer({ min: 0, max: 5 }),
    redCards: fc.record({ home: fc.integer({ min: 0, max: 2 }), away: fc.integer({ min: 0, max: 2 }) }),
    stoppageMinutes: fc.option(fc.integer({ min: 1, max: 9 })),
  })
  .map(({ phase, minute, home, away, ...rest }): FootballScore => {
    if (phase === "not_started") return footballKickOff();
    const start = phase === "second_half" ? 45 : 0;
    return {
      ...footballKickOff(),
      ...rest,
      phase: phase as FootballScore["phase"],
      clockSeconds: (start + minute) * 60,
      goals: { home, away },
    };
  });

const price = (score: FootballScore, from: FootballModel): MarketPrice[] =>
  priceFootball(score, from, { margin: MARGIN });
const fairOf = (markets: MarketPrice[], marketType: string, specifiers: string, key: string): number =>
  markets
    .find((market) => market.marketType === marketType && market.specifiers === specifiers)
    ?.outcomes.find((outcome) => outcome.key === key)?.probability ?? Number.NaN;

const arsenal: FootballModel = { homeRate: 2.118, awayRate: 1.026 };

describe("football prices at kick-off", () => {
  const linesOf = (markets: readonly MarketPrice[], marketType: string, team = "") =>
    markets
      .filter((market) => market.marketType === marketType && market.specifiers.includes(team))
      .map(({ specifiers }) => Number(specifiers.slice(specifiers.lastIndexOf("=") + 1)));

  it("offer every half line that has two prices, however lopsided the match", () => {
    const markets = price(footballKickOff(), { homeRate: 3.6, awayRate: 0.6 });
    expect(linesOf(markets, "total")).toEqual([0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5]);
    expect(linesOf(markets, "team_total", "team=home")).toEqual([
      0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5,
    ]);
    expect(linesOf(markets, "team_total", "team=away")).toEqual([0.5, 1.5, 2.5]);
    expect(linesOf(markets, "asian_handicap")).toHaveLength(11);
  });

  it("offer no line without two prices, at most eleven, dearer the farther", () => {
    fc.assert(
      fc.property(model, (from) => {
        const markets = price(footballKickOff(), from);
        for (const marketType of ["total", "asian_total", "asian_handicap", "team_total"]) {
          const lines = markets.filter((market) => market.marketType === marketType);
          expect(lines.length).toBeLessThanOrEqual(marketType === "team_total" ? 22 : 11);
          for (const line of lines) expect(line.status, line.specifiers).toBe(MARKET_STATUS.active);
        }
        const overs = markets
          .filter(({ marketType }) => marketType === "total")
          .map(({ outcomes }) => outcomes[0]?.odds);
        // Of nearly certain lines several may be at the lowest price.
        for (let i = 1; i < overs.length; i += 1)
          expect(overs[i] === ODDS_MIN || (overs[i] ?? 0n) > (overs[i - 1] ?? 0n)).toBe(true);
      }),
    );
  });

  it("offer all ten market types, eight totals among them", () => {
    const markets = price(footballKickOff(), arsenal);
    expect(new Set(markets.map(({ marketType }) => marketType)).size).toBe(10);
    expect(
      markets.filter(({ marketType }) => marketType === "total").map(({ specifiers }) => specifiers),
    ).toEqual([0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5].map((line) => `total=${line}`));
    expect(markets.every(({ status }) => status === MARKET_STATUS.active)).toBe(true);
  });
});

describe("football prices in every state", () => {
  const brute = (
    score: FootballScore,
    from: FootballModel,
    { marketType, specifiers }: MarketPrice,
    key: string,
    fairOdds: number,
  ): number => {
    const grid = finalGrid(from, score);
    let expected = 0;
    for (let home = score.goals.home; home < grid.size; home += 1) {
      for (let away = score.goals.away; away < grid.size; away += 1) {
        const p = cell(grid, home, away);
        if (p < 1e-15) continue;
        const final = { ...score, goals: { home, away } };
        const state = { score: final, incidents: [] };
        const outcome = footballResults({ marketType, specifiers }, state, true)?.find(
          (candidate) => candidate.key === key,
        );
        const refund = outcome?.voidFactor ?? 0;
        expected += p * (refund + (1 - refund) * (outcome?.result ?? 0) * fairOdds);
      }
    }
    return expected;
  };

  it("return the stake in expectation at the fair price, settled by the results over the whole grid", () => {
    fc.assert(
      fc.property(live, model, (score, from) => {
        for (const market of price(score, from)) {
          if (market.marketType === "next_goal") continue;
          for (const { key, probability } of market.outcomes) {
            if (probability === null || probability < 1e-7) continue;
            expect(brute(score, from, market, key, 1 / probability)).toBeCloseTo(1, 4);
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  it("are coherent: every market sums to one, draw no bet and totals follow from the others", () => {
    fc.assert(
      fc.property(live, model, (score, from) => {
        const markets = price(score, from);
        for (const { marketType, outcomes } of markets) {
          const total = outcomes.reduce((sum, { probability }) => sum + (probability ?? 0), 0);
          expect(total).toBeCloseTo(marketType === "double_chance" ? 2 : 1, 9);
          expect(outcomes.every(({ probability }) => (probability ?? -1) >= 0)).toBe(true);
        }
        const [home, away] = [fairOf(markets, "1x2", "", "home"), fairOf(markets, "1x2", "", "away")];
        expect(fairOf(markets, "draw_no_bet", "", "home")).toBeCloseTo(home / (home + away), 9);
        expect(fairOf(markets, "double_chance", "", "home_away")).toBeCloseTo(home + away, 9);
        const next = `goalnr=${score.goals.home + score.goals.away + 1}`;
        const grid = finalGrid(from, score);
        expect(fairOf(markets, "next_goal", next, "none")).toBeCloseTo(
          cell(grid, score.goals.home, score.goals.away),
          9,
        );
      }),
    );
  });

  it("never price what is decided, and name no market twice", () => {
    fc.assert(
      fc.property(live, model, (score, from) => {
        const markets = price(score, from);
        for (const market of markets) {
          expect(footballResults(market, { score, incidents: goalsOf(score) }, false)).toBeNull();
        }
        const names = markets.map(({ marketType, specifiers }) => `${marketType}~${specifiers}`);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });

  it("never offer above fair, by any method", () => {
    fc.assert(
      fc.property(live, model, fc.constantFrom(...MARGIN_METHODS), (score, from, method) => {
        for (const { outcomes } of priceFootball(score, from, { margin: { ...MARGIN, method } })) {
          for (const { odds, probability, active } of outcomes) {
            expect(active).toBe(odds !== null);
            if (odds === null) continue;
            expect(odds >= ODDS_MIN).toBe(true);
            expect(oddsToFloat(odds) * (probability ?? 1)).toBeLessThanOrEqual(1 + 1e-9);
          }
        }
      }),
    );
  });

  it("keep every half line that is not passed when a goal falls", () => {
    fc.assert(
      fc.property(live, model, (score, from) => {
        const scored = { ...score, goals: { home: score.goals.home + 1, away: score.goals.away } };
        const lines = (at: FootballScore): number[] =>
          price(at, from)
            .filter(({ marketType }) => marketType === "total")
            .map(({ specifiers }) => Number(specifiers.slice("total=".length)));
        const goals = scored.goals.home + scored.goals.away;
        expect(lines(scored)).toEqual(expect.arrayContaining(lines(score).filter((line) => line > goals)));
      }),
    );
  });

  it("take the lines they are given, but for decided ones", () => {
    const score: FootballScore = { ...footballKickOff(), phase: "half_time", goals: { home: 2, away: 0 } };
    const markets = priceFootball(score, arsenal, { margin: MARGIN, lines: { total: [1.5, 6.5] } });
    expect(
      markets.filter(({ marketType }) => marketType === "total").map(({ specifiers }) => specifiers),
    ).toEqual(["total=6.5"]);
  });

  it("are none once the match has ended", () => {
    expect(price({ ...footballKickOff(), phase: "ended" }, arsenal)).toEqual([]);
  });
});
