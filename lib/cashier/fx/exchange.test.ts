import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convert, inverse, rateOf } from "#lib/core/exchange.ts";
import { CURRENCY_CODES, type Currency, decimalsOf, money } from "#lib/core/money.ts";
import { exchanged, minorRate } from "./exchange.ts";

const rate = (text: string) => {
  const read = rateOf(text);
  if (!read) throw new Error(text);
  return read;
};

const currencies = fc.constantFrom(...CURRENCY_CODES);
const rates = fc
  .tuple(fc.bigInt(1n, 10n ** 12n), fc.bigInt(1n, 10n ** 12n))
  .map(([numerator, denominator]) => ({ numerator, denominator }));

it("covers currencies with 0, 2, 3 and 8 decimals", () => {
  expect([...new Set(CURRENCY_CODES.map(decimalsOf))].sort()).toEqual([0, 2, 3, 8]);
});

describe("an exchange", () => {
  it.each<[bigint, Currency, Currency, string, bigint, bigint]>([
    [1_000n, "USD", "EUR", "0.9", 900n, 0n],
    [999n, "USD", "EUR", "0.9", 899n, 1n],
    [1n, "JPY", "EUR", "0.0059", 0n, 1n],
    [10_000n, "EUR", "JPY", "169.43", 16_943n, 0n],
    [100n, "EUR", "KWD", "0.3333", 333n, 1n],
    [1_000n, "KWD", "EUR", "3.0003", 300n, 1n],
  ])("of %s %s in %s at %s credits %s and rounds %s", (amount, from, to, at, credited, rounding) => {
    expect(exchanged(amount, minorRate(rate(at), from, to))).toEqual({ credited, rounding });
  });

  it("never gives more than the rate, and loses less than a minor unit", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 15n), currencies, currencies, rates, (amount, from, to, at) => {
        const { numerator, denominator } = minorRate(at, from, to);
        const { credited, rounding } = exchanged(amount, { numerator, denominator });
        // Against the exact value, in numerators of one denominator.
        expect(credited * denominator).toBeLessThanOrEqual(amount * numerator);
        expect((credited + rounding) * denominator).toBeGreaterThanOrEqual(amount * numerator);
        expect((credited + 1n) * denominator).toBeGreaterThan(amount * numerator);
        expect([0n, 1n]).toContain(rounding);
        expect(credited).toBe(convert(money(from, amount), to, at, "down").minor);
        expect(credited + rounding).toBe(convert(money(from, amount), to, at, "up").minor);
      }),
    );
  });

  it("makes nothing there and back", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 12n), currencies, currencies, rates, (amount, from, to, at) => {
        const there = exchanged(amount, minorRate(at, from, to)).credited;
        const back = exchanged(there, minorRate(inverse(at), to, from)).credited;
        expect(back).toBeLessThanOrEqual(amount);
      }),
    );
  });

  it("gives no more in parts than at once", () => {
    const parts = fc.array(fc.bigInt(1n, 10n ** 9n), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(parts, currencies, currencies, rates, (amounts, from, to, at) => {
        const minor = minorRate(at, from, to);
        const inParts = amounts.reduce((sum, each) => sum + exchanged(each, minor).credited, 0n);
        const atOnce = exchanged(
          amounts.reduce((sum, each) => sum + each, 0n),
          minor,
        ).credited;
        expect(inParts).toBeLessThanOrEqual(atOnce);
        expect(atOnce - inParts).toBeLessThan(BigInt(amounts.length));
      }),
    );
  });
});
