import { describe, expect, it } from "vitest";
import { marketIdOf, unevenness } from "#lib/sportsbook/markets/schema.ts";
import { centralLines, familiesOf, inStacks, scoreColumns } from "./market-groups.ts";

const id = (marketType: string, specifiers = "") => marketIdOf("e.1", marketType, specifiers);

describe("blocks of markets", () => {
  it("puts the lines of a market together, and teams and goals apart", () => {
    const families = familiesOf("football", [
      id("1x2"),
      id("total", "total=1.5"),
      id("total", "total=2.5"),
      id("team_total", "team=away|total=0.5"),
      id("team_total", "team=home|total=0.5"),
      id("team_total", "team=home|total=1.5"),
      id("next_goal", "goalnr=1"),
      id("next_goal", "goalnr=2"),
    ]);
    expect(families.map(({ key, marketIds }) => [key, marketIds.length])).toEqual([
      ["1x2", 1],
      ["total", 2],
      ["team_total-away", 1],
      ["team_total-home", 2],
      ["next_goal-1", 1],
      ["next_goal-2", 1],
    ]);
  });

  it("puts each block on the shorter side, and the pinned ones first on the first", () => {
    const families = familiesOf("football", [
      id("1x2"),
      id("total", "total=2.5"),
      id("both_to_score"),
      id("asian_handicap", "handicap=-1"),
      id("draw_no_bet"),
      id("correct_score"),
    ]);
    const sides = (pinned: string) =>
      inStacks("football", families, ({ key }) => key === pinned).map((keys) => [...keys]);
    expect(sides("")).toEqual([
      ["1x2", "both_to_score", "asian_handicap"],
      ["total", "draw_no_bet", "correct_score"],
    ]);
    expect(sides("correct_score")).toEqual([
      ["correct_score", "draw_no_bet"],
      ["1x2", "total", "both_to_score", "asian_handicap"],
    ]);
  });

  it("shows the lines around the most even one first", () => {
    const lines = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const around = (even: string) => centralLines(lines, 5, (line) => (line === even ? 0.02 : 0.4)).join("");
    expect(around("d")).toBe("bcdef");
    expect(around("a")).toBe("abcde");
    expect(around("h")).toBe("defgh");
    expect(centralLines(lines, 5, () => Number.POSITIVE_INFINITY).join("")).toBe("abcde");
    expect(centralLines(["a", "b"], 5, () => 0)).toEqual(["a", "b"]);
  });

  it("knows the even line by its prices", () => {
    expect(unevenness(["19000", "19000"])).toBe(0);
    expect(unevenness(["15000", "25000"])).toBeGreaterThan(unevenness(["18000", "20000"]));
    expect(unevenness(["15000", null])).toBe(Number.POSITIVE_INFINITY);
    expect(unevenness([])).toBe(Number.POSITIVE_INFINITY);
  });

  it("lays correct scores out by who wins, lowest first", () => {
    expect(scoreColumns(["2-1", "0-0", "1-0", "0-2", "1-1", "other", "2-0", "0-1"])).toEqual({
      home: ["1-0", "2-0", "2-1"],
      draw: ["0-0", "1-1"],
      away: ["0-1", "0-2"],
      rest: ["other"],
    });
  });
});
