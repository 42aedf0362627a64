import { expect, it } from "vitest";
import { dayStart, instantOf, nextDay } from "./zoned-time.ts";

it.each([
  ["2026-11-21", "UTC", "2026-11-21T00:00:00.000Z"],
  ["2026-11-21", "Asia/Tokyo", "2026-11-20T15:00:00.000Z"],
  ["2026-11-21", "America/New_York", "2026-11-21T05:00:00.000Z"],
  ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
  ["2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
  ["2026-10-26", "Europe/Berlin", "2026-10-25T23:00:00.000Z"],
])("%s in %s begins at %s", (day, zone, at) => {
  expect(dayStart(day, zone).toISOString()).toBe(at);
});

it.each([
  ["2026-11-21T18:30", "UTC", "2026-11-21T18:30:00.000Z"],
  ["2026-11-21T18:30:05", "Europe/Berlin", "2026-11-21T17:30:05.000Z"],
  ["2026-07-21T18:30", "Europe/Berlin", "2026-07-21T16:30:00.000Z"],
  ["2026-03-29T03:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
  ["2026-11-21T18:30", "Asia/Kolkata", "2026-11-21T13:00:00.000Z"],
])("%s on the clocks of %s is %s", (local, zone, at) => {
  expect(instantOf(local, zone).toISOString()).toBe(at);
});

it("goes over the ends of months and years", () => {
  expect(nextDay("2026-12-31")).toBe("2027-01-01");
  expect(nextDay("2028-02-28")).toBe("2028-02-29");
});
