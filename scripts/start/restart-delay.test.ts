import { expect, it } from "vitest";
import { restartDelays } from "./restart-delay.ts";

it("waits longer after each quick failure, and gives up", () => {
  const fell = restartDelays();
  const delays = Array.from({ length: 7 }, () => fell(100, false));
  expect(delays).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, null]);
});

it("begins anew after a steady life, however often that happens", () => {
  const fell = restartDelays();
  fell(100, false);
  for (let times = 0; times < 20; times += 1) expect(fell(10_000, false)).toBe(250);
  expect(fell(100, false)).toBe(500);
});

it("never gives up what is killed from outside, and lets it wait a second at most", () => {
  const fell = restartDelays();
  const delays = Array.from({ length: 30 }, () => fell(100, true));
  expect(delays.slice(0, 4)).toEqual([250, 500, 1_000, 1_000]);
  expect(new Set(delays.slice(2))).toEqual(new Set([1_000]));
  expect(fell(100, false)).not.toBeNull();
});
