import clsx from "clsx";

/**
 * A result as a bar from a centre line: right is a profit of the operator, left a loss. `scale` is the largest
 * amount, so that bars in a column compare.
 */
export function NetBar({ net, scale }: { net: bigint; scale: bigint }) {
  const share = scale === 0n ? 0 : Number(((net < 0n ? -net : net) * 1_000n) / scale) / 10;
  return (
    <span aria-hidden className="relative block h-2.5 w-full min-w-16 overflow-hidden rounded-sm bg-raised">
      <span
        className={clsx("absolute inset-y-0", net < 0n ? "right-1/2 bg-down" : "left-1/2 bg-up")}
        style={{ width: `${share / 2}%` }}
      />
      <span className="absolute inset-y-0 left-1/2 w-px bg-muted/60" />
    </span>
  );
}

export const scaleOf = (nets: readonly bigint[]): bigint =>
  nets.reduce((widest, net) => {
    const size = net < 0n ? -net : net;
    return size > widest ? size : widest;
  }, 0n);
