import fc from "fast-check";
import { expect, it } from "vitest";
import { ticksOf } from "./activity-plot.tsx";

it("has few lines, evenly apart, that hold every value and zero", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { maxLength: 40 }), (values) => {
      const ticks = ticksOf(values);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.some((tick) => Math.abs(tick) === 0)).toBe(true);
      expect(ticks[0]).toBeLessThanOrEqual(Math.min(0, ...values));
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(Math.max(0, ...values));
    }),
  );
});

it.each([
  [
    [0, 0],
    [0, 1],
  ],
  [
    [30, 70],
    [0, 50, 100],
  ],
  [
    [-1_200, 800],
    [-2_000, -1_000, 0, 1_000],
  ],
])("of %j are %j", (values, ticks) => {
  expect(ticksOf(values)).toEqual(ticks);
});
