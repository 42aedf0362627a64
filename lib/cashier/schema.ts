import { z } from "zod";
import type { Currency } from "#lib/core/money.ts";
import type { TransferCode } from "#lib/ledger/schema.ts";
import { dayText, idempotencyKey, idText, plainText, uuidText } from "#lib/platform/commands/input.ts";
import type {
  EligibilityRefusal,
  ExclusionRegisterRefusal,
  LimitReached,
  LimitUse,
  RequiredLimit,
} from "#lib/players/schema.ts";
import type { DepositState, PaymentState } from "./payments/states.ts";

export * from "./activity/schema.ts";
export * from "./desk/schema.ts";
export * from "./disputes/schema.ts";
export type { DepositState } from "./payments/states.ts";
export * from "./providers/bank/schema.ts";
export * from "./providers/crypto/schema.ts";
export type { StaffChain, StaffTransfer } from "./providers/crypto/staff.ts";
export * from "./reconciliation/schema.ts";

export const DepositInput = z.object({
  /** Made by the page once per intended deposit; a retry sends it again. */
  idempotencyKey: uuidText(),
  /** Plain decimal text in the player's currency, "25" or "25.50". */
  amount: plainText(20),
  /** How to pay: "card". Without it, by the first method that is offered. */
  method: idText(40).optional(),
  /** Of a card form: the token that stands for the card. */
  token: idText(200).optional(),
  /** A card that the player saved. */
  instrumentId: uuidText().optional(),
});
export type DepositInput = z.output<typeof DepositInput>;

/** Amounts are minor units of the player's currency. */
export type DepositRefusal =
  | { code: "amount_invalid" }
  | { code: "below_minimum"; minimum: bigint }
  | { code: "above_maximum"; maximum: bigint }
  /** So much may still be deposited in the running 24 hours. */
  | { code: "above_day_limit"; left: bigint }
  | EligibilityRefusal
  /** The law of the country requires these limits before the first deposit. */
  | { code: "limits_required"; missing: RequiredLimit[] }
  /** Before the first deposit the player sets a limit, or says that none is wanted. */
  | { code: "limit_choice_required" }
  /** A limit that the player has set. */
  | LimitReached<"deposit" | "net_deposit">
  /** So much may still be deposited before the player's identity is verified. */
  | { code: "identity_required"; left: bigint }
  /** The provider did not take the payment. */
  | { code: "declined"; reason: string }
  /** The card form's token has expired or was used, or the saved card is gone. */
  | { code: "card_invalid" }
  /** The law of the player's country forbids to bet with credit. */
  | { code: "credit_card" }
  | { code: "currency_not_offered"; currency: Currency }
  | { code: "no_provider" }
  | ExclusionRegisterRefusal
  /** The key has made a deposit of another amount, which is this one. */
  | { code: "key_reused"; made: DepositView };

export type DepositView = {
  id: string;
  provider: string;
  amount: bigint;
  currency: Currency;
  state: DepositState;
  /** What the player must do next, such as to confirm at the bank. */
  action: { kind: "redirect"; url: string } | null;
  at: Date;
  /** The cash balance as it is now: with this deposit in it, once that has succeeded. */
  balance: bigint;
  /** True when this key had already made the deposit: nothing moved a second time. */
  repeated: boolean;
};

export const WithdrawalInput = z.object({
  /** Made by the page once per intended withdrawal; a retry sends it again. */
  idempotencyKey: uuidText(),
  /** Plain decimal text in the player's currency. */
  amount: plainText(20),
  method: idText(40),
  /** The card that it goes back to. */
  instrumentId: uuidText().optional(),
});
export type WithdrawalInput = z.output<typeof WithdrawalInput>;

export type WithdrawalRefusal =
  | { code: "amount_invalid" }
  | { code: "below_minimum"; minimum: bigint }
  | { code: "above_available"; available: bigint }
  /** So much was deposited by this card and not withdrawn to it yet. */
  | { code: "above_destination"; maximum: bigint }
  | { code: "no_destination" }
  | { code: "key_reused" }
  | EligibilityRefusal;

export type WithdrawalView = {
  id: string;
  amount: bigint;
  currency: Currency;
  state: PaymentState;
  at: Date;
  repeated: boolean;
};

/** Where a player may withdraw to. */
export type Destination = {
  method: string;
  provider: string;
  instrument: { id: string; brand: string; last4: string } | null;
  maximum: bigint;
};

export const CancelInput = z.object({ paymentId: uuidText() });

export const RemoveInstrumentInput = z.object({ instrumentId: uuidText() });

export const ReviewInput = z.object({
  paymentId: uuidText(),
  reason: plainText(500).min(3),
  idempotencyKey: idempotencyKey(),
});

export type DepositLimits = { minimum: bigint; maximum: bigint; perDay: bigint };

/** A card that a player has paid with. */
export type SavedInstrument = { id: string; method: string; brand: string; last4: string; expired: boolean };

export type OfferedMethod = {
  method: string;
  provider: string;
  /** How its card form comes about: Stripe.js with this key, or the form of the simulator; null where it needs none. */
  form: { kind: "stripe"; publishableKey: string; types: readonly string[] } | { kind: "simulated" } | null;
};

/** What the cashier offers this player now; null when no provider is switched on. */
export type CashierOffer = {
  methods: OfferedMethod[];
  /** The last used first. */
  saved: SavedInstrument[];
  currency: Currency;
  limits: DepositLimits;
  /** What may still be deposited in the running 24 hours. */
  leftToday: bigint;
  /** The limit of the player's own that allows the least, if there is one. */
  limit: LimitUse<"deposit" | "net_deposit"> | null;
  /** What may still be deposited before the player's identity is verified; null without such a ceiling. */
  unverified: bigint | null;
  /** What the player deposited last; null before the first time. */
  last: { amount: bigint; method: string; instrumentId: string | null } | null;
  /** Amounts to pick with one tap, minor units, ascending: the player's own, then common ones. */
  suggestions: bigint[];
};

/** The filter in the address of the list of payments. Anything odd falls back to "everything". */
export const PaymentsQuery = z.object({
  direction: z.enum(["all", "deposit", "withdrawal"]).catch("all"),
  before: uuidText().nullable().catch(null),
});
export type PaymentsQuery = z.output<typeof PaymentsQuery>;

const Day = dayText.nullable().catch(null);

/** The filter in a statement's address. Anything odd falls back to "everything". */
export const StatementQuery = z.object({
  /** One of the kinds of line that modules register, or "all". */
  kind: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .catch("all"),
  /** Calendar days in the player's time zone, both included. */
  from: Day,
  to: Day,
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .nullable()
    .catch(null),
});
export type StatementQuery = z.output<typeof StatementQuery>;

/** Null: lines of every code. */
export type StatementFilter = Omit<StatementQuery, "kind"> & { codes: readonly TransferCode[] | null };

export type StatementReference = { kind: "bet" | "deposit"; id: string } | { kind: "other"; text: string };

export type StatementLine = {
  version: bigint;
  transferId: string;
  code: TransferCode;
  reference: StatementReference;
  amount: bigint;
  balanceAfter: bigint;
  at: Date;
};

export type StatementPage = { lines: StatementLine[]; next: string | null };
