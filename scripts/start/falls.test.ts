import { expect, it } from "vitest";
import { countFalls } from "./falls.ts";

it("waits longer after each quick fall, and gives up", () => {
  const fell = countFalls();
  const delays = Array.from({ length: 7 }, () => fell(100));
  expect(delays).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, null]);
});

it("begins anew after a steady life, however often that happens", () => {
  const fell = countFalls();
  fell(100);
  for (let killed = 0; killed < 20; killed += 1) expect(fell(10_000)).toBe(250);
  expect(fell(100)).toBe(500);
});
