import type { RefusedBet } from "./placement.ts";
import type { Slip, SlipBet } from "./store.ts";

/**
 * Whether a bet that was rejected after its delay returns to the slip automatically: only if the slip is empty, or
 * has only selections that returned the same way. A slip that the player is filling is never changed.
 */
export const returnsToSlip = (
  bet: Pick<SlipBet, "legs">,
  { legs, mode }: Pick<Slip, "legs" | "mode">,
  refused: readonly Pick<RefusedBet, "bet" | "id">[],
): boolean => {
  if (legs.length === 0) return true;
  const back = refused.flatMap((each) => (each.id === null ? [] : each.bet.legs));
  return (
    mode === "single" &&
    bet.legs.length === 1 &&
    legs.every((leg) =>
      back.some(({ marketId, outcomeKey }) => marketId === leg.marketId && outcomeKey === leg.outcomeKey),
    )
  );
};
