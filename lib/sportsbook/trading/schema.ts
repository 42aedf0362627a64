import { z } from "zod";
import { idempotencyKey, idText } from "#lib/platform/commands/input.ts";
import { MARGIN_METHODS } from "#lib/sportsbook/pricing/index.ts";
import { Limit, Note, OddsText, WEEK_MINUTES } from "./input.ts";

export { bookMargin, MARGIN_METHODS, onLadder, ticksFrom } from "#lib/sportsbook/pricing/index.ts";
export * from "./boosts/schema.ts";
export * from "./own-events/schema.ts";
export * from "./specials/schema.ts";

/** `version` is that of the market's settings on the page, 0 before the first: if another trader has set something since, the command refuses. */
const Target = {
  marketId: idText(200),
  version: z.int32().min(0),
  note: Note,
  idempotencyKey: idempotencyKey(),
};

/** Minutes after which a manual price expires; null keeps it until it is released. */
export const PRICE_MINUTES = [1, 5, 15, 60, null] as const;

export const SetPriceInput = z.object({
  ...Target,
  outcomeKey: idText(60),
  odds: OddsText,
  minutes: z.int().min(1).max(WEEK_MINUTES).nullable(),
  /** The trader knows that the book is under 100 %. */
  belowFair: z.boolean().optional(),
});
export type SetPriceInput = z.input<typeof SetPriceInput>;

/** One outcome, or with null all of the market. */
export const ReleasePriceInput = z.object({ ...Target, outcomeKey: idText(60).nullable() });
export type ReleasePriceInput = z.input<typeof ReleasePriceInput>;

/** Of the whole book, in basis points: 10,500 is 105 %. */
const OVERROUND_MIN_BP = 10_000;
const OVERROUND_MAX_BP = 20_000;

const Margin = z.object({
  method: z.enum(MARGIN_METHODS),
  overroundBp: z.int().min(OVERROUND_MIN_BP).max(OVERROUND_MAX_BP),
});

export const SetMarginInput = z.object({ ...Target, margin: Margin.nullable() });
export type SetMarginInput = z.input<typeof SetMarginInput>;

/** `on`: null leaves it to the competition's settings. */
export const SetMarketStatusInput = z.object({ ...Target, on: z.boolean().nullable() });
export type SetMarketStatusInput = z.input<typeof SetMarketStatusInput>;

/** Null leaves it to the event, and then to the policy. */
const Limits = {
  /** The most that a player may stake on one outcome, before the player's factor. */
  stakeMax: Limit.nullable(),
  /** The most that one bet with a leg there may return. */
  payoutMax: Limit.nullable(),
};

export const SetMarketLimitsInput = z.object({ ...Target, ...Limits });
export type SetMarketLimitsInput = z.input<typeof SetMarketLimitsInput>;

/** For each market of the event. `version` is that of the event's settings, 0 before the first. */
export const SetEventLimitsInput = z.object({
  eventId: idText(64),
  version: z.int32().min(0),
  ...Limits,
  note: Note,
  idempotencyKey: idempotencyKey(),
});
export type SetEventLimitsInput = z.input<typeof SetEventLimitsInput>;

export const SetDefaultsInput = z.object({
  competitionId: idText(64),
  marketType: idText(64),
  version: z.int32().min(0),
  margin: Margin.nullable(),
  off: z.boolean(),
  note: Note,
  idempotencyKey: idempotencyKey(),
});
export type SetDefaultsInput = z.input<typeof SetDefaultsInput>;

export type MarketRefusal =
  | { code: "unknown_market" }
  /** Another trader has set something on this market since it was read. */
  | { code: "control_changed" }
  /** The market is settled or cancelled, or its event is over. */
  | { code: "market_closed" };

export type SetPriceRefusal =
  | MarketRefusal
  | { code: "unknown_outcome" }
  | { code: "outcome_decided" }
  /** The feed or the model does not offer it: a price does not open it. */
  | { code: "outcome_not_offered" }
  | { code: "off_ladder" }
  /** `margin`: −0.02 is a book of 98 %. */
  | { code: "book_below_fair"; margin: number };

/** The version of the market's settings. */
export type MarketSet = { version: number };

export type ReleasePriceRefusal = MarketRefusal | { code: "no_manual_price" };

/** The feed gives odds without the probabilities behind them. */
export type SetMarginRefusal = MarketRefusal | { code: "no_fair_prices" };

export type SetEventLimitsRefusal =
  | { code: "unknown_event" }
  | { code: "control_changed" }
  | { code: "event_over" };

export type SetDefaultsRefusal = { code: "unknown_competition" } | { code: "control_changed" };
