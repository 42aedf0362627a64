import fc from "fast-check";
import { expect, it } from "vitest";
import { deadHeatFraction } from "./dead-heat.ts";

it.each([
  ["0.5", 1, 2],
  ["1", 1, 1],
  ["0.33", 1, 3],
  ["0.3333", 1, 3],
  ["0.33333333", 1, 3],
  ["0.66", 2, 3],
  ["0.67", 2, 3],
  ["0.25", 1, 4],
  ["0.3", 3, 10],
  ["0.1429", 1, 7],
  ["2/3", 2, 3],
])("reads %s as %i of %i", (text, numerator, denominator) => {
  expect(deadHeatFraction(text)).toEqual({ numerator, denominator });
});

it.each(["0", "0.0", "1.1", "-0.5", "3/2", "0/3", "1/0", "x", "", "0.5e1"])("refuses %s", (text) => {
  expect(deadHeatFraction(text)).toBeNull();
});

it("finds every share of up to twelve tied again from four written places, rounded or cut off", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 11 }), (tied, places) => {
      fc.pre(places < tied);
      const exact = places / tied;
      for (const text of [exact.toFixed(4), (Math.floor(exact * 10_000) / 10_000).toFixed(4)]) {
        const found = deadHeatFraction(text);
        expect(found && found.numerator * tied).toBe(found && found.denominator * places);
      }
    }),
  );
});
