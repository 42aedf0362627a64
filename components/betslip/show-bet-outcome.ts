import type { EndedBet } from "#lib/sportsbook/betting/schema.ts";
import { placement } from "./placement.ts";
import { returnsToSlip } from "./returns-to-slip.ts";
import { type SlipBet, slip } from "./store.ts";

/**
 * Shows how a pending bet ended: its receipt, or why it was rejected, with the bet back on the slip if that is free.
 * Returns what to announce; null if this device has shown it before.
 */
export const showBetOutcome = (
  account: string,
  id: string,
  bet: SlipBet,
  end: EndedBet,
): "placed" | "notPlaced" | null => {
  if (slip.owner() !== account || !slip.ended(id)) return null;
  if (end.status === "accepted") {
    placement.placed(end, bet);
    return "placed";
  }
  if (returnsToSlip(bet, slip.current(), placement.current().refused)) slip.putBack(bet);
  placement.refused({ bet, refusal: end.refusal, id });
  return "notPlaced";
};
