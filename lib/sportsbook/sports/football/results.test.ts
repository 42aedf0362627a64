import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Side } from "#lib/sportsbook/events/schema.ts";
import { footballResults } from "./results.ts";
import { type FootballScore, footballKickOff } from "./score.ts";
import { goalsBy } from "./testing.ts";

const sidesOf = (text: string): Side[] => [...text].map((letter) => (letter === "h" ? "home" : "away"));

const resultsOf = (marketType: string, specifiers: string, goals: string, final: boolean) => {
  const sides = sidesOf(goals);
  const home = sides.filter((side) => side === "home").length;
  const score = { ...footballKickOff(), goals: { home, away: sides.length - home } };
  return footballResults({ marketType, specifiers }, { score, incidents: goalsBy(sides) }, final);
};

const LETTERS: Record<string, string> = {
  "0": "lost",
  "1": "won",
  "0,1": "push",
  "1,0.5": "half won",
  "0,0.5": "half lost",
};

const read = (marketType: string, specifiers: string, goals: string, final: boolean): string => {
  const results = resultsOf(marketType, specifiers, goals, final);
  if (results === null) return "open";
  return results
    .filter(({ result, voidFactor }) => marketType !== "correct_score" || result === 1 || voidFactor !== null)
    .map(({ key, result, voidFactor }) => {
      const letter = LETTERS[voidFactor === null ? `${result}` : `${result},${voidFactor}`];
      return `${key} ${letter}`;
    })
    .join(", ");
};

