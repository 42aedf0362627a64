import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatOdds, ODDS_FORMATS } from "./odds-format.ts";

describe("formatOdds", () => {
  it.each([
    ["decimal", 22_500n, "2.25"],
    ["decimal", 10_450n, "1.045"],
    ["fractional", 22_500n, "5/4"],
    ["fractional", 20_000n, "1/1"],
    ["fractional", 19_100n, "10/11"],
    ["fractional", 23_700n, "11/8"],
    ["fractional", 1_010_000n, "100/1"],
    ["american", 25_000n, "+150"],
    ["american", 20_000n, "+100"],
    ["american", 15_000n, "−200"],
    ["american", 19_091n, "−110"],
    ["hong_kong", 22_500n, "1.25"],
    ["malay", 17_500n, "0.75"],
    ["malay", 30_000n, "−0.50"],
    ["indonesian", 30_000n, "2.00"],
    ["indonesian", 15_000n, "−2.00"],
  ] as const)("%s of %s is %s", (format, odds, text) => {
    expect(formatOdds(odds, format)).toBe(text);
  });

  it("says evens alike on both sides of the sign", () => {
    expect(formatOdds(20_000n, "malay")).toBe(formatOdds(20_000n, "indonesian"));
  });

  it("keeps a fraction within one percent of the profit", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 11_000n, max: 10_000_000n }), (odds) => {
        const [over, under] = formatOdds(odds, "fractional").split("/").map(Number);
        const profit = Number(odds - 10_000n) / 10_000;
        expect(Math.abs((over as number) / (under as number) - profit)).toBeLessThanOrEqual(profit * 0.01);
      }),
    );
  });

  it("never shows a stray sign or an empty price", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 10_100n, max: 10_000_000n }),
        fc.constantFrom(...ODDS_FORMATS),
        (odds, format) => {
          expect(formatOdds(odds, format)).toMatch(/^[+−]?\d+(\.\d{2,4}|\/\d+)?$/);
        },
      ),
    );
  });
});
