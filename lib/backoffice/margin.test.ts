import { describe, expect, it } from "vitest";
import { bookMargin } from "./margin.ts";

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

  it("leaves out what is not offered", () => {
    expect(bookMargin([outcome(20_000n), outcome(20_000n), outcome(50_000n, null, false)])).toBeCloseTo(
      0,
      10,
    );
  });
});
