import { z } from "zod";
import { idempotencyKey, idText, uuidText } from "#lib/platform/commands/input.ts";
import type { WrittenMarket } from "#lib/sportsbook/markets/schema.ts";
import { Limit, Note, OddsText, WEEK_MINUTES } from "../input.ts";
import type { MarketRefusal } from "../schema.ts";

export const SetBoostInput = z.object({
  marketId: idText(200),
  outcomeKey: idText(60),
  odds: OddsText,
  /** What one player may stake at these odds. */
  stakeMax: Limit,
  /** What all bets at them may win together. */
  liabilityMax: Limit,
  /** After which it ends; null with the start of the event. */
  minutes: z.int().min(1).max(WEEK_MINUTES).nullable(),
  note: Note,
  idempotencyKey: idempotencyKey(),
});
export type SetBoostInput = z.input<typeof SetBoostInput>;

export const EndBoostInput = z.object({
  marketId: idText(200),
  boostId: uuidText(),
  note: Note,
  idempotencyKey: idempotencyKey(),
});
export type EndBoostInput = z.input<typeof EndBoostInput>;

export type SetBoostRefusal =
  | Exclude<MarketRefusal, { code: "control_changed" }>
  | { code: "unknown_outcome" }
  | { code: "outcome_not_offered" }
  /** Boosts are for bets before the event. */
  | { code: "event_started" }
  /** The outcome has one. */
  | { code: "boost_exists" }
  /** The outcome is offered at these odds or better. */
  | { code: "boost_not_better"; odds: bigint };

export type EndBoostRefusal = { code: "unknown_boost" } | { code: "boost_ended" };

/** A boost as traders see it. Amounts are minor units of the base currency. */
export type TraderBoost = {
  id: string;
  eventId: string;
  eventName: string;
  sportId: string;
  participants: string[];
  marketId: string;
  marketType: string;
  specifiers: string;
  written: WrittenMarket | null;
  outcomeKey: string;
  odds: bigint;
  /** What the outcome is offered at without it now; null where it is not. */
  plainOdds: bigint | null;
  stakeMax: bigint;
  liabilityMax: bigint;
  startsAt: Date;
  /** Null: the start of the event, `eventStartsAt`. */
  endsAt: Date | null;
  eventStartsAt: Date;
  endedAt: Date | null;
  by: string | null;
  bets: number;
  stake: bigint;
  /** What its bets would win. */
  liability: bigint;
  /** What its bets have returned above the plain odds so far. */
  cost: bigint;
};

/** An outcome that may be boosted. */
export type BoostTarget = {
  eventId: string;
  eventName: string;
  sportId: string;
  participants: string[];
  marketId: string;
  marketType: string;
  specifiers: string;
  written: WrittenMarket | null;
  outcomeKey: string;
  odds: bigint;
  boosted: boolean;
};
