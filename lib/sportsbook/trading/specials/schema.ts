import { z } from "zod";
import { idempotencyKey, idText } from "#lib/platform/commands/input.ts";
import { Note, OddsText, ownName } from "../input.ts";

export const TITLE_MAX = 120;
export const OUTCOME_NAME_MAX = 80;
export const OUTCOMES_MIN = 2;
export const OUTCOMES_MAX = 60;

const NewOutcome = z.object({ name: ownName(OUTCOME_NAME_MAX), odds: OddsText });

export const CreateMarketInput = z.object({
  eventId: idText(64),
  title: ownName(TITLE_MAX),
  /** In the order of the page. */
  outcomes: z.array(NewOutcome).min(OUTCOMES_MIN).max(OUTCOMES_MAX),
  /** How many outcomes win: one, or the places that it pays. */
  winners: z
    .int()
    .min(1)
    .max(OUTCOMES_MAX - 1),
  /** The trader knows that the book is under 100 %. */
  belowFair: z.boolean().optional(),
  note: Note,
  idempotencyKey: idempotencyKey(),
});
export type CreateMarketInput = z.input<typeof CreateMarketInput>;

const Key = z.string().regex(/^\d{1,3}$/);

/** `version` is that of the market's settings, as for prices. */
export const UpdateOutcomesInput = z.object({
  marketId: idText(200),
  version: z.int32().min(0),
  /** Names change only while nobody can bet and nobody has bet. */
  title: ownName(TITLE_MAX).optional(),
  rename: z.array(z.object({ key: Key, name: ownName(OUTCOME_NAME_MAX) })).max(OUTCOMES_MAX),
  add: z.array(NewOutcome).max(OUTCOMES_MAX),
  /** Outcomes that are withdrawn, or offered again. Bets on them stand. */
  offer: z.array(z.object({ key: Key, active: z.boolean() })).max(OUTCOMES_MAX),
  belowFair: z.boolean().optional(),
  note: Note,
  idempotencyKey: idempotencyKey(),
});
export type UpdateOutcomesInput = z.input<typeof UpdateOutcomesInput>;

export type BookRefusal =
  | { code: "same_title" }
  /** Two outcomes read the same. */
  | { code: "same_outcome"; name: string }
  | { code: "winners_out_of_range" }
  | { code: "outcome_off_ladder"; name: string }
  /** `margin`: −0.02 is a book of 98 %. */
  | { code: "book_below_fair"; margin: number };

export type CreateMarketRefusal = BookRefusal | { code: "unknown_event" } | { code: "event_started" };

export type UpdateOutcomesRefusal =
  | BookRefusal
  | { code: "unknown_market" | "control_changed" | "market_closed" }
  /** Its sport names it. */
  | { code: "market_not_written" }
  | { code: "unknown_outcome" }
  | { code: "outcome_decided" }
  | { code: "too_many_outcomes" }
  /** There are bets on it: its names stand. */
  | { code: "market_has_bets" }
  /** Names change only while the market is suspended. */
  | { code: "market_on_sale" };
