import { expect, it } from "vitest";
import { withRegion } from "./locale.ts";
import { formatMoney } from "./money-format.ts";

const KICK_OFF = new Date("2026-11-21T20:05:00Z");

it.each([
  ["en-GB", "21 Nov 2026, 20:05"],
  ["en-US", "Nov 21, 2026, 8:05 PM"],
  // The house writes Swedish, this reader reads English: no Swedish months among English words.
  ["sv-SE", "Nov 21, 2026, 8:05 PM"],
])("a reader of English in a house of %s reads %s", (house, text) => {
  const format = new Intl.DateTimeFormat(withRegion("en", house), {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  });
  // Which kind of space stands before PM is the runtime's affair.
  expect(format.format(KICK_OFF).replace(/\s/g, " ")).toBe(text);
});

it("writes money as the region does", () => {
  expect(formatMoney(withRegion("en", "en-GB"), { currency: "EUR", minor: 123_456n })).toBe("€1,234.56");
  expect(formatMoney(withRegion("en", "en-IE"), { currency: "EUR", minor: 123_456n })).toBe("€1,234.56");
  expect(formatMoney(withRegion("en", "en-ZA"), { currency: "EUR", minor: 123_456n })).toMatch(
    /^€1\s234,56$/,
  );
});
