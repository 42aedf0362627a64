"use client";

import { unstable_isUnrecognizedActionError } from "next/navigation";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { BetRefusal, Placement } from "#lib/sportsbook/betting/schema.ts";
import { play } from "../play/store.ts";
import { nameOfBet } from "./lines.ts";
import { placement } from "./placement.ts";
import { type SlipBet, slip } from "./store.ts";

type WireBet = {
  /** The account that the page was rendered for. */
  account: string;
  idempotencyKey: string;
  stake: string;
  oddsChoice: SlipBet["oddsChoice"];
  legs: { marketId: string; outcomeKey: string; odds: string }[];
  system?: { sizes: number[]; bankers: number[] };
};

export type PlaceAction = (bet: WireBet) => Promise<ActionResult<Placement, BetRefusal>>;

const send = async (action: PlaceAction, account: string, bet: SlipBet): Promise<void> => {
  const name = nameOfBet(bet);
  const { stake, oddsChoice, legs, system } = bet;
  let answer: Awaited<ReturnType<PlaceAction>>;
  try {
    answer = await action({
      account,
      idempotencyKey: slip.keyFor(name),
      stake,
      oddsChoice,
      legs: legs.map(({ marketId, outcomeKey, odds }) => ({ marketId, outcomeKey, odds })),
      ...(system && { system: { sizes: [...system.sizes], bankers: [...system.bankers] } }),
    });
  } catch (fault) {
    if (slip.owner() !== account) return;
    const outdated = unstable_isUnrecognizedActionError(fault);
    if (outdated) slip.answered(name);
    placement.refused({ bet, refusal: { code: outdated ? "outdated" : "unknown" }, id: null });
    return;
  }
  // The page now belongs to another account: the bet appears in this one's bets at its next sign-in.
  if (slip.owner() !== account) return;
  if (!answer.ok) {
    if (answer.refusal.code === "play_stopped") play.refresh();
    placement.refused({ bet, refusal: answer.refusal, id: null });
  } else if (answer.value.status === "accepted") {
    placement.placed(answer.value, bet);
    slip.placed(bet);
  } else {
    const { id, delayMs, remainingMs } = answer.value;
    slip.received({ id, bet, delayMs, endsAt: Date.now() + remainingMs });
  }
  // The key goes last: another tab must not see the selections without it. After a fault it is unknown whether the bet was
  // taken, so the key stays for the next try.
  if (answer.ok || answer.refusal.code !== "fault") slip.answered(name);
};

/**
 * Sends an account's bets one after another, while the page belongs to that account. Results are in `usePlacement`,
 * pending bets in the slip.
 */
export const place = async (
  action: PlaceAction,
  account: string,
  bets: readonly SlipBet[],
): Promise<void> => {
  if (slip.owner() !== account || bets.length === 0) return;
  placement.begin(bets);
  for (const bet of bets) if (slip.owner() === account) await send(action, account, bet);
  if (slip.owner() === account) placement.sent();
};
