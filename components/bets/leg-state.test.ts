import { describe, expect, it } from "vitest";
import type { MarketView } from "#lib/sportsbook/markets/schema.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { goalsBy } from "#lib/sportsbook/sports/football/testing.ts";
import { legStateOf } from "./leg-state.ts";

const leg = (marketType: string, specifiers: string, outcomeKey: string) => ({
  marketType,
  specifiers,
  outcomeKey,
  result: null,
  reason: null,
});
const at = (home: number, away: number, goals: { side: "home" | "away"; revoked?: boolean }[] = []) => ({
  status: 1,
  competition: { sportId: "football" },
  score: { ...footballKickOff(), phase: "second_half" as const, goals: { home, away } },
  incidents: goalsBy(goals.map(({ side }) => side)).map((goal, index) => ({
    ...goal,
    revoked: goals[index]?.revoked ?? false,
  })),
});
const market = (
  status: MarketView["status"],
  outcome: Partial<MarketView["outcomes"][number]>,
): MarketView => ({
  id: "m",
  marketType: "1x2",
  specifiers: "",
  written: null,
  status,
  version: 1,
  suspension: null,
  outcomes: [{ key: "home", odds: null, active: true, result: null, voidFactor: null, ...outcome }],
});

describe("a leg that runs", () => {
  it.each([
    ["1x2", "", "home", [1, 0], "won"],
    ["1x2", "", "draw", [1, 0], "lost"],
    ["draw_no_bet", "", "home", [1, 1], "void"],
    ["total", "total=2.5", "under", [1, 1], "won"],
    ["asian_total", "total=2.25", "over", [1, 1], "half_lost"],
    ["asian_handicap", "handicap=-0.75", "home", [1, 0], "half_won"],
    ["both_to_score", "", "yes", [2, 0], "lost"],
    ["correct_score", "", "2-1", [2, 1], "won"],
    ["team_total", "team=away|total=0.5", "over", [0, 1], "won"],
  ] as const)(
    "%s %s %s stands as the final whistle would settle it",
    (marketType, line, key, score, result) => {
      expect(legStateOf(leg(marketType, line, key), at(score[0], score[1]), null)).toMatchObject({
        state: "running",
        result,
      });
    },
  );

  it.each([
    ["total", "total=2.5", "over", [0, 1], { needed: 2 }],
    ["total", "total=2.5", "under", [2, 1], { beaten: true }],
    ["asian_total", "total=2.25", "over", [1, 1], { needed: 1 }],
    ["asian_total", "total=2.25", "under", [1, 1], {}],
    ["team_total", "team=away|total=1.5", "over", [4, 0], { needed: 2 }],
    ["team_total", "team=away|total=0.5", "under", [0, 1], { beaten: true }],
    ["both_to_score", "", "yes", [0, 0], { needed: 2 }],
    ["both_to_score", "", "yes", [3, 0], { needed: 1 }],
    ["both_to_score", "", "no", [1, 1], { beaten: true }],
    ["1x2", "", "home", [0, 1], {}],
    ["total", "total=2.5", "over", [2, 1], {}],
  ] as const)("%s %s %s says what a losing one needs", (marketType, line, key, score, says) => {
    const { state, result, ...rest } = legStateOf(
      leg(marketType, line, key),
      at(score[0], score[1]),
      null,
    ) as {
      state: string;
      result: string;
    };
    expect([state, rest]).toEqual(["running", says]);
  });

  it("knows the next goal only with the story of the goals", () => {
    const second = leg("next_goal", "goalnr=2", "away");
    expect(legStateOf(second, at(1, 1), null)).toEqual({ state: "running", result: null });
    const story = [
      { side: "home" as const },
      { side: "home" as const, revoked: true },
      { side: "away" as const },
    ];
    expect(legStateOf(second, at(1, 1, story), null)).toEqual({ state: "running", result: "won" });
  });
});

it("waits for a match that has not begun, or of which nothing is known yet", () => {
  const waiting = { ...at(0, 0), score: footballKickOff() };
  expect(legStateOf(leg("1x2", "", "home"), waiting, null)).toEqual({ state: "to_come" });
  expect(legStateOf(leg("1x2", "", "home"), null, null)).toEqual({ state: "to_come" });
});

it("is decided as soon as its market is, and open again when the market is", () => {
  const home = leg("1x2", "", "home");
  expect(legStateOf(home, at(1, 0), market(-3, { result: 1 }))).toEqual({ state: "decided", result: "won" });
  expect(legStateOf(home, at(1, 0), market(-4, {}))).toEqual({ state: "decided", result: "void" });
  expect(legStateOf({ ...home, result: "won", reason: "result" }, at(0, 0), market(1, {}))).toEqual({
    state: "running",
    result: "lost",
  });
});

it("stays void for a reason of its own, whatever its market says", () => {
  expect(
    legStateOf(
      { ...leg("1x2", "", "home"), result: "void", reason: "past_post" },
      at(1, 0),
      market(-3, { result: 1 }),
    ),
  ).toEqual({ state: "decided", result: "void" });
});

it("is a push where the result fell on the line, and plainly void otherwise", () => {
  const level = { ...leg("draw_no_bet", "", "home"), result: "void" as const };
  expect(legStateOf({ ...level, reason: "result" }, null, null)).toEqual({
    state: "decided",
    result: "void",
    push: true,
  });
  for (const reason of ["voided", "cancel", "past_post"] as const)
    expect(legStateOf({ ...level, reason }, null, null)).toEqual({ state: "decided", result: "void" });
});
