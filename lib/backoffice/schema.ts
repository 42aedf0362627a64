import { z } from "zod";
import { CURRENCY_CODES, parseMinor } from "#lib/core/money.ts";
import { dayText, idempotencyKey, idText, plainText, uuidText } from "#lib/platform/commands/input.ts";
import {
  BASE_CURRENCY,
  type PolicyChanged,
  PolicyDraft,
  SETTLED_RESULTS,
} from "#lib/sportsbook/betting/schema.ts";
import type { WrittenMarket } from "#lib/sportsbook/markets/schema.ts";
import type { ResultFault, SettlementEffect, SettlementPreview, StoredOutcomes } from "./views.ts";

export { ApprovalInput, type ApprovalRefusal, type ApprovalRow } from "./approvals/schema.ts";
/** The acting staff, and the session by which the database knows them. */
export { type Lookup, LookupInput } from "./lookup/schema.ts";
export type Staff = { staffId: string; sessionId: string };

// suspensions --------------------------------------------------------------------------------------

export const STAFF_SUSPENSION_REASONS = [
  "price_check",
  "information",
  "liability",
  "integrity",
  "feed_quality",
  "technical",
] as const;
export type StaffSuspensionReason = (typeof STAFF_SUSPENSION_REASONS)[number];

const Note = plainText(500)
  .transform((text) => (text === "" ? null : text))
  .nullish();

export const StaffScope = z.discriminatedUnion("scope", [
  z.object({ scope: z.literal("market"), id: idText(200) }),
  z.object({ scope: z.literal("event"), id: idText(120) }),
  z.object({ scope: z.literal("sport"), id: idText(64) }),
  z.object({ scope: z.literal("all") }),
]);
export type StaffScope = z.infer<typeof StaffScope>;

export const SuspendInput = z.object({
  where: StaffScope,
  reason: z.enum(STAFF_SUSPENSION_REASONS),
  note: Note,
  idempotencyKey: idempotencyKey(),
});
export type SuspendInput = z.output<typeof SuspendInput>;

export const ResumeInput = SuspendInput.omit({ reason: true });
export type ResumeInput = z.output<typeof ResumeInput>;

/** One click covers a matchday, and a mistake no more than that. */
export const BULK_MAX = 200;

export const BulkInput = z.object({
  eventIds: z.array(idText(120)).min(1).max(BULK_MAX),
  reason: z.enum(STAFF_SUSPENSION_REASONS),
  note: Note,
  idempotencyKey: idempotencyKey(),
});
export type BulkInput = z.output<typeof BulkInput>;

/** The result for each event; `failed` contains the refusal's code. */
export type BulkOutcome = { done: string[]; failed: { eventId: string; code: string }[] };

/** Why an event that is over runs again. */
export const REOPEN_REASONS = ["feed_wrong", "official_correction", "technical"] as const;
export type ReopenReason = (typeof REOPEN_REASONS)[number];

export const ReopenEventInput = z.object({
  eventId: idText(120),
  reason: z.enum(REOPEN_REASONS),
  note: Note,
  idempotencyKey: idempotencyKey(),
});
export type ReopenEventInput = z.output<typeof ReopenEventInput>;
export type ReopenEventRefusal = { code: "unknown_subject" } | { code: "event_not_finished" };

export type SuspendRefusal = { code: "unknown_subject" };
export type ResumeRefusal = { code: "unknown_subject" } | { code: "not_suspended" };

// voids --------------------------------------------------------------------------------------------

export const VOID_REASONS = ["palpable_error", "past_post", "integrity", "abandoned", "technical"] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

export const VoidBetInput = z.object({
  betId: uuidText(),
  reason: z.enum(VOID_REASONS),
  note: Note,
  idempotencyKey: idempotencyKey(),
});
export type VoidBetInput = z.output<typeof VoidBetInput>;

/** What voiding one bet does to the money, in minor units. */
export type VoidEffect = {
  currency: string;
  refundedStake: bigint;
  /** What the bet could have paid, stake included. */
  returnBefore: bigint;
};

export type VoidBetRefusal = { code: "unknown_bet" } | { code: "already_settled" };

// manual settlement -------------------------------------------------------------------------------

export const SETTLEMENT_REASONS = [
  "feed_silent",
  "feed_wrong",
  "official_correction",
  "abandoned",
  "palpable_error",
  "past_post",
  "integrity",
  "technical",
] as const;
export type SettlementReason = (typeof SETTLEMENT_REASONS)[number];

export const MANUAL_RESULTS = ["won", "lost", "void", "half_won", "half_lost"] as const;
export type ManualResult = (typeof MANUAL_RESULTS)[number];

/** The share of the stake that wins: one winner of two that tie for one place is 1/2. */
const DeadHeat = z
  .object({ numerator: z.int().min(1).max(1_000), denominator: z.int().min(1).max(1_000) })
  .refine(({ numerator, denominator }) => numerator <= denominator);

