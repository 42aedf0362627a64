import * as fc from "fast-check";
import { expect, it } from "vitest";
import { chained, convert, inverse, type Rate, rateOf } from "./exchange.ts";
import { CURRENCY_CODES, decimalsOf, money } from "./money.ts";

const rate = (text: string): Rate => {
  const read = rateOf(text);
  if (!read) throw new Error(text);
  return read;
};

it.each([
  ["EUR", 1_000n, "JPY", "169.43", "half_even", 1_694n],
  ["JPY", 1_694n, "EUR", "0.0059021", "down", 999n],
  ["EUR", 10_000n, "KWD", "0.3567", "half_even", 35_670n],
  ["KWD", 1n, "EUR", "2.803", "down", 0n],
  ["KWD", 1n, "EUR", "2.803", "up", 1n],
  ["KWD", 1_500n, "JPY", "475", "half_even", 712n],
  ["KWD", 1_502n, "JPY", "475", "down", 713n],
  ["BTC", 1n, "EUR", "95000.5", "half_even", 0n],
  ["BTC", 12_345n, "EUR", "95000.5", "down", 1_172n],
  ["EUR", 5n, "BTC", "0.0000105263", "down", 52n],
  ["EUR", -1_000n, "JPY", "169.45", "down", -1_694n],
  ["EUR", -1_000n, "JPY", "169.45", "up", -1_695n],
  ["EUR", 50n, "JPY", "1", "half_even", 0n],
  ["EUR", 150n, "JPY", "1", "half_even", 2n],
] as const)("converts %s %s to %s at %s, rounded %s", (from, minor, to, text, rounding, expected) => {
  expect(convert(money(from, minor), to, rate(text), rounding)).toEqual(money(to, expected));
});

it.each(["", "0", "0.0", "-1", "1e3", "1,5", ".5", "1234567890123456"])("reads no rate from %j", (text) =>
  expect(rateOf(text)).toBeNull(),
);

it("is exact: there and back over another currency is the same amount", () => {
  const currency = fc.constantFrom(...CURRENCY_CODES);
  const value = fc.record({
    numerator: fc.bigInt({ min: 1n, max: 10n ** 18n }),
    denominator: fc.bigInt({ min: 1n, max: 10n ** 18n }),
  });
  fc.assert(
    fc.property(
      currency,
      fc.bigInt({ min: 0n, max: 10n ** 13n }),
      value,
      value,
      (code, minor, first, second) => {
        const round = chained(chained(first, second), inverse(chained(first, second)));
        expect(convert(money(code, minor), code, round, "up")).toEqual(money(code, minor));
      },
    ),
  );
});

it("rounds by less than one minor unit", () => {
  const currency = fc.constantFrom(...CURRENCY_CODES);
  fc.assert(
    fc.property(currency, currency, fc.bigInt({ min: 1n, max: 10n ** 12n }), (from, to, minor) => {
      const at = rate("1.234567");
      const down = convert(money(from, minor), to, at, "down").minor;
      const up = convert(money(from, minor), to, at, "up").minor;
      const near = convert(money(from, minor), to, at, "half_even").minor;
      const scale = 10n ** BigInt(decimalsOf(from));
      const exact = minor * at.numerator * 10n ** BigInt(decimalsOf(to));
      expect(down * at.denominator * scale <= exact && exact <= up * at.denominator * scale).toBe(true);
      expect(up - down <= 1n && (near === down || near === up)).toBe(true);
    }),
  );
});
