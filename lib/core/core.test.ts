import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUuid, uuidv7 } from "./id.ts";
import { canonicalJson } from "./json.ts";
import { CURRENCY_CODES, money, parseMinor, toDecimalText } from "./money.ts";
import { combinedOdds, lineReturn, ODDS_SCALE, oddsFromFloat, oddsText } from "./odds.ts";
import { seededRandom } from "./random.ts";

const currency = fc.constantFrom(...CURRENCY_CODES);
const odds = fc.bigInt({ min: 10_100n, max: 10_000_000n });

describe("money as text", () => {
  it("reads back what it wrote", () => {
    fc.assert(
      fc.property(currency, fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }), (code, minor) => {
        expect(parseMinor(toDecimalText(money(code, minor)), code)).toBe(minor);
      }),
    );
  });

  it.each([
    ["12", 1_200n],
    ["12.5", 1_250n],
    [" 0,30 ", 30n],
    ["0.00", 0n],
  ])("reads %j as %s cents", (text, minor) => expect(parseMinor(text, "EUR")).toBe(minor));

  it.each([
    "",
    "-1",
    "+1",
    "1e3",
    "NaN",
    "Infinity",
    "1.005",
    "1.",
    ".5",
    "1 000",
    "0x10",
    "٣",
    "9999999999999999",
  ])("refuses %j", (text) => expect(parseMinor(text, "EUR")).toBeNull());

  it("keeps to the decimals of the currency", () => {
    expect(parseMinor("100", "JPY")).toBe(100n);
    expect(parseMinor("100.5", "JPY")).toBeNull();
    expect(parseMinor("1.234", "KWD")).toBe(1_234n);
    expect(parseMinor("1.2345", "KWD")).toBeNull();
    expect(toDecimalText(money("KWD", -5n))).toBe("-0.005");
    expect(toDecimalText(money("JPY", -5n))).toBe("-5");
    expect(toDecimalText(money("BTC", 1n))).toBe("0.00000001");
  });
});

describe("odds", () => {
  it("writes two decimals, and more only where they matter", () => {
    expect([22_500n, 10_100n, 15_250n, 12_345n, 1_000_000n].map(oddsText)).toEqual([
      "2.25",
      "1.01",
      "1.525",
      "1.2345",
      "100.00",
    ]);
  });

  it("never turns a model's price into a better one", () => {
    fc.assert(
      fc.property(fc.double({ min: 1.01, max: 1_000, noNaN: true }), (price) => {
        const offered = Number(oddsFromFloat(price)) / 10_000;
        expect(offered).toBeLessThanOrEqual(price + 1e-9);
        expect(price - offered).toBeLessThan(0.000_1 + 1e-9);
      }),
    );
  });

  it("pays a line exactly, rounded down once", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        fc.array(odds, { minLength: 1, maxLength: 20 }),
        (stake, legs) => {
          const { minor } = lineReturn(money("EUR", stake), legs);
          const exact = legs.reduce((all, leg) => all * leg, stake);
          const scale = ODDS_SCALE ** BigInt(legs.length);
          expect(minor * scale).toBeLessThanOrEqual(exact);
          expect((minor + 1n) * scale).toBeGreaterThan(exact);
        },
      ),
    );
  });

  it("does not depend on the order of legs", () => {
    fc.assert(
      fc.property(fc.array(odds, { minLength: 2, maxLength: 8 }), (legs) => {
        expect(combinedOdds(legs)).toBe(combinedOdds([...legs].reverse()));
      }),
    );
  });
});

describe("ids, json, randomness", () => {
  it("makes version 7 ids that sort by time", () => {
    const ids = [1_000, 2_000, 3_000_000_000_000].map(uuidv7);
    expect(ids.every(isUuid)).toBe(true);
    expect([...ids].sort()).toEqual(ids);
    expect(ids[0]?.charAt(14)).toBe("7");
    expect(new Set(Array.from({ length: 1_000 }, () => uuidv7(5))).size).toBe(1_000);
  });

  it("writes equal values as equal text", () => {
    expect(canonicalJson({ b: 1n, a: [{ d: null, c: "x" }] })).toBe('{"a":[{"c":"x","d":null}],"b":"1"}');
    expect(canonicalJson({ a: [{ c: "x", d: null }], b: 1n })).toBe(
      canonicalJson({ b: 1n, a: [{ d: null, c: "x" }] }),
    );
  });

  it("repeats a seed's numbers and spreads them evenly", () => {
    const draw = (seed: string) => Array.from({ length: 20_000 }, seededRandom(seed).float);
    const numbers = draw("a");
    expect(numbers).toEqual(draw("a"));
    expect(numbers).not.toEqual(draw("b"));
    const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
  });
});
