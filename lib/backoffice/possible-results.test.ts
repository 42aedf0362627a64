import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OutcomeResult } from "#lib/sportsbook/markets/schema.ts";
import {
  FOOTBALL_MARKETS,
  type FootballMarket,
  OUTCOME_KEYS,
} from "#lib/sportsbook/sports/football/markets.ts";
import { footballOutcomes } from "#lib/sportsbook/sports/football/outcomes.ts";
import { footballResults } from "#lib/sportsbook/sports/football/results.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { goalsBy } from "#lib/sportsbook/sports/football/testing.ts";
import { football } from "#lib/sportsbook/sports/football/views.ts";
import { resultFault as faultOf } from "./possible-results.ts";

const resultFault = (marketType: string, specifiers: string, results: Parameters<typeof faultOf>[2]) =>
  faultOf({ ...football, ...footballOutcomes }, { marketType, specifiers }, results);

const quarter = (from: number, to: number) => fc.integer({ min: from * 4, max: to * 4 }).map((n) => n / 4);
const half = (to: number) => fc.integer({ min: 0, max: to }).map((n) => n + 0.5);

const SPECIFIERS: Record<FootballMarket, fc.Arbitrary<string>> = {
  "1x2": fc.constant(""),
  double_chance: fc.constant(""),
  draw_no_bet: fc.constant(""),
  total: half(8).map((line) => `total=${line}`),
  asian_total: quarter(0.25, 8).map((line) => `total=${line}`),
  asian_handicap: quarter(-5, 5).map((line) => `handicap=${line}`),
  both_to_score: fc.constant(""),
  correct_score: fc.constant(""),
  team_total: fc
    .tuple(fc.constantFrom("home", "away"), half(5))
    .map(([team, line]) => `team=${team}|total=${line}`),
  next_goal: fc.integer({ min: 1, max: 6 }).map((number) => `goalnr=${number}`),
  clean_sheet: fc.constantFrom("team=home", "team=away"),
  half_result: fc.constantFrom("half=1", "half=2"),
  half_total: fc
    .tuple(fc.constantFrom(1, 2), half(4))
    .map(([number, line]) => `half=${number}|total=${line}`),
  half_time_full_time: fc.constant(""),
  european_handicap: fc.integer({ min: -3, max: 3 }).map((line) => `handicap=${line}`),
  winning_margin: fc.constant(""),
  odd_even: fc.constant(""),
  corners_total: half(14).map((line) => `total=${line}`),
  corners_most: fc.constant(""),
  cards_total: half(8).map((line) => `total=${line}`),
};

type Goals = { home: number; away: number };

const goalsAmong = (sides: readonly ("home" | "away")[]): Goals => ({
  home: sides.filter((side) => side === "home").length,
  away: sides.filter((side) => side === "away").length,
});

const match = fc
  .array(fc.constantFrom("home" as const, "away" as const), { maxLength: 12 })
  .chain((goalSides) =>
    fc.nat(goalSides.length).map((beforeHalfTime) => ({
      goalSides,
      goals: goalsAmong(goalSides),
      halfTime: goalsAmong(goalSides.slice(0, beforeHalfTime)),
    })),
  );

const resultsOf = (
  marketType: string,
  specifiers: string,
  { goals, halfTime, goalSides }: { goals: Goals; halfTime: Goals; goalSides: ("home" | "away")[] },
) =>
  footballResults(
    { marketType, specifiers },
    { score: { ...footballKickOff(), goals, halfTime }, incidents: goalsBy(goalSides) },
    true,
  ) ?? [];

const RESULTS: Pick<OutcomeResult, "result" | "voidFactor">[] = [
  { result: 1, voidFactor: null },
  { result: 0, voidFactor: null },
  { result: 0, voidFactor: 1 },
  { result: 1, voidFactor: 0.5 },
  { result: 0, voidFactor: 0.5 },
];

describe.each(FOOTBALL_MARKETS.map(({ id }) => id))("a result of %s", (marketType) => {
  it("that a final score gives is accepted", () => {
    fc.assert(
      fc.property(SPECIFIERS[marketType], match, (specifiers, played) => {
        expect(resultFault(marketType, specifiers, resultsOf(marketType, specifiers, played))).toBeNull();
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it("with one outcome of it changed is refused", () => {
    fc.assert(
      fc.property(
        SPECIFIERS[marketType],
        match,
        fc.nat(30),
        fc.nat(RESULTS.length - 1),
        (specifiers, played, place, changed) => {
          const results = resultsOf(marketType, specifiers, played);
          const at = place % results.length;
          const flipped = results.map((each, index) =>
            index === at ? { ...each, ...RESULTS[changed] } : each,
          );
          fc.pre(JSON.stringify(flipped) !== JSON.stringify(results));
          expect(resultFault(marketType, specifiers, flipped)).not.toBeNull();
        },
      ),
      { numRuns: 60, seed: 2 },
    );
  });

  it("that voids all of it is accepted, and one that lets all of it win or lose is not", () => {
    const [specifiers = ""] = fc.sample(SPECIFIERS[marketType], { numRuns: 1, seed: 3 });
    const all = (result: 0 | 1, voidFactor: 1 | null) =>
      OUTCOME_KEYS[marketType].map((key) => ({ key, result, voidFactor, deadHeatFactor: null }));
    expect(resultFault(marketType, specifiers, all(0, 1))).toBeNull();
    expect(resultFault(marketType, specifiers, all(1, null))).not.toBeNull();
    expect(resultFault(marketType, specifiers, all(0, null))).not.toBeNull();
  });
});

const outcome = (key: string, result: 0 | 1, share?: [number, number]): OutcomeResult => ({
  key,
  result,
  voidFactor: null,
  deadHeatFactor: share ? { numerator: share[0], denominator: share[1] } : null,
});

it("names what the market needs", () => {
  const both = [outcome("yes", 1), outcome("no", 1)];
  expect(resultFault("both_to_score", "", both)).toBe("needs_one_winner");
  const three = ["home_draw", "home_away", "draw_away"].map((key) => outcome(key, 1));
  expect(resultFault("double_chance", "", three)).toBe("needs_two_winners");
  expect(resultFault("asian_handicap", "handicap=-0.75", [outcome("home", 1), outcome("away", 1)])).toBe(
    "needs_opposites",
  );
});

it("accepts a dead heat whose shares make up one win", () => {
  const heat = (...shares: [number, number][]) =>
    ["home", "draw", "away"].map((key, at) => outcome(key, shares[at] ? 1 : 0, shares[at]));
  expect(resultFault("1x2", "", heat([1, 2], [1, 2]))).toBeNull();
  expect(resultFault("1x2", "", heat([1, 3], [1, 3], [1, 3]))).toBeNull();
  expect(resultFault("1x2", "", heat([1, 2], [1, 3]))).toBe("needs_one_winner");
  expect(resultFault("1x2", "", heat([1, 2]))).toBe("needs_one_winner");
});

it("knows of a market type of another provider only that not every outcome can win", () => {
  expect(resultFault("corners_1x2", "", [outcome("a", 1), outcome("b", 1)])).toBe("needs_one_winner");
  expect(resultFault("corners_1x2", "", [outcome("a", 1), outcome("b", 0)])).toBeNull();
});
