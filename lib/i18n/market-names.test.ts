import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { FOOTBALL_MARKETS } from "#lib/sportsbook/sports/football/markets.ts";
import { lineText, marketFamilyName, outcomeName } from "./market-names.ts";
import { en } from "./messages/en/index.ts";

const t = createTranslator({ locale: "en", messages: en, namespace: "sports" });
const market = (marketType: string, specifiers = "") => ({
  marketType,
  specifiers,
  participants: ["Sweden", "Norway"],
});

describe("names of markets and outcomes", () => {
  it.each([
    ["1x2", "", "home", "Sweden"],
    ["double_chance", "", "draw_away", "Draw or Norway"],
    ["total", "total=2.5", "over", "Over 2.5"],
    ["asian_total", "total=2.25", "under", "Under 2.25"],
    ["asian_handicap", "handicap=-0.75", "home", "Sweden −0.75"],
    ["asian_handicap", "handicap=-0.75", "away", "Norway +0.75"],
    ["asian_handicap", "handicap=0", "away", "Norway 0"],
    ["correct_score", "", "2-1", "2–1"],
    ["correct_score", "", "other", "Any other"],
    ["team_total", "team=away|total=1.5", "over", "Over 1.5"],
    ["next_goal", "goalnr=2", "none", "No goal"],
  ])("%s %s %s is %s", (marketType, specifiers, key, name) => {
    expect(outcomeName(t, market(marketType, specifiers), key)).toBe(name);
  });

  it("names the team and the number of the goal", () => {
    expect(marketFamilyName(t, market("team_total", "team=away|total=1.5"))).toBe("Norway: total goals");
    expect(marketFamilyName(t, market("next_goal", "goalnr=2"))).toBe("2nd goal");
  });

  it("has a text while the participants are not known yet", () => {
    const unknown = { ...market("1x2"), participants: [] };
    expect(["home", "draw", "away"].map((key) => outcomeName(t, unknown, key))).toEqual(["–", "Draw", "–"]);
  });

  it("knows every market type", () => {
    for (const { id: marketType } of FOOTBALL_MARKETS)
      expect(marketFamilyName(t, market(marketType)), marketType).not.toBe(t("other"));
  });

  it("reads a handicap from both sides", () => {
    expect(lineText("handicap=1.25", "home")).toBe("+1.25");
    expect(lineText("handicap=1.25", "away")).toBe("−1.25");
  });
});
