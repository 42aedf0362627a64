import { describe, expect, it } from "vitest";
import { editedLineStake, moneyOf, sizesAfter } from "./stake.ts";

describe("the stake of a line", () => {
  const one = { lines: 1, seen: 1_000n };
  it("is what was chosen while value and agreed money pay for it", () => {
    expect(editedLineStake(1_000n, { ...one, value: 1_000n })).toBe(1_000n);
    expect(editedLineStake(1_500n, { ...one, value: 1_000n })).toBe(1_500n);
    expect(editedLineStake(400n, { ...one, value: 900n })).toBe(400n);
    // A value that has risen is paid out.
    expect(editedLineStake(1_000n, { ...one, value: 1_200n })).toBe(1_000n);
  });
  it("falls with the value, so that no more is taken from the balance than was agreed", () => {
    expect(editedLineStake(1_000n, { ...one, value: 970n })).toBe(970n);
    expect(editedLineStake(1_500n, { ...one, value: 970n })).toBe(1_470n);
    expect(editedLineStake(300n, { lines: 4, seen: 1_202n, value: 1_190n })).toBe(297n);
  });
});

it("takes what is missing from the balance, and pays what is over", () => {
  expect(moneyOf(1_200n, 902n)).toEqual({ added: 298n, paid: 0n });
  expect(moneyOf(500n, 902n)).toEqual({ added: 0n, paid: 402n });
});

it("keeps a full cover full, and of other systems the sizes that fit", () => {
  expect(sizesAfter({ sizes: [2, 3], of: 3 }, 4)).toEqual([2, 3, 4]);
  expect(sizesAfter({ sizes: [1, 2, 3], of: 3 }, 2)).toEqual([1, 2]);
  expect(sizesAfter({ sizes: [2], of: 4 }, 3)).toEqual([2]);
  expect(sizesAfter({ sizes: [3], of: 4 }, 2)).toEqual([]);
});
