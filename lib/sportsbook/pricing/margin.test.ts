import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ODDS_MAX, ODDS_MIN, oddsToFloat } from "#lib/core/odds.ts";
import { offeredOdds } from "./ladder.ts";
import { applyMargin, MARGIN_METHODS, overroundOf, removeMargin } from "./margin.ts";

const fairProbabilities = fc
  .array(fc.double({ min: 0.02, max: 1, noNaN: true }), { minLength: 2, maxLength: 26 })
  .map((weights) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  });
const method = fc.constantFrom(...MARGIN_METHODS);
const overround = fc.double({ min: 1.001, max: 1.2, noNaN: true });
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

describe("removing a margin", () => {
  it("gives Shin's published example", () => {
    const { probabilities, z } = removeMargin([2.6, 2.4, 4.3], "shin");
    expect(probabilities[0]).toBeCloseTo(0.3729941, 7);
    expect(probabilities[1]).toBeCloseTo(0.4047794, 7);
    expect(probabilities[2]).toBeCloseTo(0.2222265, 7);
    expect(z).toBeCloseTo(0.01694251, 8);
  });

  it("is the same by Shin and by equal shares with two outcomes", () => {
    const [shin, additive] = [removeMargin([1.5, 2.74], "shin"), removeMargin([1.5, 2.74], "additive")];
    expect(shin.probabilities[0]).toBeCloseTo(additive.probabilities[0] ?? 0, 12);
  });

  it("scales a book below one up again, by every method", () => {
    for (const by of MARGIN_METHODS) {
      expect(total(removeMargin([2.1, 2.1], by).probabilities)).toBeCloseTo(1, 12);
    }
  });

  it("does not take prices that are none", () => {
    expect(() => removeMargin([2, 1], "power")).toThrow(RangeError);
    expect(() => removeMargin([2], "power")).toThrow(RangeError);
    expect(() => removeMargin([2, Number.NaN], "power")).toThrow(RangeError);
  });
});

