import { describe, expect, it } from "vitest";
import { startOfDay } from "./day.ts";

describe("startOfDay", () => {
  it.each([
    ["2026-06-11T15:30:00.250Z", "UTC", "2026-06-11T00:00:00.000Z"],
    ["2026-06-11T23:30:00Z", "Europe/Stockholm", "2026-06-11T22:00:00.000Z"],
    ["2026-06-11T03:30:00Z", "America/New_York", "2026-06-10T04:00:00.000Z"],
    ["2026-06-11T03:30:00Z", "Asia/Kathmandu", "2026-06-10T18:15:00.000Z"],
    // The clocks went forward at 02:00 and back at 03:00 that night.
    ["2026-03-29T12:00:00Z", "Europe/Stockholm", "2026-03-28T23:00:00.000Z"],
    ["2026-10-25T12:00:00Z", "Europe/Stockholm", "2026-10-24T22:00:00.000Z"],
  ])("of %s in %s is %s", (now, zone, start) => {
    expect(startOfDay(new Date(now), zone).toISOString()).toBe(start);
  });
});
