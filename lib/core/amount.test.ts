import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { type AmountFault, readAmount, readDecimal } from "./amount.ts";
import { CURRENCY_CODES, type Currency, decimalsOf, money, parseMinor } from "./money.ts";

const currencies = CURRENCY_CODES;

describe("an amount as people write it", () => {
  it.each<[string, Currency, bigint | AmountFault]>([
    ["12", "EUR", 1_200n],
    ["12.5", "EUR", 1_250n],
    ["0,30", "EUR", 30n],
    [".5", "EUR", 50n],
    ["5.", "EUR", 500n],
    ["１０００", "EUR", 100_000n],
    ["１，０００．５０", "EUR", 100_050n],
    ["€1,000.50", "EUR", 100_050n],
    ["1.000,50 €", "EUR", 100_050n],
    ["1 000,50 kr", "SEK", 100_050n],
    ["1\u202f000,50", "EUR", 100_050n],
    ["1'000.50", "EUR", 100_050n],
    ["EUR 12", "EUR", 1_200n],
    ["12 eur", "EUR", 1_200n],
    ["US$5", "USD", 500n],
    ["￥1,500", "JPY", 1_500n],
    ["1,234", "EUR", 123_400n],
    ["1,234,567", "EUR", 123_456_700n],
    ["\u200e12\u200f", "EUR", 1_200n],
    ["", "EUR", "empty"],
    [" \u00a0", "EUR", "empty"],
    ["€", "EUR", "empty"],
    ["-5", "EUR", "negative"],
    ["−5", "EUR", "negative"],
    ["－５", "EUR", "negative"],
    ["€-5", "EUR", "negative"],
    ["-€5", "EUR", "negative"],
    ["(5)", "EUR", "negative"],
    ["5-", "EUR", "negative"],
    ["$5", "EUR", "currency"],
    ["5 GBP", "EUR", "currency"],
    ["£5", "USD", "currency"],
    ["1e3", "EUR", "malformed"],
    ["+5", "EUR", "malformed"],
    ["10²", "EUR", "malformed"],
    ["½", "EUR", "malformed"],
    ["٣", "EUR", "malformed"],
    ["1 0", "EUR", "malformed"],
    ["12,34,56", "EUR", "malformed"],
    ["1.2.3", "EUR", "malformed"],
    ["1,000.500,00", "EUR", "malformed"],
    ["1,000 500", "EUR", "malformed"],
    [".", "EUR", "malformed"],
    ["0x10", "EUR", "malformed"],
    ["1.005", "EUR", "decimals"],
    ["0,500", "EUR", "decimals"],
    ["100.5", "JPY", "decimals"],
    ["1.500", "JPY", "decimals"],
    ["12.345", "KWD", 12_345n],
    ["0.5 KD", "KWD", 500n],
    ["د.ك 2.500", "KWD", 2_500n],
    ["1,234.567", "KWD", 1_234_567n],
    ["1234", "KWD", 1_234_000n],
    ["1.2345", "KWD", "decimals"],
    // A thousand, or a little more than one: with three decimals it could be either.
    ["1,234", "KWD", "malformed"],
    ["KD 1,234", "KWD", "malformed"],
    ["0.00012345", "BTC", 12_345n],
    ["₿1", "BTC", 100_000_000n],
    ["0.000000001", "BTC", "decimals"],
    ["9999999999999999", "EUR", "too_large"],
  ])("%j in %s is %s", (text, currency, expected) => {
    const read = readAmount(text, currency);
    expect(read.ok ? read.value : read.refusal).toBe(expected);
  });

  it("goes by the writer's decimal separator where one could stand for thousands", () => {
    expect(readAmount("1.234", "EUR", ",")).toMatchObject({ value: 123_400n });
    expect(readAmount("1,234", "EUR", ",")).toMatchObject({ refusal: "decimals" });
    expect(readAmount("12,5", "EUR", ",")).toMatchObject({ value: 1_250n });
    expect(readAmount("1,234", "KWD", ",")).toMatchObject({ value: 1_234n });
    expect(readAmount("1.234", "KWD", ",")).toMatchObject({ refusal: "malformed" });
  });

  it.each([
    ["en-GB", "."],
    ["de-DE", ","],
    ["fr-FR", ","],
    ["sv-SE", ","],
    ["de-CH", "."],
    ["ja-JP", "."],
  ] as const)("is read back as Intl writes it in %s", (locale, separator) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...currencies),
        fc.bigInt({ min: 0n, max: 10n ** 13n }),
        (currency, minor) => {
          const text = formatMoney(locale, money(currency, minor));
          expect(readAmount(text, currency, separator), text).toEqual({ ok: true, value: minor });
        },
      ),
    );
  });

  it("agrees with the wire format on everything that the wire accepts", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...currencies),
        fc.string({ unit: fc.constantFrom(..."0123456789.,") }),
        (currency, text) => {
          const strict = parseMinor(text, currency);
          if (strict === null) return;
          // Only the wire accepts what people may also mean as a thousand.
          const twoWays = decimalsOf(currency) >= 3 && /^[1-9]\d{0,2},\d{3}$/.test(text);
          expect(readAmount(text, currency)).toEqual(
            twoWays ? { ok: false, refusal: "malformed" } : { ok: true, value: strict },
          );
        },
      ),
    );
  });

  it("is never another number: what is read has the digits that are written, and nothing that says otherwise", () => {
    const narrow = (text: string) =>
      text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
    fc.assert(
      fc.property(
        fc.constantFrom(...currencies),
        fc.constantFrom<"." | ",">(".", ","),
        fc.oneof(
          fc.string({ unit: fc.constantFrom(..."0123456789.,-+eE '€$￥１０²½٣−()\u00a0") }),
          fc.string({ unit: "grapheme" }),
        ),
        (currency, separator, text) => {
          const read = readAmount(text, currency, separator);
          if (!read.ok) return;
          expect(text).not.toMatch(/[-+−()e²½٣]/i);
          const digits = narrow(text).replace(/[^0-9]/g, "");
          const written = read.value.toString().padStart(decimalsOf(currency), "0");
          expect(written.replace(/0+$/, "").replace(/^0+/, "")).toBe(
            digits.replace(/0+$/, "").replace(/^0+/, ""),
          );
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it("reads other decimals than money's", () => {
    expect(readDecimal("1,500.25", { decimals: 3 })).toMatchObject({ value: 1_500_250n });
  });
});
