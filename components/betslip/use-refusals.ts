"use client";

import { type PlaceRefusal, type RefusedBet, usePlacement } from "./placement.ts";
import { useRefusalText, useWaitedRefusalText } from "./refusal-text.ts";
import type { SlipLegChoice } from "./store.ts";
import type { SlipView } from "./use-slip-view.ts";

const idOf = ({ marketId, outcomeKey }: Pick<SlipLegChoice, "marketId" | "outcomeKey">): string =>
  `${marketId}:${outcomeKey}`;

const legOf = (refusal: PlaceRefusal): string | null => ("outcomeKey" in refusal ? idOf(refusal) : null);

/** What the slip shows of rejected bets: where, and each with its own reason. */
export const useRefusals = ({ held, currency, asking }: SlipView) => {
  const { refused } = usePlacement();
  const refusalText = useRefusalText(currency);
  const waitedText = useWaitedRefusalText(currency);

  const onSlip = new Set(held.legs.map(idOf));
  const here = refused.filter(({ bet }) => bet.legs.some((leg) => onSlip.has(idOf(leg))));
  // An unanswered bet has a notice of its own.
  const announced = here.filter(({ refusal }) => refusal.code !== "unknown");
  const several = announced.length > 1;

  const errors = new Map<string, string>();
  for (const { bet, refusal, id } of announced) {
    const [leg, another] = bet.legs;
    const at = several && leg && !another ? idOf(leg) : id === null ? legOf(refusal) : null;
    if (at) errors.set(at, id === null ? refusalText(refusal) : waitedText(refusal, false));
  }
  /** Whether the only refusal is already visible: at a leg, or in the odds that the button asks about. */
  const shown = ({ id, refusal }: RefusedBet): boolean =>
    id === null && (legOf(refusal) !== null || (refusal.code === "odds_changed" && asking > 0));
  const [only] = announced;
  return {
    /** By leg. */
    errors,
    /** Pending bets that were rejected while the player went on: shown above the current slip. */
    elsewhere: refused.filter((each) => each.id !== null && !here.includes(each)),
    /** The one refusal to explain beside the button. */
    notice: !several && only && !shown(only) ? only : null,
    /** How many bets were refused where it is more than one, and of how many the stake was held and returned. */
    several: several
      ? { count: announced.length, returned: announced.filter(({ id }) => id !== null).length }
      : null,
  };
};
