import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ODDS_MAX, ODDS_MIN, type Odds } from "#lib/core/odds.ts";
import { ODDS_FORMATS, type OddsFormat } from "#lib/core/settings.ts";
import { offeredOdds } from "#lib/sportsbook/pricing/index.ts";
import { formatOdds, formatOddsMove } from "./odds-format.ts";

/** What the text promises for a stake of one, return included, as a fraction [over, under]. */
const promised = (text: string, format: OddsFormat): [bigint, bigint] => {
  const sign = text.startsWith("−") ? -1 : 1;
  const figures = text.replace(/^[+−]/, "");
  if (figures.includes("/")) {
    const [over, under] = figures.split("/").map(BigInt) as [bigint, bigint];
    return [over + under, under];
  }
  const value = BigInt(Math.round(Number(figures) * 10_000));
  if (format === "decimal" || format === "fractional") return [value, 10_000n];
  const unit = format === "american" ? 1_000_000n : 10_000n;
  return sign > 0 ? [unit + value, unit] : [value + unit, value];
};

const overstates = (odds: Odds, format: OddsFormat): boolean => {
  const [over, under] = promised(formatOdds(odds, format), format);
  return over * 10_000n > odds * under;
};

/** How much less than the return is shown, as a part of it. */
const withheld = (odds: Odds, format: OddsFormat): number => {
  const [over, under] = promised(formatOdds(odds, format), format);
  return 1 - (Number(over) / Number(under)) * (10_000 / Number(odds));
};

const pricesOffered = (): Odds[] => {
  const prices = new Set<Odds>();
  for (let odds = ODDS_MIN; odds <= ODDS_MAX; odds += odds < 100_000n ? 100n : 2_500n) {
    const offered = offeredOdds(0.5, 10_000 / Number(odds));
    if (offered !== null) prices.add(offered);
  }
  return [...prices];
};

describe("formatOdds", () => {
  it.each([
    ["decimal", 22_500n, "2.25"],
    ["decimal", 10_450n, "1.045"],
    ["fractional", 22_500n, "5/4"],
    ["fractional", 20_000n, "1/1"],
    ["fractional", 25_000n, "6/4"],
    ["fractional", 12_000n, "1/5"],
    ["fractional", 19_100n, "10/11"],
    ["fractional", 23_700n, "27/20"],
    ["fractional", 172_500n, "16/1"],
    ["fractional", 89_000n, "15/2"],
    ["fractional", 1_010_000n, "100/1"],
    ["fractional", 10_005n, "1.0005"],
    ["american", 25_000n, "+150"],
    ["american", 20_000n, "+100"],
    ["american", 15_000n, "−200"],
    ["american", 19_091n, "−110"],
    ["american", 17_100n, "−141"],
    ["hong_kong", 22_500n, "1.25"],
    ["hong_kong", 10_450n, "0.045"],
    ["malay", 17_500n, "0.75"],
    ["malay", 30_000n, "−0.50"],
    ["malay", 28_200n, "−0.55"],
    ["indonesian", 30_000n, "2.00"],
    ["indonesian", 15_000n, "−2.00"],
  ] as const)("%s of %s is %s", (format, odds, text) => {
    expect(formatOdds(odds, format)).toBe(text);
  });

  it("writes evens alike on both sides of the sign", () => {
    expect(formatOdds(20_000n, "malay")).toBe(formatOdds(20_000n, "indonesian"));
  });

  it.each(ODDS_FORMATS)("never promises more than is paid, for every price that is offered: %s", (format) => {
    expect(pricesOffered().length).toBeGreaterThan(500);
    expect(pricesOffered().filter((odds) => overstates(odds, format))).toEqual([]);
  });

  it("never promises more than is paid, for combined odds either", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 10_001n, max: 10n ** 12n }),
        fc.constantFrom(...ODDS_FORMATS),
        (odds, format) => {
          expect(overstates(odds, format)).toBe(false);
        },
      ),
    );
  });

  it("keeps close to what is paid", () => {
    for (const odds of pricesOffered()) expect(withheld(odds, "fractional")).toBeLessThan(0.055);
    for (const odds of pricesOffered()) expect(withheld(odds, "american")).toBeLessThan(0.005);
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

  it("tells a change apart that is smaller than a step of the format", () => {
    expect(formatOddsMove(23_700n, 23_600n, "fractional")).toEqual({ was: "2.37", now: "2.36" });
    expect(formatOddsMove(22_500n, 23_500n, "fractional")).toEqual({ was: "5/4", now: "27/20" });
  });
});
