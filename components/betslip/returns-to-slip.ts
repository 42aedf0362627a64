import { rowOf } from "./lines.ts";
import type { RefusedBet } from "./placement.ts";
import type { Slip, SlipBet } from "./store.ts";
import { legIdOf } from "./stored-slip.ts";

/**
 * Whether a bet that was rejected after its delay returns to the slip automatically: only if the slip is empty, or
 * has only selections that returned the same way and of which no other bet is made by its return. A slip that the
 * player is filling is never changed.
 */
export const returnsToSlip = (
  bet: Pick<SlipBet, "legs">,
  { legs, stakes }: Pick<Slip, "legs" | "stakes">,
  refused: readonly Pick<RefusedBet, "bet" | "id">[],
): boolean => {
  if (legs.length === 0) return true;
  const back = new Set(refused.flatMap((each) => (each.id === null ? [] : each.bet.legs.map(legIdOf))));
  const held = legs.map(legIdOf);
  if (!held.every((id) => back.has(id))) return false;
  const ids = bet.legs.map(legIdOf);
  if (ids.length > 1) return held.every((id) => ids.includes(id));
  return held.includes(rowOf(bet)) || Object.keys(stakes).every((row) => held.includes(row));
};
