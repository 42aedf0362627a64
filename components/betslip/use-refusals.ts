"use client";

import { rowOf } from "./lines.ts";
import { type PlaceRefusal, type RefusedBet, usePlacement } from "./placement.ts";
import { useRefusalText, useWaitedRefusalText } from "./refusal-text.ts";
import { legIdOf } from "./stored-slip.ts";
import type { SlipView } from "./use-slip-view.ts";

const legOf = (refusal: PlaceRefusal): string | null => ("outcomeKey" in refusal ? legIdOf(refusal) : null);

/** Refusals that are of one bet, not of its player or of the site. */
const OF_BET: ReadonlySet<PlaceRefusal["code"]> = new Set([
  "stake_invalid",
  "stake_below_minimum",
  "stake_above_limit",
  "payout_above_limit",
  "odds_changed",
  "legs_not_combinable",
  "risk_limit",
  "player_limit",
  "combination_limit",
  "boost_limit",
  "free_bet_unusable",
] as const);

/** What the slip shows of rejected bets: where, and each with its own reason. */
export const useRefusals = ({ held, singles, builders, multiples, currency, asking }: SlipView) => {
  const { refused } = usePlacement();
  const refusalText = useRefusalText(currency);
  const waitedText = useWaitedRefusalText(currency);

  const onSlip = new Set(held.legs.map(legIdOf));
  const here = refused.filter(({ bet }) => bet.legs.some((leg) => onSlip.has(legIdOf(leg))));
  // An unanswered bet has a notice of its own.
  const announced = here.filter(({ refusal }) => refusal.code !== "unknown");
  const several = announced.length > 1;
  const rows = new Set([...singles, ...builders, ...multiples].map(({ key }) => key));

  /** Where the only refusal is already visible in the odds that the button asks about. */
  const inOdds = ({ id, refusal }: RefusedBet): boolean =>
    !several && id === null && refusal.code === "odds_changed" && asking > 0;
  const legErrors = new Map<string, string>();
  const rowErrors = new Map<string, RefusedBet>();
  const notices: RefusedBet[] = [];
  for (const each of announced) {
    const { bet, refusal, id } = each;
    const row = rowOf(bet);
    const leg = id === null ? legOf(refusal) : null;
    if (inOdds(each)) continue;
    // A reason that names a stake offers it beside the stake.
    if (leg && !("maximumStake" in refusal) && !(several && bet.legs.length > 1))
      legErrors.set(leg, refusalText(refusal));
    else if (rows.size > 1 && rows.has(row) && (several || (id === null && OF_BET.has(refusal.code))))
      rowErrors.set(row, each);
    else notices.push(each);
  }
  return {
    /** The text, by leg. */
    legErrors,
    /** By the row of the bet. */
    rowErrors,
    /** The text of a refusal beside its bet; that its stake was returned is told once for all. */
    textOf: ({ refusal, id }: RefusedBet): string =>
      id === null ? refusalText(refusal) : waitedText(refusal, false),
    /** Pending bets that were rejected while the player went on: shown above the current slip. */
    elsewhere: refused.filter((each) => each.id !== null && !here.includes(each)),
    /** Refusals to explain beside the button. */
    notices,
    /** How many bets were refused where it is more than one, and of how many the stake was held and returned. */
    several: several
      ? { count: announced.length, returned: announced.filter(({ id }) => id !== null).length }
      : null,
  };
};
