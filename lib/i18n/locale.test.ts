import { expect, it } from "vitest";
import { withRegion } from "./locale.ts";
import { formatMoney } from "./money-format.ts";

const KICK_OFF = new Date("2026-11-21T20:05:00Z");

it.each([
  ["en-GB", "21 Nov 2026, 20:05"],
  ["en-US", "Nov 21, 2026, 8:05 PM"],
  // The operator's region is Swedish, the viewer reads English: no Swedish months among English words.
  ["sv-SE", "Nov 21, 2026, 8:05 PM"],
])("an English text of an operator in %s has %s", (house, text) => {
  const format = new Intl.DateTimeFormat(withRegion("en", house), {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  });
  // Which kind of space comes before PM depends on the runtime.
  expect(format.format(KICK_OFF).replace(/\s/g, " ")).toBe(text);
});

it("writes money as the region does", () => {
  expect(formatMoney(withRegion("en", "en-GB"), { currency: "EUR", minor: 123_456n })).toBe("€1,234.56");
  expect(formatMoney(withRegion("en", "en-IE"), { currency: "EUR", minor: 123_456n })).toBe("€1,234.56");
  expect(formatMoney(withRegion("en", "en-ZA"), { currency: "EUR", minor: 123_456n })).toMatch(
    /^€1\s234,56$/,
  );
});

it.each([
  ["JPY", 1_234n, "¥1,234", "¥1,234"],
  ["KWD", 1_234_567n, "KWD 1,234.567", "KWD 1,234.567"],
  ["KWD", 2_000n, "KWD 2.000", "KWD 2"],
  ["BTC", 50_000n, "BTC 0.00050000", "BTC 0.0005"],
] as const)("writes %s %s with the decimals of the currency", (currency, minor, text, short) => {
  const plain = (formatted: string) => formatted.replace(/\s/g, " ");
  expect(plain(formatMoney("en-GB", { currency, minor }))).toBe(text);
  expect(plain(formatMoney("en-GB", { currency, minor }, { short: true }))).toBe(short);
});
