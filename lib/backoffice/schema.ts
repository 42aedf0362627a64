import { z } from "zod";

/** Who acts: the id and the name that the audit trail keeps. */
export type Staff = { staffId: string; actor: string };

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

const Note = z
  .string()
  .trim()
  .max(500)
  .transform((text) => (text === "" ? null : text))
  .nullish();

export const StaffScope = z.discriminatedUnion("scope", [
  z.object({ scope: z.literal("market"), id: z.string().min(3).max(200) }),
  z.object({ scope: z.literal("event"), id: z.string().min(1).max(120) }),
  z.object({ scope: z.literal("sport"), id: z.string().min(1).max(64) }),
  z.object({ scope: z.literal("all") }),
]);
export type StaffScope = z.infer<typeof StaffScope>;

export const SuspendInput = z.object({
  where: StaffScope,
  reason: z.enum(STAFF_SUSPENSION_REASONS),
  note: Note,
});
export type SuspendInput = z.output<typeof SuspendInput>;

export const ResumeInput = z.object({ where: StaffScope, note: Note });
export type ResumeInput = z.output<typeof ResumeInput>;

export type SuspendRefusal = { code: "unknown_subject" };
export type ResumeRefusal = { code: "unknown_subject" } | { code: "not_suspended" };

// voids --------------------------------------------------------------------------------------------

export const VOID_REASONS = ["palpable_error", "past_post", "integrity", "abandoned", "technical"] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

export const VoidBetInput = z.object({ betId: z.uuid(), reason: z.enum(VOID_REASONS), note: Note });
export type VoidBetInput = z.output<typeof VoidBetInput>;

export const VoidMarketInput = z.object({
  marketId: z.string().min(3).max(200),
  reason: z.enum(VOID_REASONS),
  note: Note,
  /** Open bets on the market when its effect was shown. More or fewer since then is a refusal. */
  betsSeen: z.int().min(0),
});
export type VoidMarketInput = z.output<typeof VoidMarketInput>;

/** What a void does to the money of one currency, in its minor units. */
export type VoidEffect = {
  currency: string;
  /** Bets that end and get their stake back. */
  refundedBets: number;
  refundedStake: bigint;
  /** Accumulators that go on, or are paid, without the voided leg. */
  reducedBets: number;
  reducedStake: bigint;
  /** What these bets could pay before and after, stake included. */
  returnBefore: bigint;
  returnAfter: bigint;
};

export type VoidBetRefusal = { code: "unknown_bet" } | { code: "already_settled" };
export type VoidMarketRefusal =
  | { code: "unknown_market" }
  | { code: "already_settled" }
  | { code: "effect_changed"; bets: number };

// searches -----------------------------------------------------------------------------------------

export const PAGE_SIZE = 50;

/** A search field left empty in the address bar is no filter, and neither is one that makes no sense. */
const optional = <T extends z.ZodType>(inner: T) =>
  z
    .preprocess((value) => (value === "" || value === null ? undefined : value), inner.optional())
    .catch(undefined);

const text = (max: number) => optional(z.string().trim().min(1).max(max));
const number = optional(
  z
    .string()
    .regex(/^\d{1,18}$/)
    .transform((digits) => BigInt(digits)),
);

export const BetSearch = z.object({
  id: optional(z.uuid()),
  email: text(120),
  event: text(120),
  market: text(200),
  status: optional(z.enum(["open", "settled"])),
  result: optional(z.enum(["won", "lost", "void", "half_won", "half_lost"])),
  /** Bets older than this one. */
  before: optional(z.uuid()),
});
export type BetSearch = z.output<typeof BetSearch>;

export const PlayerSearch = z.object({
  q: text(120),
  status: optional(z.enum(["active", "suspended", "closed"])),
  before: optional(z.uuid()),
});
export type PlayerSearch = z.output<typeof PlayerSearch>;

export const AuditSearch = z.object({
  actor: text(120),
  action: text(60),
  subject: text(200),
  from: optional(z.iso.date()),
  /** The whole of this day is included. */
  to: optional(z.iso.date()),
  before: number,
});
export type AuditSearch = z.output<typeof AuditSearch>;

/** One page of a search, newest first; `next` is the cursor of the page after it. */
export type Page<Row> = { rows: Row[]; next: string | null };

/** What a market's id says by itself: `marketIdOf` backwards. */
export const parseMarketId = (
  marketId: string,
): { eventId: string; template: string; specifiers: string } => {
  const tilde = marketId.indexOf("~");
  const head = tilde < 0 ? marketId : marketId.slice(0, tilde);
  const dot = head.lastIndexOf(".");
  return {
    eventId: head.slice(0, Math.max(0, dot)),
    template: head.slice(dot + 1),
    specifiers: tilde < 0 ? "" : marketId.slice(tilde + 1),
  };
};

export * from "./views.ts";
