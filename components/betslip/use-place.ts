"use client";

import { unstable_isUnrecognizedActionError } from "next/navigation";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { BetRefusal, PlacedBet, Placement } from "#lib/sportsbook/betting/schema.ts";
import { nameOfBet } from "./lines.ts";
import { placement } from "./placement.ts";
import { type SlipBet, slip } from "./store.ts";

type WireBet = {
  idempotencyKey: string;
  stake: string;
  oddsChoice: SlipBet["oddsChoice"];
  legs: { marketId: string; outcomeKey: string; odds: string }[];
};

export type PlaceAction = (bet: WireBet) => Promise<ActionResult<Placement, BetRefusal>>;

const idsOf = (bet: PlacedBet): string[] =>
  bet.legs.map(({ marketId, outcomeKey }) => `${marketId}:${outcomeKey}`);

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
    placement.refused({ bet, refusal: { code: outdated ? "outdated" : "unknown" }, id: null });
    return;
  }
  // After a fault nobody knows whether the bet stands, so its key is kept for the next try.
  if (answer.ok || answer.refusal.code !== "fault") slip.answered(name);
  if (!answer.ok) placement.refused({ bet, refusal: answer.refusal, id: null });
  else if (answer.value.status === "accepted") {
    placement.placed(answer.value);
    slip.remove(idsOf(answer.value));
  } else {
    const { id, delayMs, remainingMs } = answer.value;
    slip.received({ id, bet, delayMs, endsAt: Date.now() + remainingMs });
  }
};

/** Sends the slip's bets one after another. How each went is in `usePlacement`, what still waits is in the slip. */
export const place = async (action: PlaceAction, bets: readonly SlipBet[]): Promise<void> => {
  placement.begin(bets);
  for (const bet of bets) await send(action, bet);
  placement.sent();
};
