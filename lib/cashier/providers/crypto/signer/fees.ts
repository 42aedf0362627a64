/** Of EIP-1559, in wei for one unit of gas. */
export type Fees = { maxFee: bigint; priorityFee: bigint };

/** Nodes take a replacement from 10 % on, of both fees. */
const BUMP_PERCENT = 110n;

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const raised = (fee: bigint): bigint => max((fee * BUMP_PERCENT + 99n) / 100n, fee + 1n);

/** Fees that hold while the base fee doubles. */
export const firstFees = (baseFee: bigint, priorityFee: bigint): Fees => ({
  maxFee: 2n * baseFee + priorityFee,
  priorityFee,
});

/** Fees of a replacement: at least 10 % above both of the last attempt's, rounded up, and what the chain asks for now. */
export const bumpedFees = (last: Fees, now: Fees): Fees => {
  const priorityFee = max(raised(last.priorityFee), now.priorityFee);
  return { maxFee: max(max(raised(last.maxFee), now.maxFee), priorityFee), priorityFee };
};

/** Throws where a node would refuse the replacement. */
export const assertReplaces = (last: Fees, next: Fees): void => {
  const enough = (before: bigint, after: bigint) => after > before && after * 100n >= before * BUMP_PERCENT;
  if (!enough(last.maxFee, next.maxFee) || !enough(last.priorityFee, next.priorityFee))
    throw new Error("a replacement raises both fees by 10 % at least");
  if (next.priorityFee > next.maxFee) throw new Error("the priority fee is above the maximum fee");
};

const GWEI = 1_000_000_000;

/** Whether a fee is above what the operator pays for a unit of gas. @param capGwei in gwei, as the chain's caps have it */
export const aboveGasCap = ({ maxFee }: Fees, capGwei: number): boolean =>
  maxFee > BigInt(Math.round(capGwei * GWEI));
