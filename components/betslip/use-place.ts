"use client";

import { unstable_isUnrecognizedActionError } from "next/navigation";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { BetRefusal, PlacedBet, Placement } from "#lib/sportsbook/betting/schema.ts";
import { nameOfBet, type SlipBet } from "./lines.ts";
import { placement } from "./placement.ts";
import { slip } from "./store.ts";

type WireBet = {
  idempotencyKey: string;
  stake: string;
  oddsChoice: SlipBet["oddsChoice"];
  legs: { marketId: string; outcomeKey: string; odds: string }[];
};

export type PlaceAction = (bet: WireBet) => Promise<ActionResult<Placement, BetRefusal>>;

const idsOf = (bet: PlacedBet): string[] =>
  bet.legs.map(({ marketId, outcomeKey }) => `${marketId}:${outcomeKey}`);

/** A bet stands: its selections leave the slip. */
export const taken = (bet: PlacedBet): void => {
  placement.placed(bet);
  slip.remove(idsOf(bet));
};

const send = async (action: PlaceAction, bet: SlipBet): Promise<void> => {
  const name = nameOfBet(bet);
  const { stake, oddsChoice, legs } = bet;
  let answer: Awaited<ReturnType<PlaceAction>>;
  try {
    answer = await action({
      idempotencyKey: slip.keyFor(name),
      stake,
      oddsChoice,
      legs: legs.map(({ marketId, outcomeKey, odds }) => ({ marketId, outcomeKey, odds })),
    });
  } catch (fault) {
    const outdated = unstable_isUnrecognizedActionError(fault);
    if (outdated) slip.answered(name);
    placement.refused({ bet, refusal: { code: outdated ? "outdated" : "unknown" }, waited: false });
    return;
  }
  // After a fault nobody knows whether the bet stands, so its key is kept for the next try.
  if (answer.ok || answer.refusal.code !== "fault") slip.answered(name);
  if (!answer.ok) placement.refused({ bet, refusal: answer.refusal, waited: false });
  else if (answer.value.status === "accepted") taken(answer.value);
  else {
    const { id, delayMs, remainingMs } = answer.value;
    slip.wait(name, { id, delayMs, endsAt: Date.now() + remainingMs });
  }
};

/** Sends the slip's bets one after another. How each went is in `usePlacement`, what still waits is in the slip. */
export const place = async (action: PlaceAction, bets: readonly SlipBet[]): Promise<void> => {
  placement.begin();
  for (const bet of bets) await send(action, bet);
  placement.sent();
};
