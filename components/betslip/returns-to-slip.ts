import type { RefusedBet } from "./placement.ts";
import type { Slip, SlipBet } from "./store.ts";

/**
 * Whether a bet that was refused at the end of its delay goes back to the slip by itself: when nothing is on it, or only
 * what came back so before. What the player is filling meanwhile is never touched.
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
