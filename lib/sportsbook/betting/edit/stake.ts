import { minBigint } from "#lib/core/money.ts";

/**
 * The stake of a line of the new bet: as the player chose it for a bet worth `seen`, but no more than the value of this moment and the money
 * that the player agreed to add pay for. Amounts are minor units.
 */
export const editedLineStake = (
  chosen: bigint,
  { lines, seen, value }: { lines: number; seen: bigint; value: bigint },
): bigint => {
  const count = BigInt(lines);
  const added = chosen * count > seen ? chosen * count - seen : 0n;
  return minBigint(chosen, (value + added) / count);
};

/** What the stake takes from the balance, or gives back to it, beside the value of the old bet. */
export const moneyOf = (stake: bigint, value: bigint): { added: bigint; paid: bigint } => ({
  added: stake > value ? stake - value : 0n,
  paid: value > stake ? value - stake : 0n,
});

/**
 * The system of a bet after selections were added or removed: a full cover stays one (a Trixie with a fourth selection is a Yankee), other systems
 * keep the sizes that are left. Undefined where one line is left: an accumulator, or a single.
 * @param was the sizes of the lines, without bankers, and of how many selections
 */
export const sizesAfter = (was: { sizes: readonly number[]; of: number }, of: number): number[] => {
  const smallest = Math.min(...was.sizes);
  const whole = was.sizes.length === was.of - smallest + 1 && was.sizes.includes(was.of);
  if (whole && smallest <= of) return Array.from({ length: of - smallest + 1 }, (_, at) => smallest + at);
  return was.sizes.filter((size) => size <= of);
};
