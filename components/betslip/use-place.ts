"use client";

import { unstable_isUnrecognizedActionError } from "next/navigation";
import { useState } from "react";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { BetRefusal, PlacedBet } from "#lib/sportsbook/betting/schema.ts";
import { nameOfBet, type SlipBet } from "./lines.ts";
import { slip } from "./store.ts";

/** What the server says to one bet of the slip; "unknown" when no answer came. */
export type PlaceRefusal =
  | Extract<ActionResult<PlacedBet, BetRefusal>, { ok: false }>["refusal"]
  | { code: "unknown" }
  /** This page is older than the site: the site does not know what it sends, and took nothing. */
  | { code: "outdated" };

type WireBet = {
  idempotencyKey: string;
  stake: string;
  oddsChoice: SlipBet["oddsChoice"];
  legs: { marketId: string; outcomeKey: string; odds: string }[];
};

export type PlaceAction = (bet: WireBet) => Promise<ActionResult<PlacedBet, BetRefusal>>;

export type Placement = {
  pending: boolean;
  /** What was taken at the last attempt, and what was not. */
  placed: PlacedBet[];
  refused: { bet: SlipBet; refusal: PlaceRefusal }[];
};

const NOTHING: Placement = { pending: false, placed: [], refused: [] };

const send = async (action: PlaceAction, bet: SlipBet): Promise<PlacedBet | PlaceRefusal> => {
  const name = nameOfBet(bet);
  const { stake, oddsChoice, legs } = bet;
  try {
    const answer = await action({
      idempotencyKey: slip.keyFor(name),
      stake,
      oddsChoice,
      legs: legs.map(({ marketId, outcomeKey, odds }) => ({ marketId, outcomeKey, odds })),
    });
    // After a fault nobody knows whether the bet stands, so its key is kept for the next try.
    if (answer.ok || answer.refusal.code !== "fault") slip.answered(name);
    return answer.ok ? answer.value : answer.refusal;
  } catch (fault) {
    if (!unstable_isUnrecognizedActionError(fault)) return { code: "unknown" };
    slip.answered(name);
    return { code: "outdated" };
  }
};

/** Sends the slip's bets one after another and remembers how each went. */
export const usePlace = (action: PlaceAction) => {
  const [placement, setPlacement] = useState<Placement>(NOTHING);

  const place = async (bets: readonly SlipBet[]): Promise<Placement> => {
    setPlacement({ ...NOTHING, pending: true });
    const done: Placement = { pending: false, placed: [], refused: [] };
    for (const bet of bets) {
      const answer = await send(action, bet);
      if ("code" in answer) done.refused.push({ bet, refusal: answer });
      else done.placed.push(answer);
    }
    setPlacement(done);
    return done;
  };

  return { placement, place, forget: () => setPlacement(NOTHING) };
};