describe("margin", () => {
  const isCapped = (fair: readonly number[], inverse: readonly number[], target: number): boolean =>
    inverse.some((pi, i) => pi >= (fair[i] ?? 0) * (1 + 5 * (target - 1)) * (1 - 1e-12));

  it("sums to the overround where no outsider is capped, keeps the order, and comes off again", () => {
    fc.assert(
      fc.property(fairProbabilities, method, overround, (fair, by, target) => {
        const inverse = applyMargin(fair, by, target);
        const capped = isCapped(fair, inverse, target);
        expect(total(inverse)).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(total(inverse)).toBeLessThanOrEqual(target + 1e-9);
        if (!capped) expect(total(inverse)).toBeCloseTo(target, 9);
        for (let i = 1; i < fair.length; i += 1) {
          const [p, q] = [fair[i - 1] ?? 0, fair[i] ?? 0];
          if (p >= q) expect(inverse[i - 1]).toBeGreaterThanOrEqual(inverse[i] ?? 0);
          // Closer than that, two probabilities may round to one inverse price.
          if (p - q > 1e-12) expect(inverse[i - 1]).toBeGreaterThan(inverse[i] ?? 0);
        }
        fc.pre(!capped && inverse.every((pi) => pi < 1));
        const { probabilities } = removeMargin(
          inverse.map((pi) => 1 / pi),
          by,
        );
        expect(total(probabilities)).toBeCloseTo(1, 12);
        probabilities.forEach((p, i) => {
          expect(p).toBeCloseTo(fair[i] ?? 0, 7);
        });
      }),
    );
  });

  const lopsided = fc
    .record({
      outsiders: fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 }),
      share: fc.double({ min: 0.0001, max: 0.3, noNaN: true }),
    })
    .map(({ outsiders, share }) => [
      1 - share,
      ...outsiders.map((weight) => (share * weight) / total(outsiders)),
    ]);

  it("leaves every outsider at four fifths of fair or more at an overround of 1.05, down to the lowest price", () => {
    fc.assert(
      fc.property(lopsided, method, (fair, by) => {
        const inverse = applyMargin(fair, by, 1.05);
        for (const [i, p] of fair.entries()) {
          expect(1 / (inverse[i] ?? 0)).toBeGreaterThanOrEqual(0.8 / p - 1e-9);
          const odds = offeredOdds(p, inverse[i] ?? 0);
          // A rung of the ladder is at most a twentieth.
          if (odds !== null && odds < ODDS_MAX)
            expect(oddsToFloat(odds) * p).toBeGreaterThanOrEqual(0.8 * 0.95);
        }
      }),
    );
    for (const by of MARGIN_METHODS) {
      const fair = [1 - 1 / 55, 1 / 55];
      const inverse = applyMargin(fair, by, 1.05);
      expect(offeredOdds(fair[0] ?? 0, inverse[0] ?? 0)).toBe(ODDS_MIN);
      expect(oddsToFloat(offeredOdds(fair[1] ?? 0, inverse[1] ?? 0) ?? 0n)).toBeGreaterThanOrEqual(43.5);
    }
  });

  it("falls towards 1 without a jump as a favourite nears the lowest price", () => {
    const lowest = oddsToFloat(ODDS_MIN);
    for (const by of MARGIN_METHODS) {
      const bookAt = (share: number): number =>
        total(applyMargin([1 - share, share], by, 1.05).map((inverse) => Math.min(inverse, 1 / lowest)));
      let before = bookAt(0.5);
      for (let share = 0.5; share > 1 - 1 / lowest; share -= 1e-4) {
        const book = bookAt(share);
        expect(Math.abs(book - before)).toBeLessThan(1e-3);
        before = book;
      }
      expect(before).toBeLessThan(1.005);
    }
  });

  it("never lifts a power price of a near certainty to or below evens of stake", () => {
    for (const inverse of applyMargin([0.999, 0.001], "power", 1.08)) expect(inverse).toBeLessThan(1);
  });

  it("spreads twice the overround over double chance", () => {
    for (const by of MARGIN_METHODS)
      expect(total(applyMargin([0.8, 0.7, 0.5], by, 1.05))).toBeCloseTo(2.1, 9);
  });
});

describe("the price ladder", () => {
  it("only adds to the book where no price is lifted to the lowest", () => {
    fc.assert(
      fc.property(fairProbabilities, method, overround, (fair, by, target) => {
        const inverse = applyMargin(fair, by, target);
        const odds = fair.map((p, i) => offeredOdds(p, inverse[i] ?? 0));
        fc.pre(odds.every((price) => price !== null && price > ODDS_MIN));
        const floats = odds.map((price) => oddsToFloat(price ?? 0n));
        const book = overroundOf(floats);
        expect(book).toBeGreaterThanOrEqual(total(inverse) - 1e-9);
        expect(book).toBeLessThan(total(inverse) * 1.03);
      }),
    );
  });

  it("never offers above fair, nor outside the policy's range", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 1, max: 1.3, noNaN: true }),
        (fair, margin) => {
          const odds = offeredOdds(fair, fair * margin);
          if (odds === null) return;
          expect(odds >= ODDS_MIN && odds <= ODDS_MAX).toBe(true);
          expect(oddsToFloat(odds) * fair).toBeLessThanOrEqual(1 + 1e-9);
        },
      ),
    );
  });

  it.each([
    [0.6, 0.63, 15_800n],
    [0.3, 0.3095, 32_200n],
    [0.15, 0.1501, 66_000n],
    [0.0002, 0.0004, 10_000_000n],
    [0.985, 0.999, 10_100n],
    [0.00001, 0.00002, null],
    [0.995, 0.999, null],
    [0, 0, null],
  ])("fair %d with margin %d is offered at %s", (fair, inverse, odds) => {
    expect(offeredOdds(fair, inverse)).toBe(odds);
  });
});
