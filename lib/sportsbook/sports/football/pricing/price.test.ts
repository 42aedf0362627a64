import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ODDS_MIN, oddsToFloat } from "#lib/core/odds.ts";
import { MARKET_STATUS, type MarketPrice } from "#lib/sportsbook/markets/schema.ts";
import { MARGIN_METHODS } from "#lib/sportsbook/pricing/index.ts";
import { defaultMargin } from "../../index.ts";
import { ofHalves } from "../halves.ts";
import { FOOTBALL_MARKETS } from "../markets.ts";
import { footballResults, isCount } from "../results.ts";
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
    halfTime: fc.record({ home: fc.integer({ min: 0, max: 3 }), away: fc.integer({ min: 0, max: 3 }) }),
    redCards: fc.record({ home: fc.integer({ min: 0, max: 2 }), away: fc.integer({ min: 0, max: 2 }) }),
    stoppageMinutes: fc.option(fc.integer({ min: 1, max: 9 })),
  })
  .map(({ phase, minute, home, away, halfTime, ...rest }): FootballScore => {
    if (phase === "not_started") return footballKickOff();
    const start = phase === "second_half" ? 45 : 0;
    return {
      ...footballKickOff(),
      ...rest,
      phase: phase as FootballScore["phase"],
      clockSeconds: (start + minute) * 60,
      goals: { home, away },
      halfTime:
        phase === "first_half"
          ? null
          : { home: Math.min(home, halfTime.home), away: Math.min(away, halfTime.away) },
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

  it("offer every market type, eight totals among them", () => {
    const markets = price(footballKickOff(), arsenal);
    expect(new Set(markets.map(({ marketType }) => marketType)).size).toBe(FOOTBALL_MARKETS.length);
    expect(
      markets.filter(({ marketType }) => marketType === "total").map(({ specifiers }) => specifiers),
    ).toEqual([0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5].map((line) => `total=${line}`));
    expect(markets.every(({ status }) => status === MARKET_STATUS.active)).toBe(true);
  });
});

describe("football prices in every state", () => {
  /** What a stake on each outcome returns in expectation at its fair odds. */
  const brute = (
    score: FootballScore,
    from: FootballModel,
    { marketType, specifiers, outcomes }: MarketPrice,
  ): Map<string, number> => {
    const grid = finalGrid(from, score);
    const expected = new Map(outcomes.map(({ key }) => [key, 0]));
    const fair = new Map(outcomes.map(({ key, probability }) => [key, 1 / (probability ?? 1)]));
    for (let home = score.goals.home; home < grid.size; home += 1) {
      for (let away = score.goals.away; away < grid.size; away += 1) {
        const p = cell(grid, home, away);
        if (p < 1e-15) continue;
        const state = { score: { ...score, goals: { home, away } }, incidents: [] };
        for (const { key, result, voidFactor } of footballResults({ marketType, specifiers }, state, true) ??
          [])
          expected.set(
            key,
            (expected.get(key) ?? 0) +
              p * ((voidFactor ?? 0) + (1 - (voidFactor ?? 0)) * result * (fair.get(key) ?? 0)),
          );
      }
    }
    return expected;
  };

  it("return the stake in expectation at the fair price, settled by the results over the whole grid", () => {
    fc.assert(
      fc.property(live, model, (score, from) => {
        for (const market of price(score, from)) {
          // The grid of final scores knows neither the order of goals nor half-time, corners or cards: the sport's contract checks those against its outlook.
          if (market.marketType === "next_goal" || ofHalves(market.marketType) || isCount(market.marketType))
            continue;
          const expected = brute(score, from, market);
          for (const { key, probability } of market.outcomes) {
            if (probability === null || probability < 1e-7) continue;
            expect(expected.get(key), `${market.marketType}~${market.specifiers}:${key}`).toBeCloseTo(1, 4);
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

  it("agree across halves: the first and the second make the whole, half-time/full-time sums to both results", () => {
    fc.assert(
      fc.property(model, fc.integer({ min: 0, max: 44 }), (from, minute) => {
        const score: FootballScore = { ...footballKickOff(), phase: "first_half", clockSeconds: minute * 60 };
        const markets = price(score, from);
        const both = markets.find(({ marketType }) => marketType === "half_time_full_time")?.outcomes ?? [];
        for (const [place, side] of ["home", "draw", "away"].entries()) {
          const sum = (keep: (key: string) => boolean): number =>
            both.reduce((total, { key, probability }) => total + (keep(key) ? (probability ?? 0) : 0), 0);
          expect(
            sum((key) => key.startsWith(`${side}_`)),
            `${place}`,
          ).toBeCloseTo(fairOf(markets, "half_result", "half=1", side), 7);
          expect(sum((key) => key.endsWith(`_${side}`))).toBeCloseTo(fairOf(markets, "1x2", "", side), 6);
        }
        const clean = fairOf(markets, "clean_sheet", "team=home", "yes");
        expect(clean).toBeCloseTo(
          1 - fairOf(markets, "team_total", "team=away|total=0.5", "over") || clean,
          7,
        );
      }),
      { numRuns: 25 },
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
