import { z } from "zod";
import { idempotencyKey, idText, plainText } from "#lib/platform/commands/input.ts";
import {
  type ResultFault,
  SETTLEMENT_REASONS,
  SettlementAction,
  type SettlementEffect,
  type StoredOutcomes,
} from "../schema.ts";

const EventId = idText(120);
const MARKETS_MAX = 400;

/** What is decided about each market. A market that is not named stays as it is. */
export const PreviewEventSettlementInput = z.object({
  eventId: EventId,
  decisions: z
    .array(z.object({ marketId: idText(200), action: SettlementAction }))
    .min(1)
    .max(MARKETS_MAX)
    .refine((all) => new Set(all.map(({ marketId }) => marketId)).size === all.length),
});
export type PreviewEventSettlementInput = z.output<typeof PreviewEventSettlementInput>;

export const SettleEventInput = PreviewEventSettlementInput.extend({
  reason: z.enum(SETTLEMENT_REASONS),
  note: plainText(500)
    .transform((text) => (text === "" ? null : text))
    .nullish(),
  /** From the preview that was confirmed. If it has changed since, the command refuses. */
  seen: plainText(100),
  /** Staff know that the event is not over: required for results before its end. */
  beforeTheEnd: z.boolean().optional(),
  idempotencyKey: idempotencyKey(),
});
export type SettleEventInput = z.output<typeof SettleEventInput>;

export const EventSettlementCaseInput = z.object({
  eventId: EventId,
  /** Suggests results of this final score, row by row; null suggests none. */
  score: z
    .array(z.tuple([z.int().min(0).max(999), z.int().min(0).max(999)]))
    .min(1)
    .max(20)
    .nullable(),
});
export type EventSettlementCaseInput = z.output<typeof EventSettlementCaseInput>;

export type EventCaseMarket = {
  marketId: string;
  marketType: string;
  specifiers: string;
  keys: string[];
  /** Open bets with a leg on it. */
  bets: number;
  /** It has a result, which can be rolled back. */
  settled: boolean;
  /** For the score that was asked about; null if that does not decide it. */
  suggested: StoredOutcomes | null;
};

export type EventSettlementCase = {
  sportId: string;
  eventOver: boolean;
  /** The score as its sport's staff type it; null until the event is over: a running score is never suggested. */
  score: readonly (readonly [number, number])[] | null;
  markets: EventCaseMarket[];
};

/** The effect of all decisions together. `base` is in minor units of the base currency. */
export type EventSettlementPreview = {
  seen: string;
  effects: SettlementEffect[];
  base: { paid: bigint; takenBack: bigint; house: bigint };
};

export type EventPlanRefusal =
  | { code: "unknown_event" }
  /** One of the decisions cannot be carried out; none was. */
  | {
      code: "market_refused";
      marketId: string;
      why:
        | ResultFault
        | "unknown_market"
        | "outcomes_incomplete"
        | "nothing_to_confirm"
        | "nothing_to_roll_back"
        | "window_empty";
    };

export type SettleEventRefusal =
  | EventPlanRefusal
  | { code: "event_not_over" }
  | { code: "effect_changed"; preview: EventSettlementPreview };
