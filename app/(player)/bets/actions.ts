"use server";

import { z } from "zod";
import { accept, type Result } from "#lib/core/result.ts";
import type { PlayerContext } from "#lib/platform/commands/context.ts";
import { uuidText } from "#lib/platform/commands/input.ts";
import {
  betOutcome,
  finishLater,
  loadDraftSlip,
  placeBet,
  saveDraftSlip,
} from "#lib/sportsbook/betting/index.ts";
import {
  type BetOutcome,
  type BetRefusal,
  DraftSlip,
  type Placement,
  SlipInput,
} from "#lib/sportsbook/betting/schema.ts";
import { playerAction } from "../../action.ts";

/**
 * Places one bet, or answers that it waits for its in-play delay. Safe to send again with the same key. What was bet on is no
 * draft any more, on any device.
 */
export const placeBetAction = playerAction(
  SlipInput,
  async (ctx: PlayerContext, slip: SlipInput): Promise<Result<Placement, BetRefusal>> => {
    const placed = await placeBet(ctx, slip);
    if (!placed.ok) return placed;
    if (placed.value.status === "pending") finishLater(placed.value.id, placed.value.remainingMs);
    return placed;
  },
);

/** What has become of a bet that waited; null where the player has no such bet. */
export const betOutcomeAction = playerAction(
  z.object({ betId: uuidText() }),
  async (ctx: PlayerContext, { betId }): Promise<Result<BetOutcome | null, never>> => {
    const outcome = await betOutcome(ctx.playerId, betId);
    if (!outcome) return accept(null);
    return accept(outcome.ok ? outcome.value : { status: "refused", refusal: outcome.refusal });
  },
);

/** Keeps the slip for the player's other devices. */
export const saveSlipAction = playerAction(
  DraftSlip,
  async (ctx: PlayerContext, slip: DraftSlip): Promise<Result<void, never>> =>
    accept(await saveDraftSlip(ctx.playerId, slip)),
);

type DraftOnWire = Omit<DraftSlip, "legs"> & {
  legs: { marketId: string; outcomeKey: string; odds: string }[];
};

/** The slip that the player was filling elsewhere. */
export const loadSlipAction = playerAction(
  z.object({ account: z.string().optional() }),
  async (ctx: PlayerContext): Promise<Result<DraftOnWire | null, never>> => {
    const draft = await loadDraftSlip(ctx.playerId);
    return accept(
      draft && { ...draft, legs: draft.legs.map((leg) => ({ ...leg, odds: leg.odds.toString() })) },
    );
  },
);
