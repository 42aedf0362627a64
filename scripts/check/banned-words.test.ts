import { describe, expect, it } from "vitest";
import { bannedNames, bannedTexts, bannedWords, declaredNames } from "./banned-words.ts";

it("finds no banned word of the glossary in names and messages", () => {
  const { findings, files } = bannedWords();
  expect(findings, "use the term of docs/GLOSSARY.md").toEqual([]);
  expect(files).toBeGreaterThan(900);
});

describe("a planted violation", () => {
  it.each(["standings", "legStanding", "MARKET_STANDING", "settlement_deed", "feed-tenure.ts", "wagerTotal"])(
    "is found in the name %s",
    (name) => {
      expect(bannedNames("lib/x.ts", [name])).toHaveLength(1);
    },
  );

  it("is found in declarations and properties, not in comments or longer words", () => {
    const text = `
      // the deed
      const outstanding = 1;
      type Deed = { kind: string };
      const row = {
        danger: null,
      };`;
    expect(bannedNames("lib/x.ts", declaredNames(text)).map(({ name }) => name)).toEqual(["Deed", "danger"]);
  });

  it("is found in keys and texts of a catalogue", () => {
    const catalogue = { slip: { coupon: "Empty", title: "A wager of the house" }, ok: "Bet slip" };
    expect(bannedTexts("en.json", catalogue).map(({ name }) => name)).toEqual(["coupon", "slip.title"]);
  });

  it("is let through only where it is allowed", () => {
    expect(bannedNames("components/ui/button-class.ts", ["danger"])).toEqual([]);
    expect(bannedNames("components/ui/badge.tsx", ["dangerOf"])).toHaveLength(1);
    expect(bannedNames("lib/x.ts", ["danger"])).toHaveLength(1);
  });
});
