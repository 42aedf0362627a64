import clsx from "clsx";
import type { Format } from "./format.ts";

/** A result of the operator: its sign as plus or minus and as colour. */
export function Result({ minor, currency, format }: { minor: bigint; currency: string; format: Format }) {
  return (
    <span className={clsx("figures", minor < 0n && "text-down", minor > 0n && "text-up")}>
      {format.signed(minor, currency)}
    </span>
  );
}
