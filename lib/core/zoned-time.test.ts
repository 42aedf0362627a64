import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayOf, dayStart, instantOf, nextDay } from "./zoned-time.ts";

it.each([
  ["2026-11-21", "UTC", "2026-11-21T00:00:00.000Z"],
  ["2026-11-21", "Asia/Tokyo", "2026-11-20T15:00:00.000Z"],
  ["2026-11-21", "America/New_York", "2026-11-21T05:00:00.000Z"],
  ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
  ["2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
  ["2026-10-26", "Europe/Berlin", "2026-10-25T23:00:00.000Z"],
  // No midnight, two midnights, a day that was left out, and midnight a minute before the clocks went back.
  ["2026-03-29", "Atlantic/Azores", "2026-03-29T01:00:00.000Z"],
  ["2026-10-25", "Atlantic/Azores", "2026-10-25T00:00:00.000Z"],
  ["2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00.000Z"],
  ["2011-12-31", "Pacific/Apia", "2011-12-30T10:00:00.000Z"],
  ["2010-11-07", "America/St_Johns", "2010-11-07T02:30:00.000Z"],
])("%s in %s begins at %s", (day, zone, at) => {
  expect(dayStart(day, zone).toISOString()).toBe(at);
});

it.each([
  ["2026-11-21T18:30", "UTC", "2026-11-21T18:30:00.000Z"],
  ["2026-11-21T18:30:05", "Europe/Berlin", "2026-11-21T17:30:05.000Z"],
  ["2026-07-21T18:30", "Europe/Berlin", "2026-07-21T16:30:00.000Z"],
  ["2026-03-29T03:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
  ["2026-11-21T18:30", "Asia/Kolkata", "2026-11-21T13:00:00.000Z"],
  // Shown twice: the earlier. Skipped: as long after the change.
  ["2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
  ["2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00.000Z"],
  ["2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00.000Z"],
  ["2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
  ["2026-03-29T00:30", "Atlantic/Azores", "2026-03-29T01:30:00.000Z"],
])("%s on the clocks of %s is %s", (local, zone, at) => {
  expect(instantOf(local, zone).toISOString()).toBe(at);
});

const ZONES = Intl.supportedValuesOf("timeZone");
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FIRST_DAY = Date.UTC(2025, 0, 1) / DAY;

/** The day of each change of the clocks in 2025 and 2026, those beside it, and one other. */
const daysOf = (zone: string): string[] => {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  const offset = (day: number) => format.format(day * DAY).split(", ")[1];
  const days = ["2026-06-15"];
  const narrow = (from: number, to: number): void => {
    if (offset(from) === offset(to)) return;
    if (to - from === 1)
      for (const day of [from - 1, from, to, to + 1]) days.push(dayOf(new Date(day * DAY), zone));
    else {
      const middle = Math.floor((from + to) / 2);
      narrow(from, middle);
      narrow(middle, to);
    }
  };
  for (let day = FIRST_DAY; day < FIRST_DAY + 730; day += 28) narrow(day, day + 28);
  return days;
};

describe("days, in every time zone", () => {
  it("begin at their first moment, and each ends where the next begins", () => {
    const wrong: string[] = [];
    for (const zone of ZONES)
      for (const day of daysOf(zone)) {
        const [start, end] = [dayStart(day, zone).getTime(), dayStart(nextDay(day), zone).getTime()];
        const inside = [
          start,
          start + 1,
          start + 30 * 60_000,
          start + HOUR,
          (start + end) / 2,
          end - HOUR,
          end - 1,
        ];
        const days = inside.map((at) => dayOf(new Date(at), zone));
        const hours = (end - start) / HOUR;
        if (
          days.some((of) => of !== day) ||
          dayOf(new Date(start - 1), zone) >= day ||
          hours < 22 ||
          hours > 26
        )
          wrong.push(`${day} in ${zone}: ${new Date(start).toISOString()}, ${hours} hours, ${days}`);
      }
    expect(wrong).toEqual([]);
  });

  it("hold every moment of theirs, and a time that is shown is read back as itself or as an earlier one", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: Date.UTC(2005, 0, 1) / 1_000, max: Date.UTC(2035, 0, 1) / 1_000 }),
        (zone, seconds) => {
          const at = new Date(seconds * 1_000);
          const day = dayOf(at, zone);
          expect(dayStart(day, zone).getTime()).toBeLessThanOrEqual(at.getTime());
          const time = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "medium" }).format(at);
          const read = instantOf(`${day}T${time}`, zone).getTime();
          expect([0, 0.5, 1, 24]).toContain((at.getTime() - read) / HOUR);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

it("goes over the ends of months and years", () => {
  expect(nextDay("2026-12-31")).toBe("2027-01-01");
  expect(nextDay("2028-02-28")).toBe("2028-02-29");
});

it.each([
  ["2026-06-11T15:30:00.250Z", "UTC", "2026-06-11"],
  ["2026-06-11T23:30:00Z", "Europe/Stockholm", "2026-06-12"],
  ["2026-06-11T03:30:00Z", "America/New_York", "2026-06-10"],
  ["2026-06-11T18:14:59Z", "Asia/Kathmandu", "2026-06-11"],
])("%s in %s is a moment of %s", (at, zone, day) => {
  expect(dayOf(new Date(at), zone)).toBe(day);
});
