import { createTranslator } from "next-intl";
import { expect, it } from "vitest";
import * as players from "#lib/i18n/market-names.ts";
import { en } from "#lib/i18n/messages/en/index.ts";
import { FOOTBALL_MARKETS } from "#lib/sportsbook/sports/football/markets.ts";
import { marketName, outcomeName, storedReason, type Translate } from "./names.ts";

const t = createTranslator({ locale: "en", messages: en.admin }) as unknown as Translate;

it("words the code of a stored reason and leaves the note and what it does not know", () => {
  expect(storedReason(t, "palpable_error: price of another match")).toBe(
    "Palpable error: price of another match",
  );
  expect(storedReason(t, "price_check")).toBe("Price check");
  expect(storedReason(t, "feed_wrong")).toBe("Feed is wrong");
  expect(storedReason(t, "market_conditions")).toBe("Market conditions");
  expect(storedReason(t, "cleared: by phone")).toBe("cleared: by phone");
});

const SPECIFIERS: Record<string, string> = {
  total: "total=2.5",
  asian_total: "total=2.25",
  asian_handicap: "handicap=-0.75",
  team_total: "team=away|total=1.5",
  next_goal: "goalnr=2",
};
const KEYS = [
  "home",
  "draw",
  "away",
  "home_draw",
  "home_away",
  "draw_away",
  "over",
  "under",
  "yes",
  "no",
  "none",
  "other",
  "2-1",
];

it("names a market after its sport where several have one of its id", () => {
  const market = { marketType: "odd_even", specifiers: "" };
  expect(marketName(t, { ...market, sportId: "football" })).toBe("Odd or even goals");
  expect(marketName(t, { ...market, sportId: "basketball" })).toBe("Odd or even points");
});

it.each(FOOTBALL_MARKETS.map(({ id }) => id))("calls %s and its outcomes what players see", (marketType) => {
  const m = createTranslator({ locale: "en", messages: en, namespace: "sports" });
  const specifiers = SPECIFIERS[marketType] ?? "";
  const participants = ["Sweden", "Norway"];
  const market = { marketType, specifiers, participants };
  expect(marketName(t, market).startsWith(players.marketFamilyName(m, market))).toBe(true);
  const hasLine = specifiers.includes("total=");
  for (const key of KEYS) {
    if (marketType === "asian_handicap" && key !== "home" && key !== "away") continue;
    if (hasLine !== (key === "over" || key === "under")) continue;
    if ((marketType === "correct_score") !== (key === "2-1" || key === "other")) continue;
    expect(outcomeName(t, market, key)).toBe(players.outcomeName(m, market, key));
  }
});
