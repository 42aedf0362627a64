"use client";

import { useSyncExternalStore } from "react";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { BetRefusal, PlacedBet, Placement as PlacementAnswer } from "#lib/sportsbook/betting/schema.ts";
import { outcomeIdOf } from "#lib/sportsbook/markets/templates.ts";
import { type SlipBet, type SlipLegChoice, slip } from "./store.ts";

/** What the server says to one bet of the slip; "unknown" when no answer came. */
export type PlaceRefusal =
  | Extract<ActionResult<PlacementAnswer, BetRefusal>, { ok: false }>["refusal"]
  | { code: "unknown" }
  /** This page is older than the site: the site does not know what it sends, and took nothing. */
  | { code: "outdated" };

/** `id` is that of a bet which was received, and refused at the end of its in-play delay; null when it was refused at once. */
export type RefusedBet = { bet: SlipBet; refusal: PlaceRefusal; id: string | null };

export type Placement = {
  sending: boolean;
  /** What was taken since the slip was sent last, and what was not. */
  placed: readonly PlacedBet[];
  refused: readonly RefusedBet[];
};

const NOTHING: Placement = { sending: false, placed: [], refused: [] };

let held = NOTHING;
const listeners = new Set<() => void>();

const write = (next: Placement): void => {
  held = next;
  for (const listener of listeners) listener();
};

/** Bets that waited and were refused, and of whose selections none is among these: nobody may have read that yet. */
const refusedBut = (legs: readonly SlipLegChoice[]): RefusedBet[] => {
  const ids = new Set(legs.map(({ marketId, outcomeKey }) => outcomeIdOf(marketId, outcomeKey)));
  return held.refused.filter(
    ({ id, bet }) =>
      id !== null && !bet.legs.some(({ marketId, outcomeKey }) => ids.has(outcomeIdOf(marketId, outcomeKey))),
  );
};

/** How the slip's bets went, outside React: an answer that comes when the slip is closed is there when it opens. */
export const placement = {
  /** Bets are sent: what was said before is over, but for bets that ended while the player was at work on these. */
  begin: (bets: readonly SlipBet[]): void =>
    write({ ...NOTHING, sending: true, refused: refusedBut(bets.flatMap(({ legs }) => legs)) }),
  /** The slip was edited: why it was refused as it was before is no longer of interest. What waited and was rejected is. */
  edited: (): void => {
    const refused = held.refused.filter(({ id }) => id !== null);
    if (refused.length < held.refused.length) write({ ...held, refused });
  },
  /** The player has dealt with why bets of these legs were refused. */
  over: (legs: readonly SlipLegChoice[]): void => write({ ...held, refused: refusedBut(legs) }),
  sent: (): void => write({ ...held, sending: false }),
  placed: (bet: PlacedBet): void =>
    write({ ...held, placed: [...held.placed.filter(({ id }) => id !== bet.id), bet] }),
  refused: (refused: RefusedBet): void => write({ ...held, refused: [...held.refused, refused] }),
  dismiss: (refused: RefusedBet): void =>
    write({ ...held, refused: held.refused.filter((each) => each !== refused) }),
  /** Puts the receipts away. */
  read: (): void => write({ ...held, placed: [] }),
  forget: (): void => write(NOTHING),
  current: (): Placement => held,
};

slip.onEdit(placement.edited);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const usePlacement = (): Placement =>
  useSyncExternalStore(
    subscribe,
    () => held,
    () => NOTHING,
  );
