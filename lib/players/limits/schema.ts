import { z } from "zod";
import { plainText } from "#lib/platform/commands/input.ts";

/**
 * What a player can limit: deposits, deposits less withdrawals, stakes less returns, stakes, and time.
 */
export const LIMIT_KINDS = ["deposit", "net_deposit", "loss", "stake", "session"] as const;
export type LimitKind = (typeof LIMIT_KINDS)[number];

/** Kinds that are checked where a deposit is made, and where a stake is taken. */
export const DEPOSIT_LIMITS = ["deposit", "net_deposit"] as const;
export const STAKE_LIMITS = ["stake", "loss"] as const;

/** 24 hours, 7 days, a calendar month in UTC. */
export const LIMIT_PERIODS = ["day", "week", "month"] as const;
export type LimitPeriod = (typeof LIMIT_PERIODS)[number];

/** A limit with what counts towards it now. Amounts are minor units of the player's currency, or minutes of a limit on time. */
export type LimitUse<Kind extends LimitKind = LimitKind> = {
  kind: Kind;
  period: LimitPeriod;
  amount: bigint;
  used: bigint;
  /** When the first of what counts no longer does, in milliseconds. */
  resetsAtMs: number;
};

/** What a limit still allows; nothing where more counts than it allows. */
export const leftOf = ({ amount, used }: Pick<LimitUse, "amount" | "used">): bigint =>
  amount > used ? amount - used : 0n;

/** The limit that allows the least, if there is one. */
export const tightest = <Use extends LimitUse>(limits: readonly Use[]): Use | null =>
  limits.reduce<Use | null>(
    (least, limit) => (least && leftOf(least) <= leftOf(limit) ? least : limit),
    null,
  );

/** Why an amount is refused: the limit that allows the least, and what it still allows. */
export type LimitReached<Kind extends LimitKind = LimitKind> = {
  code: "limit_reached";
  limit: Kind;
  period: LimitPeriod;
  amount: bigint;
  left: bigint;
  resetsAtMs: number;
};

/** The refusal of an amount above the limits, or null. */
export const aboveLimits = <Kind extends LimitKind>(
  amount: bigint,
  limits: readonly LimitUse<Kind>[],
): LimitReached<Kind> | null => {
  const limit = tightest(limits);
  if (!limit || amount <= leftOf(limit)) return null;
  const { kind, period, resetsAtMs } = limit;
  return {
    code: "limit_reached",
    limit: kind,
    period,
    amount: limit.amount,
    left: leftOf(limit),
    resetsAtMs,
  };
};

/** Whether an amount that has just been counted took a limit to four fifths of what it allows, or to all of it. */
export const reaches = ({ amount, used }: Pick<LimitUse, "amount" | "used">, added: bigint): boolean =>
  used >= amount || (used * 5n >= amount * 4n && (used - added) * 5n < amount * 4n);

/** A limit as its player sees it. */
export type PlayerLimit = {
  kind: LimitKind;
  period: LimitPeriod;
  amount: bigint;
  /** A higher amount that was asked for, null for no limit, and from when it can be confirmed. */
  raise: { wanted: bigint | null; readyAt: Date; ready: boolean } | null;
};

const LimitOf = z.object({
  kind: z.enum(LIMIT_KINDS),
  period: z.enum(LIMIT_PERIODS),
});

export const SetLimitInput = LimitOf.extend({
  /** Plain decimal text in the player's currency, whole minutes of a limit on time; null or empty for no limit. */
  amount: plainText(20).nullable(),
});
export type SetLimitInput = z.output<typeof SetLimitInput>;

export const LimitInput = LimitOf;
export type LimitInput = z.output<typeof LimitInput>;

/** A limit that the law of a country requires. */
export type RequiredLimit = "deposit" | "loss" | "session";

/** What the policy of the player's country does not allow a limit to be. Amounts are minor units of the player's currency. */
export type LimitBoundRefusal =
  /** The law knows no higher limit. */
  | { code: "above_ceiling"; maximum: bigint }
  /** A limit above this takes a conversation with staff first. */
  | { code: "contact_required"; maximum: bigint }
  /** The law requires this limit: it can be changed, and not removed. */
  | { code: "limit_required" };

export type SetLimitRefusal = { code: "amount_invalid" } | LimitBoundRefusal;
export type ConfirmLimitRefusal = { code: "nothing_waiting" } | { code: "not_ready" } | LimitBoundRefusal;
