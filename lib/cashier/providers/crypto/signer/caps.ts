import type { ChainConfig } from "../config.ts";

/** Why a withdrawal waits for staff; null where it may go by itself. All amounts are cents of a euro. Pure. */
export const aboveCaps = (
  value: bigint,
  lastHour: bigint,
  { perTransfer, perHour }: Pick<ChainConfig["caps"], "perTransfer" | "perHour">,
): "above_transfer_cap" | "above_hour_cap" | null => {
  if (value > perTransfer) return "above_transfer_cap";
  return lastHour + value > perHour ? "above_hour_cap" : null;
};
