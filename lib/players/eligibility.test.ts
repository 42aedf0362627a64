import { describe, expect, it } from "vitest";
import { ageOn, dateIn, isServed, minimumAgeIn, servedCountries } from "./eligibility.ts";

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

it("knows whom the house serves and from which age", () => {
  expect(isServed("KP")).toBe(false);
  expect(isServed("ZZ")).toBe(false);
  expect(servedCountries()).toContain("JP");
  expect(minimumAgeIn("BE")).toBe(21);
  expect(minimumAgeIn("SE")).toBe(18);
});
