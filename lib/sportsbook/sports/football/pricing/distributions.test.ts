import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scoreGrid } from "../ratings/dixon-coles.ts";
import { aboveLine, balancedLine, distributionsOf } from "./distributions.ts";

const rate = fc.double({ min: 0.05, max: 4, noNaN: true });

describe("a line on a count", () => {
  it("makes the push explicit: two goals of three possible, line 2", () => {
    const counts = { from: 1, mass: Float64Array.of(0.2, 0.5, 0.3) };
    expect(aboveLine(counts, 2)).toBeCloseTo(0.3 / 0.5, 12);
    expect(aboveLine(counts, 2.25)).toBeCloseTo(0.3 / (0.3 + 0.25 + 0.2), 12);
    expect(aboveLine(counts, 1.75)).toBeCloseTo((0.3 + 0.25) / (0.3 + 0.25 + 0.2), 12);
    expect(aboveLine(counts, 1.5)).toBeCloseTo(0.8, 12);
  });

  it("is harder to pass the higher it stands, and the balanced one is the evenest of all", () => {
    fc.assert(
      fc.property(rate, rate, (lambda, mu) => {
        const { total, difference } = distributionsOf(scoreGrid(lambda, mu, 0));
        for (const [counts, lowest] of [
          [total, 0.25],
          [difference, -5.25],
        ] as const) {
          const even = Math.abs(aboveLine(counts, balancedLine(counts, lowest)) - 0.5);
          for (let line = lowest; line < 6; line += 0.25) {
            expect(aboveLine(counts, line + 0.25)).toBeLessThanOrEqual(aboveLine(counts, line) + 1e-12);
            expect(even).toBeLessThanOrEqual(Math.abs(aboveLine(counts, line) - 0.5) + 1e-12);
          }
        }
      }),
    );
  });
});
