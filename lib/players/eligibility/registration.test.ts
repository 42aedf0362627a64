import { describe, expect, it } from "vitest";
import { isCurrency } from "#lib/core/money.ts";
import { ageOn, currencyIn, dateIn, isServed, minimumAgeIn, servedCountries } from "./registration.ts";

describe("ageOn", () => {
  it.each([
    ["2008-11-21", "2026-11-21", 18],
    ["2008-11-22", "2026-11-21", 17],
    ["2008-02-29", "2026-02-28", 17],
    ["2008-02-29", "2026-03-01", 18],
    ["2008-01-01", "2026-12-31", 18],
  ])("born %s is on %s %i", (born, today, age) => {
    expect(ageOn(born, today)).toBe(age);
  });
});

describe("dateIn", () => {
  it("is the country's own date", () => {
    const now = new Date("2026-11-21T23:30:00Z");
    expect(dateIn("DE", now)).toBe("2026-11-22");
    expect(dateIn("GB", now)).toBe("2026-11-21");
  });
  it("is the earliest date of a country with many zones", () => {
    expect(dateIn("US", new Date("2026-11-21T08:00:00Z"))).toBe("2026-11-20");
  });
  it("lets nobody in early where the zones are unknown", () => {
    expect(dateIn("AQ", new Date("2026-11-21T00:30:00Z")) <= "2026-11-21").toBe(true);
  });
});

it("knows which countries are served and from which age", () => {
  expect(isServed("KP")).toBe(false);
  expect(isServed("ZZ")).toBe(false);
  expect(servedCountries()).toContain("JP");
  expect(minimumAgeIn("BE")).toBe(21);
  expect(minimumAgeIn("SE")).toBe(18);
});

it("offers no place without residents", () => {
  for (const code of ["AQ", "BV", "HM", "TF", "GS", "UM", "IO"]) expect(isServed(code)).toBe(false);
  for (const code of ["GB", "FK", "GI", "SH", "PN"]) expect(servedCountries()).toContain(code);
});

it("knows a currency for every country that we serve", () => {
  for (const code of servedCountries()) expect(isCurrency(currencyIn(code))).toBe(true);
  expect(["GB", "US", "SE", "JP", "KW", "DE", "NO", "BO"].map((code) => currencyIn(code))).toEqual([
    "GBP",
    "USD",
    "SEK",
    "JPY",
    "KWD",
    "EUR",
    "NOK",
    "EUR",
  ]);
});