export const ManualOutcome = z.object({
  key: idText(60),
  result: z.enum(MANUAL_RESULTS),
  deadHeat: DeadHeat.nullable(),
});
export type ManualOutcome = z.output<typeof ManualOutcome>;

/** Milliseconds, until the year 2200. */
const Moment = z.int().min(0).max(7_258_118_400_000).nullable();
const Span = { startsAt: Moment, endsAt: Moment };

/** The settlement actions of staff. Times are milliseconds; a cancellation without both covers the whole market. */
export const SettlementAction = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("result"), outcomes: z.array(ManualOutcome).min(1).max(60) }),
  z.object({ kind: z.literal("confirm") }),
  z.object({ kind: z.literal("rollback_result") }),
  z.object({ kind: z.literal("cancel"), ...Span }),
  z.object({ kind: z.literal("rollback_cancel"), ...Span }),
]);
export type SettlementAction = z.output<typeof SettlementAction>;

const MarketId = idText(200);

export const PreviewSettlementInput = z.object({ marketId: MarketId, action: SettlementAction });
export type PreviewSettlementInput = z.output<typeof PreviewSettlementInput>;

export const SettleManuallyInput = PreviewSettlementInput.extend({
  reason: z.enum(SETTLEMENT_REASONS),
  note: Note,
  /** From the preview that was confirmed. If it has changed since, the command refuses. */
  seen: plainText(400),
  /** Staff know that the event is not over: required for a result before its end. */
  beforeTheEnd: z.boolean().optional(),
  idempotencyKey: idempotencyKey(),
});
export type SettleManuallyInput = z.output<typeof SettleManuallyInput>;

export const SettlementCaseInput = z.object({
  marketId: MarketId,
  /** Suggests the outcomes of this final score, row by row; null: of the current score. */
  score: z
    .array(z.tuple([z.int().min(0).max(999), z.int().min(0).max(999)]))
    .min(1)
    .max(20)
    .nullable(),
});
export type SettlementCaseInput = z.output<typeof SettlementCaseInput>;

export type SettleRefusal =
  | { code: "unknown_market" }
  /** A result names every outcome of the market and no other. */
  | { code: "outcomes_incomplete" }
  /** The market cannot have this result: see `resultFault`. */
  | { code: ResultFault }
  /** A result before the end of its event, without `beforeTheEnd`. */
  | { code: "event_not_over" }
  | { code: "nothing_to_confirm" }
  | { code: "nothing_to_roll_back" }
  /** The period ends before it starts, or has not started. */
  | { code: "window_empty" }
  | { code: "effect_changed"; preview: SettlementPreview };

// settlement of a whole event -----------------------------------------------------------------------

const EventId = idText(120);
const MARKETS_MAX = 400;

/** What is decided about each market. A market that is not named stays as it is. */
export const PreviewEventSettlementInput = z.object({
  eventId: EventId,
  decisions: z
    .array(z.object({ marketId: MarketId, action: SettlementAction }))
    .min(1)
    .max(MARKETS_MAX)
    .refine((all) => new Set(all.map(({ marketId }) => marketId)).size === all.length),
});
export type PreviewEventSettlementInput = z.output<typeof PreviewEventSettlementInput>;