describe("a market's results", () => {
  it.each([
    ["1x2", "", "hah", true, "home won, draw lost, away lost"],
    ["1x2", "", "", true, "home lost, draw won, away lost"],
    ["1x2", "", "a", true, "home lost, draw lost, away won"],
    ["1x2", "", "hhhhh", false, "open"],
    ["double_chance", "", "h", true, "home_draw won, home_away won, draw_away lost"],
    ["double_chance", "", "ha", true, "home_draw won, home_away lost, draw_away won"],
    ["double_chance", "", "a", true, "home_draw lost, home_away won, draw_away won"],
    ["double_chance", "", "a", false, "open"],
    ["draw_no_bet", "", "haa", true, "home lost, away won"],
    ["draw_no_bet", "", "ha", true, "home push, away push"],
    ["draw_no_bet", "", "h", false, "open"],
    ["total", "total=2.5", "hah", false, "over won, under lost"],
    ["total", "total=2.5", "ha", false, "open"],
    ["total", "total=2.5", "ha", true, "over lost, under won"],
    ["asian_total", "total=2", "ha", false, "open"],
    ["asian_total", "total=2", "ha", true, "over push, under push"],
    ["asian_total", "total=2", "hah", false, "over won, under lost"],
    ["asian_total", "total=2.25", "ha", true, "over half lost, under half won"],
    ["asian_total", "total=2.25", "hah", false, "over won, under lost"],
    ["asian_total", "total=2.75", "hah", false, "open"],
    ["asian_total", "total=2.75", "hah", true, "over half won, under half lost"],
    ["asian_total", "total=2.75", "haha", false, "over won, under lost"],
    ["asian_total", "total=2.75", "ha", true, "over lost, under won"],
    ["asian_handicap", "handicap=-0.75", "h", true, "home half won, away half lost"],
    ["asian_handicap", "handicap=-0.75", "hh", true, "home won, away lost"],
    ["asian_handicap", "handicap=-0.75", "", true, "home lost, away won"],
    ["asian_handicap", "handicap=-1", "hha", true, "home push, away push"],
    ["asian_handicap", "handicap=0.25", "ha", true, "home half won, away half lost"],
    ["asian_handicap", "handicap=-0.25", "ha", true, "home half lost, away half won"],
    ["asian_handicap", "handicap=0.5", "ha", true, "home won, away lost"],
    ["asian_handicap", "handicap=1.5", "aa", true, "home lost, away won"],
    ["asian_handicap", "handicap=-3", "hhhhhhh", false, "open"],
    ["both_to_score", "", "ha", false, "yes won, no lost"],
    ["both_to_score", "", "hh", false, "open"],
    ["both_to_score", "", "hh", true, "yes lost, no won"],
    ["correct_score", "", "hah", true, "2-1 won"],
    ["correct_score", "", "", true, "0-0 won"],
    ["correct_score", "", "hhhhh", true, "other won"],
    ["correct_score", "", "hhhhh", false, "open"],
    ["team_total", "team=home|total=1.5", "hh", false, "over won, under lost"],
    ["team_total", "team=home|total=1.5", "haa", false, "open"],
    ["team_total", "team=away|total=1.5", "hhh", true, "over lost, under won"],
    ["next_goal", "goalnr=1", "", false, "open"],
    ["next_goal", "goalnr=1", "ah", false, "home lost, none lost, away won"],
    ["next_goal", "goalnr=2", "ah", false, "home won, none lost, away lost"],
    ["next_goal", "goalnr=3", "ah", true, "home lost, none won, away lost"],
    ["clean_sheet", "team=home", "h", false, "open"],
    ["clean_sheet", "team=home", "ha", false, "yes lost, no won"],
    ["clean_sheet", "team=away", "a", true, "yes won, no lost"],
    ["european_handicap", "handicap=-1", "h", true, "home lost, draw won, away lost"],
    ["european_handicap", "handicap=-1", "hh", true, "home won, draw lost, away lost"],
    ["european_handicap", "handicap=2", "a", true, "home won, draw lost, away lost"],
    ["european_handicap", "handicap=2", "aaaa", false, "open"],
    ["odd_even", "", "", true, "odd lost, even won"],
    ["odd_even", "", "hah", true, "odd won, even lost"],
    ["half_time_full_time", "", "h", true, "open"],
    ["half_result", "half=1", "h", true, "open"],
    ["half_total", "half=1|total=0.5", "h", false, "over won, under lost"],
    ["half_total", "half=2|total=0.5", "h", false, "open"],
  ])("%s %s after %j, final %s: %s", (marketType, specifiers, goals, final, expected) => {
    expect(read(marketType, specifiers, goals, final)).toBe(expected);
  });

  it.each([
    ["home", "hh"],
    ["draw", ""],
    ["away", "aaa"],
  ])("knows the winning margin up to three: %s", (side, goals) => {
    const won = resultsOf("winning_margin", "", goals, true)?.filter(({ result }) => result === 1);
    expect(won?.map(({ key }) => key)).toEqual([side === "draw" ? "draw" : `${side}_${goals.length}`]);
    expect(resultsOf("winning_margin", "", "hhhhhh", true)?.find(({ key }) => key === "home_3")?.result).toBe(
      1,
    );
  });

  describe("of a half", () => {
    const half = (marketType: string, specifiers: string, score: Partial<FootballScore>, final = false) =>
      footballResults(
        { marketType, specifiers },
        { score: { ...footballKickOff(), ...score }, incidents: [] },
        final,
      )
        ?.filter(({ result }) => result === 1)
        .map(({ key }) => key) ?? null;
    const later: Partial<FootballScore> = {
      phase: "second_half",
      halfTime: { home: 0, away: 1 },
      goals: { home: 2, away: 1 },
    };

    it("is decided at half-time, of the second at the end", () => {
      expect(half("half_result", "half=1", { phase: "first_half" })).toBeNull();
      expect(half("half_result", "half=1", later)).toEqual(["away"]);
      expect(half("half_result", "half=2", later)).toBeNull();
      expect(half("half_result", "half=2", later, true)).toEqual(["home"]);
      expect(half("half_time_full_time", "", later)).toBeNull();
      expect(half("half_time_full_time", "", later, true)).toEqual(["away_home"]);
    });

    it("counts its own goals alone, and decides an over as soon as it is passed", () => {
      expect(half("half_total", "half=1|total=1.5", later)).toEqual(["under"]);
      expect(half("half_total", "half=2|total=1.5", later)).toEqual(["over"]);
      expect(half("half_total", "half=2|total=2.5", later)).toBeNull();
      expect(half("half_total", "half=2|total=2.5", later, true)).toEqual(["under"]);
    });

    it("is not known where the score at half-time is not", () => {
      const unknown = { ...later, halfTime: null };
      for (const marketType of ["half_result", "half_time_full_time"])
        expect(half(marketType, "half=1", unknown, true)).toBeNull();
      expect(half("half_total", "half=2|total=0.5", unknown, true)).toBeNull();
      expect(() => half("half_result", "half=3", later)).toThrow(RangeError);
    });
  });

  it("counts corners, and cards of both colours", () => {
    const won = (marketType: string, specifiers: string, score: Partial<FootballScore>, final: boolean) =>
      footballResults(
        { marketType, specifiers },
        { score: { ...footballKickOff(), ...score }, incidents: [] },
        final,
      )?.find(({ result }) => result === 1)?.key ?? null;
    const corners = { corners: { home: 6, away: 4 } };
    expect(won("corners_total", "total=9.5", corners, false)).toBe("over");
    expect(won("corners_total", "total=10.5", corners, false)).toBeNull();
    expect(won("corners_total", "total=10.5", corners, true)).toBe("under");
    expect(won("corners_most", "", corners, false)).toBeNull();
    expect(won("corners_most", "", corners, true)).toBe("home");
    expect(won("corners_most", "", { corners: { home: 3, away: 3 } }, true)).toBe("draw");
    const cards = { yellowCards: { home: 2, away: 1 }, redCards: { home: 0, away: 1 } };
    expect(won("cards_total", "total=3.5", cards, false)).toBe("over");
    expect(won("cards_total", "total=4.5", cards, true)).toBe("under");
  });

  it("refuses markets that football does not have", () => {
    expect(() => read("corners", "", "", true)).toThrow(RangeError);
    expect(() => read("total", "", "", true)).toThrow(RangeError);
    expect(() => read("total", "total=2.1", "", true)).toThrow(RangeError);
    expect(() => read("next_goal", "goalnr=0", "", true)).toThrow(RangeError);
    expect(() => read("team_total", "team=both|total=1.5", "", true)).toThrow();
  });

  it("splits a quarter line over its two neighbours", () => {
    const paid = (
      specifiers: string,
      marketType: string,
      goals: string,
      key: string,
      odds: number,
    ): number => {
      const found = resultsOf(marketType, specifiers, goals, true)?.find((outcome) => outcome.key === key);
      const refund = found?.voidFactor ?? 0;
      return refund + (1 - refund) * (found?.result ?? 0) * odds;
    };
    const goals = fc.array(fc.constantFrom("h", "a"), { maxLength: 9 }).map((letters) => letters.join(""));
    fc.assert(
      fc.property(
        goals,
        fc.integer({ min: -8, max: 8 }),
        fc.constantFrom("home", "away"),
        (fallen, half, key) => {
          const line = half / 2;
          const whole = (at: number): number => paid(`handicap=${at}`, "asian_handicap", fallen, key, 1.9);
          const quarter = paid(`handicap=${line + 0.25}`, "asian_handicap", fallen, key, 1.9);
          expect(quarter).toBeCloseTo((whole(line) + whole(line + 0.5)) / 2, 12);
        },
      ),
    );
  });

  it("never contradicts at the end what it settled early", () => {
    const goals = fc.array(fc.constantFrom("h", "a"), { maxLength: 9 }).map((letters) => letters.join(""));
    const market = fc.constantFrom(
      ["total", "total=2.5"],
      ["asian_total", "total=1.75"],
      ["asian_total", "total=2"],
      ["asian_total", "total=2.25"],
      ["both_to_score", ""],
      ["correct_score", ""],
      ["team_total", "team=away|total=0.5"],
      ["next_goal", "goalnr=2"],
      ["1x2", ""],
    );
    fc.assert(
      fc.property(goals, goals, market, (before, after, [marketType = "", specifiers = ""]) => {
        const early = resultsOf(marketType, specifiers, before, false);
        if (early) expect(resultsOf(marketType, specifiers, before + after, true)).toEqual(early);
      }),
    );
  });
});
