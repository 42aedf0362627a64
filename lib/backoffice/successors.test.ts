import { expect, it } from "vitest";
import type { ProcessBeat } from "./schema.ts";
import { successors } from "./successors.ts";

const MINUTE_MS = 60_000;
const now = Date.parse("2026-11-21T12:00:00Z");

/** @param started, heard minutes ago */
const beat = (
  instance: string,
  host: string,
  started: number,
  heard: number,
  process = "worker",
): ProcessBeat => ({
  instance,
  process,
  pid: 1,
  host,
  startedAt: new Date(now - started * MINUTE_MS),
  beatAt: new Date(now - heard * MINUTE_MS),
  beatAgeS: heard * 60,
  figures: {},
});

const took = (...beats: ProcessBeat[]): Record<string, string> =>
  Object.fromEntries([...successors(beats)].map(([gone, { instance }]) => [gone, instance]));

it("names who was started after the last beat, of the same kind", () => {
  expect(took(beat("old", "a", 60, 10), beat("new", "a", 9, 0))).toEqual({ old: "new" });
  expect(took(beat("old", "a", 60, 10), beat("new", "a", 9, 0, "web"))).toEqual({});
  expect(took(beat("old", "a", 60, 10), beat("beside", "a", 60, 0))).toEqual({});
});

it("prefers the own host, and gives each place to another process", () => {
  const [one, other] = [beat("one", "a", 60, 10), beat("other", "b", 60, 9)];
  expect(took(one, other, beat("on-b", "b", 8, 0), beat("on-a", "a", 7, 0))).toEqual({
    one: "on-a",
    other: "on-b",
  });
  expect(took(one, other, beat("on-b", "b", 8, 0))).toEqual({ other: "on-b" });
  expect(took(one, beat("on-c", "c", 8, 0))).toEqual({ one: "on-c" });
});

it("follows a process that was started and went again", () => {
  expect(took(beat("first", "a", 60, 30), beat("second", "a", 29, 10), beat("third", "a", 9, 0))).toEqual({
    first: "second",
    second: "third",
  });
});
