import { expect, it } from "vitest";
import { periodOf, readWhen } from "./when.ts";

const NOW = new Date("2026-03-28T23:30:00Z");

it("knows the parts of time that an address may ask for, and nothing else", () => {
  expect(readWhen("tomorrow")).toBe("tomorrow");
  for (const odd of [undefined, "", "yesterday", ["today"], "TODAY"]) expect(readWhen(odd)).toBeNull();
});

it("counts days as the reader's clock does, also where it changes", () => {
  const iso = (when: "today" | "tomorrow", zone: string) =>
    Object.values(periodOf(when, NOW, zone)).map((at) => at.toISOString());
  expect(iso("today", "UTC")).toEqual(["2026-03-28T00:00:00.000Z", "2026-03-29T00:00:00.000Z"]);
  // In Berlin it is past midnight, of the day that loses an hour.
  expect(iso("today", "Europe/Berlin")).toEqual(["2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"]);
  expect(iso("tomorrow", "Europe/Berlin")).toEqual(["2026-03-29T22:00:00.000Z", "2026-03-30T22:00:00.000Z"]);
});

it("keeps a match in the next hour that is late", () => {
  expect(periodOf("hour", NOW, "UTC")).toEqual({
    from: new Date("2026-03-28T22:30:00Z"),
    until: new Date("2026-03-29T00:30:00Z"),
  });
});