export const SettleEventInput = PreviewEventSettlementInput.extend({
  reason: z.enum(SETTLEMENT_REASONS),
  note: Note,
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
  written: WrittenMarket | null;
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

// betting policy -----------------------------------------------------------------------------------

export const POLICY_REASONS = [
  "risk",
  "market_conditions",
  "regulation",
  "incident",
  "correction",
  "technical",
] as const;
export type PolicyReason = (typeof POLICY_REASONS)[number];

export const ChangePolicyInput = z.object({
  /** The version that the change was based on. If a newer one exists, the command refuses. */
  base: z.int32().min(1),
  rules: PolicyDraft,
  reason: z.enum(POLICY_REASONS),
  note: Note,
  idempotencyKey: idempotencyKey(),
});
export type ChangePolicyInput = z.output<typeof ChangePolicyInput>;
export type ChangePolicyRefusal = PolicyChanged | { code: "nothing_changed" };

export const PreviewPolicyInput = ChangePolicyInput.pick({ rules: true });

/** The same on the wire: amounts are text. */
export type PreviewPolicyWire = z.input<typeof PreviewPolicyInput>;
export type ChangePolicyWire = z.input<typeof ChangePolicyInput>;

// exchange rates -----------------------------------------------------------------------------------

export const RecordExchangeRateInput = z.object({
  base: z.enum(CURRENCY_CODES),
  quote: z.enum(CURRENCY_CODES),
  /** Units of the quote currency for one unit of the base currency, as plain decimal text. */
  rate: plainText(31),
});
export type ExchangeRateRefusal = { code: "rate_invalid" } | { code: "same_currency" };

// searches -----------------------------------------------------------------------------------------

export const PAGE_SIZE = 50;

/** A field left empty in the address bar is no filter. */
const optional = <T extends z.ZodType>(inner: T) =>
  z.preprocess((value) => (value === "" || value === null ? undefined : value), inner.optional());

const text = (max: number) => optional(plainText(max).min(1));
const number = optional(
  z
    .string()
    .regex(/^\d{1,18}$/)
    .transform((digits) => BigInt(digits)),
);

/** The end of a bet's id, as receipts and statements print it. */
const BET_REFERENCE = /^[0-9a-f]{12}$/;

export const isBetReference = (id: string): boolean => BET_REFERENCE.test(id);

const BetIdOrReference = z
  .string()
  .trim()
  .toLowerCase()
  .transform((id) => id.replace(/^bet:/, ""))
  .pipe(z.union([uuidText(), z.string().regex(BET_REFERENCE)]));

/** An amount of the operator's base currency, as it is typed. */
const amount = optional(plainText(20).refine((typed) => parseMinor(typed, BASE_CURRENCY) !== null));

export const BetSearch = z.object({
  id: optional(BetIdOrReference),
  email: text(120),
  event: text(120),
  market: text(200),
  status: optional(z.enum(["open", "settled"])),
  result: optional(z.enum(SETTLED_RESULTS)),
  /** The least stake. */
  stake: amount,
  /** The least stake of bets that stand out and are announced. */
  alert: amount,
  /** Bets older than this one. */
  before: optional(uuidText()),
});
export type BetSearch = z.output<typeof BetSearch>;

export const PlayerSearch = z.object({
  q: text(120),
  status: optional(z.enum(["active", "suspended", "closed"])),
  before: optional(uuidText()),
});
export type PlayerSearch = z.output<typeof PlayerSearch>;

export const AuditSearch = z.object({
  actor: text(120),
  action: text(60),
  subject: text(200),
  from: optional(dayText),
  /** Including this whole day. */
  to: optional(dayText),
  before: number,
});
export type AuditSearch = z.output<typeof AuditSearch>;

/**
 * Reads a search from an address. `unreadable` names the fields that make no sense: the caller says so and does not search,
 * as a filter that is dropped would show what was not asked for.
 */
export const readSearch = <Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  query: Record<string, unknown>,
): { search: z.output<z.ZodObject<Shape>>; unreadable: string[] } => {
  const read = Object.keys(schema.shape).map((name) => {
    const { success, data } = z.safeParse(schema.shape[name] as unknown as z.ZodType, query[name]);
    return { name, success, data };
  });
  return {
    search: Object.fromEntries(read.map(({ name, data }) => [name, data])) as z.output<z.ZodObject<Shape>>,
    unreadable: read.filter(({ success }) => !success).map(({ name }) => name),
  };
};

/** One page of a search, newest first; `next` is the cursor of the page after it. */
export type Page<Row> = { rows: Row[]; next: string | null };

/** The page of a search that was not run. */
export const NOTHING = { rows: [], next: null };

/** Parses a market id: the inverse of `marketIdOf`. */
export const parseMarketId = (
  marketId: string,
): { eventId: string; marketType: string; specifiers: string } => {
  const tilde = marketId.indexOf("~");
  const head = tilde < 0 ? marketId : marketId.slice(0, tilde);
  const dot = head.lastIndexOf(".");
  return {
    eventId: head.slice(0, Math.max(0, dot)),
    marketType: head.slice(dot + 1),
    specifiers: tilde < 0 ? "" : marketId.slice(tilde + 1),
  };
};

/** The event of an audit subject: the event itself, or the event of its market. */
export const eventIdOf = (subject: string): string | null => {
  const [kind = "", id = ""] = splitSubject(subject);
  return kind === "event" ? id : kind === "market" ? parseMarketId(id).eventId : null;
};

/** "market:<id>" as its kind and its id. */
export const splitSubject = (subject: string): [kind: string, id: string] => {
  const at = subject.indexOf(":");
  return at < 0 ? [subject, ""] : [subject.slice(0, at), subject.slice(at + 1)];
};

export { BASE_CURRENCY } from "#lib/sportsbook/betting/schema.ts";
export * from "./policy-fields.ts";
export * from "./successors.ts";
export * from "./views.ts";

/** An event that the relay could not deliver. */
export type ParkedEvent = {
  id: bigint;
  kind: string;
  reason: "unknown_kind" | "invalid_payload" | "invalid_bundle" | "subscriber_failed";
  /** The subscriber's error. */
  detail: string | null;
  requestId: string | null;
  parkedAt: Date;
};
