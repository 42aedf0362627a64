"use client";

import { unstable_isUnrecognizedActionError } from "next/navigation";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { BetRefusal, Placement } from "#lib/sportsbook/betting/schema.ts";
import { play } from "../play/store.ts";
import { quotes } from "./builder/quotes.ts";
import { wireLegs } from "./builder/wire.ts";
import { nameOfBet, selectionsOn } from "./lines.ts";
import { type PlaceRefusal, placement } from "./placement.ts";
import { type SlipBet, slip } from "./store.ts";

type WireBet = {
  /** The account that the page was rendered for. */
  account: string;
  idempotencyKey: string;
  stake: string;
  oddsChoice: SlipBet["oddsChoice"];
  legs: { marketId: string; outcomeKey: string; odds: string; builder?: number }[];
  system?: { sizes: number[]; bankers: number[] };
  freeBet?: string;
  boost?: string;
};

export type PlaceAction = (bet: WireBet) => Promise<ActionResult<Placement, BetRefusal>>;

type Answer =
  | Awaited<ReturnType<PlaceAction>>
  | { ok: false; refusal: Extract<PlaceRefusal, { code: "unknown" | "outdated" }> };

const ask = async (action: PlaceAction, account: string, bet: SlipBet): Promise<Answer> => {
  const { stake, oddsChoice, system, freeBet, boost } = bet;
  try {
    return await action({
      account,
      idempotencyKey: slip.keyFor(nameOfBet(bet)),
      stake,
      oddsChoice,
      legs: wireLegs(bet),
      ...(system && { system: { sizes: [...system.sizes], bankers: [...system.bankers] } }),
      ...(freeBet !== undefined && { freeBet }),
      ...(boost !== undefined && { boost }),
    });
  } catch (fault) {
    const code = unstable_isUnrecognizedActionError(fault) ? "outdated" : "unknown";
    return { ok: false, refusal: { code } };
  }
};

/**
 * Sends one bet of an account, under a key that stays its own until the answer is known: sent again, it is not taken
 * twice. Nothing is told where the page has come to belong to another account: the bet is in this one's bets at its
 * next sign-in.
 */
export const sendBet = async (
  action: PlaceAction,
  account: string,
  bet: SlipBet,
  take: (answer: Answer) => void,
): Promise<void> => {
  const name = nameOfBet(bet);
  placement.opened(name);
  const answer = await ask(action, account, bet);
  placement.closed(name);
  if (slip.owner() !== account) return;
  if (!answer.ok && answer.refusal.code === "play_stopped") play.refresh();
  if (!answer.ok && answer.refusal.code === "boost_limit" && answer.refusal.maximumStake === 0n && bet.boost)
    slip.boostUsed(bet.boost);
  take(answer);
  // The key goes last: another tab must not see the selections without it. After a fault it is unknown whether the bet was
  // taken, so the key stays for the next try.
  if (answer.ok || (answer.refusal.code !== "fault" && answer.refusal.code !== "unknown"))
    slip.answered(name);
};

const send = (action: PlaceAction, account: string, bet: SlipBet): Promise<void> =>
  sendBet(action, account, bet, (answer) => {
    if (!answer.ok) {
      placement.refused({ bet, refusal: answer.refusal, id: null });
      for (const own of selectionsOn(bet.legs)) if (own.length > 1) quotes.renew(own);
    } else if (answer.value.status === "accepted") {
      placement.placed(answer.value, bet);
      slip.placed(bet);
    } else {
      const { id, delayMs, remainingMs, reason } = answer.value;
      const referral = reason === "referral" && { referral: { offer: null } };
      slip.received({ id, bet, delayMs, endsAt: Date.now() + remainingMs, ...referral });
    }
  });

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
