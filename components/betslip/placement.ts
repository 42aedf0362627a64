"use client";

import { useSyncExternalStore } from "react";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { BetRefusal, PlacedBet, Placement as PlacementAnswer } from "#lib/sportsbook/betting/schema.ts";
import type { SlipBet } from "./lines.ts";

/** What the server says to one bet of the slip; "unknown" when no answer came. */
export type PlaceRefusal =
  | Extract<ActionResult<PlacementAnswer, BetRefusal>, { ok: false }>["refusal"]
  | { code: "unknown" }
  /** This page is older than the site: the site does not know what it sends, and took nothing. */
  | { code: "outdated" };

/** `waited`: it had been received and was refused at the end of its in-play delay. */
export type RefusedBet = { bet: SlipBet; refusal: PlaceRefusal; waited: boolean };

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

/** How the slip's bets went, outside React: an answer that comes when the slip is closed is there when it opens. */
export const placement = {
  begin: (): void => write({ ...NOTHING, sending: true }),
  sent: (): void => write({ ...held, sending: false }),
  placed: (bet: PlacedBet): void =>
    write({ ...held, placed: [...held.placed.filter(({ id }) => id !== bet.id), bet] }),
  refused: (refused: RefusedBet): void => write({ ...held, refused: [...held.refused, refused] }),
  forget: (): void => write(NOTHING),
};

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
