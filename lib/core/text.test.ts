import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isEncodable, isName, isPlain, normalizeName } from "./text.ts";

describe("a text", () => {
  it("can be encoded unless it holds NUL or half a pair", () => {
    for (const text of ["", "a", "𝕏", "\u202e", "\n"]) expect(isEncodable(text)).toBe(true);
    for (const text of ["\0", "a\0b", "\ud800", "a\udc00", "\ud800a"]) expect(isEncodable(text)).toBe(false);
  });

  it("is plain without controls and directions", () => {
    for (const text of ["It was late.\nTwo lines.\tAnd a tab", "ضربة جزاء", "⚽ 2–1"])
      expect(isPlain(text)).toBe(true);
    for (const text of ["\u0007", "\u001b[2J", "a\u202eb", "\u2066a", "\u200f", "\u061c", "\u0085", "\ud800"])
      expect(isPlain(text)).toBe(false);
  });
});

describe("case 40: a name", () => {
  it.each([
    "Ada",
    "Jean-Luc",
    "O’Neill",
    "O'Neill",
    "Nguyễn Văn Đức",
    "Zoë",
    "محمد",
    "דוד",
    "สมชาย",
    "अर्जुन",
    "王小明",
    "한국",
    "player_7",
    "7 of 9",
    "J. R. R.",
  ])("may be %s", (name) => {
    expect(isName(normalizeName(name))).toBe(true);
  });

  it.each<[string, string]>([
    ["nothing", ""],
    ["spaces", "   \u00a0\u2003 "],
    ["zero width spaces", "\u200b\u200b\u200b"],
    ["joiners in a name", "A\u200dda"],
    ["soft hyphens", "A\u00adda"],
    ["fillers of Hangul", "\u3164\u3164"],
    ["empty braille", "\u2800\u2800"],
    ["an override", "\u202eadA"],
    ["isolates", "\u2066Ada\u2069"],
    ["a mark of direction", "Ada\u200f"],
    ["controls", "A\u0007da"],
    ["a line break", "Ada\nRobin"],
    ["NUL", "A\0da"],
    ["half a pair", "A\ud800da"],
    ["private use", "\ue000\ue001"],
    ["unassigned", "\u0378\u0379"],
    ["tags", "Ada\u{e0041}"],
    ["variation selectors", "Ada\ufe0f"],
    ["a flood of marks", "A\u0300\u0301\u0302\u0303\u0304\u0305\u0306da"],
    ["marks alone", "\u0300\u0301"],
    ["markup", "<b>Ada</b>"],
    ["a formula", "=1+1"],
    ["an address", "@ada"],
    ["pictures", "⚽⚽⚽"],
  ])("is not %s", (_, name) => {
    expect(isName(normalizeName(name))).toBe(false);
  });

  it("is the same however it was typed", () => {
    expect(normalizeName("  Ａｄａ\u3000\u00a0 Ｌ ")).toBe("Ada L");
    expect(normalizeName("Zoe\u0308")).toBe("Zoë");
  });

  it("is only of letters, marks, digits, spaces and four signs", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const name = normalizeName(text);
        if (!isName(name)) return;
        expect(name).toMatch(/^[\p{L}\p{M}\p{N} .'’\-_]+$/u);
        expect(normalizeName(name)).toBe(name);
      }),
      { numRuns: 2_000 },
    );
  });
});
