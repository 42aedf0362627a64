import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bookMargin } from "./book-margin.ts";

const outcome = (odds: bigint | null, probability: number | null = null, active = true) => ({
  odds,
  probability,
  active,
});

describe("bookMargin", () => {
  it("is the overround of a book without fair probabilities", () => {
    expect(bookMargin([outcome(19_000n), outcome(19_000n)])).toBeCloseTo(2 / 1.9 - 1, 10);
  });

  it("measures against the fair sum where several outcomes win", () => {
    const fair = [0.75, 0.7, 0.55];
    const book = fair.map((p) => outcome(BigInt(Math.floor(10_000 / (p * 1.05))), p));
    expect(bookMargin(book)).toBeCloseTo(0.05, 3);
  });

  it("is unknown while an outcome has no price, and with nothing offered", () => {
    expect(bookMargin([outcome(19_000n), outcome(null)])).toBeNull();
    expect(bookMargin([])).toBeNull();
  });

  it("leaves out what the score has ruled out, and what is too unlikely to be offered", () => {
    const book = [outcome(19_000n, 0.5), outcome(19_000n, 0.4995)];
    const margin = 2 / 1.9 / 0.9995 - 1;
    expect(bookMargin([...book, outcome(null, 0, false)])).toBeCloseTo(margin, 10);
    expect(bookMargin([...book, outcome(null, 0.0005, false)])).toBeCloseTo(margin, 10);
  });

  it("is unknown when the active outcomes are not the whole book", () => {
    // 2–0 in the 70th minute: the home win is off.
    const off = outcome(null, 0.995, false);
    expect(bookMargin([off, outcome(260_000n, 0.004), outcome(900_000n, 0.001)])).toBeNull();
    expect(bookMargin([outcome(null, null, false), outcome(260_000n), outcome(900_000n)])).toBeNull();
  });

  it("takes a provider's book for whole when its odds add up to one or more", () => {
    const book = [outcome(20_000n), outcome(20_000n), outcome(50_000n, null, false)];
    expect(bookMargin(book)).toBeCloseTo(0, 10);
  });

  it("stays plausible for every subset of a priced book", () => {
    const any = fc.record({ probability: fc.double({ min: 0, max: 1, noNaN: true }), active: fc.boolean() });
    fc.assert(
      fc.property(fc.array(any, { minLength: 2, maxLength: 30 }), (drawn) => {
        const sum = drawn.reduce((all, { probability }) => all + probability, 0);
        fc.pre(sum > 0);
        const book = drawn.map(({ probability, active }) => {
          const fair = probability / sum;
          const odds = Math.max(10_100, Math.floor(10_000 / Math.max(fair * 1.05, 1e-3)));
          return { odds: BigInt(odds), probability: fair, active };
        });
        const margin = bookMargin(book);
        if (margin !== null) expect(margin).toBeLessThan(0.2);
      }),
    );
  });
});
