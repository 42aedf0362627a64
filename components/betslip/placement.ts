"use client";

import { useSyncExternalStore } from "react";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { BetRefusal, PlacedBet, Placement as PlacementAnswer } from "#lib/sportsbook/betting/schema.ts";
import { outcomeIdOf } from "#lib/sportsbook/markets/market-ids.ts";
import { type SlipBet, type SlipLegChoice, slip } from "./store.ts";
import type { BetLegChoice } from "./stored-slip.ts";

/** The server's answer to one bet of the slip; "unknown" if none arrived. */
export type PlaceRefusal =
  | Extract<ActionResult<PlacementAnswer, BetRefusal>, { ok: false }>["refusal"]
  | { code: "unknown" }
  /** This page is older than the release: the site rejected the request and placed nothing. */
  | { code: "outdated" };

/** `id` is that of a bet that was rejected after its in-play delay; null if it was refused immediately. */
export type RefusedBet = { bet: SlipBet; refusal: PlaceRefusal; id: string | null };

/** A placed bet, with what it was placed as. */
export type BetReceipt = Omit<PlacedBet, "legs"> & {
  legs: (PlacedBet["legs"][number] & Pick<BetLegChoice, "builder">)[];
} & Pick<SlipBet, "system" | "builder">;

export type Placement = {
  sending: boolean;
  /** The bets placed since the slip was last sent, and the rejected ones. */
  placed: readonly BetReceipt[];
  /** Names of bets that are under way: whoever waits for their answers need not ask. */
  underWay: readonly string[];
  refused: readonly RefusedBet[];
};

const NOTHING: Placement = { sending: false, placed: [], refused: [], underWay: [] };

let held = NOTHING;
const listeners = new Set<() => void>();

const write = (next: Placement): void => {
  held = next;
  for (const listener of listeners) listener();
};

/** Rejected pending bets that share no selection with these: the player may not have seen them yet. */
const refusedBut = (legs: readonly SlipLegChoice[]): RefusedBet[] => {
  const ids = new Set(legs.map(({ marketId, outcomeKey }) => outcomeIdOf(marketId, outcomeKey)));
  return held.refused.filter(
    ({ id, bet }) =>
      id !== null && !bet.legs.some(({ marketId, outcomeKey }) => ids.has(outcomeIdOf(marketId, outcomeKey))),
  );
};

/**
 * The results of the slip's bets, outside React: an answer that arrives while the slip is closed is there when it
 * opens.
 */
export const placement = {
  /** Bets are sent: earlier results are cleared, except for bets that ended while the player was working on these. */
  begin: (bets: readonly SlipBet[]): void =>
    write({
      ...NOTHING,
      underWay: held.underWay,
      sending: true,
      refused: refusedBut(bets.flatMap(({ legs }) => legs)),
    }),
  /** The slip was edited: earlier refusals are no longer relevant, rejected pending bets are. */
  edited: (): void => {
    const refused = held.refused.filter(({ id }) => id !== null);
    if (refused.length < held.refused.length) write({ ...held, refused });
  },
  /** The player has dealt with the refusals of bets with these legs. */
  over: (legs: readonly SlipLegChoice[]): void => write({ ...held, refused: refusedBut(legs) }),
  opened: (name: string): void => write({ ...held, underWay: [...held.underWay, name] }),
  closed: (name: string): void => write({ ...held, underWay: held.underWay.filter((each) => each !== name) }),
  sent: (): void => write({ ...held, sending: false }),
  placed: (bet: PlacedBet, { legs, system, builder }: Pick<SlipBet, "legs" | "system" | "builder">): void =>
    write({
      ...held,
      placed: [
        ...held.placed.filter(({ id }) => id !== bet.id),
        {
          ...bet,
          legs: bet.legs.map((leg, at) => {
            const of = legs[at]?.builder;
            return of === undefined ? leg : { ...leg, builder: of };
          }),
          ...(system && { system }),
          ...(builder !== undefined && { builder }),
        },
      ],
    }),
  refused: (refused: RefusedBet): void => write({ ...held, refused: [...held.refused, refused] }),
  dismiss: (refused: RefusedBet): void =>
    write({ ...held, refused: held.refused.filter((each) => each !== refused) }),
  /** Dismisses the receipts. */
  read: (): void => write({ ...held, placed: [] }),
  forget: (): void => write({ ...NOTHING, underWay: held.underWay }),
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
