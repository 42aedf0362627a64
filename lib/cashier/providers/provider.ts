import type { Currency } from "#lib/core/money.ts";
import type { DisputeKind, DisputeResult } from "../disputes/schema.ts";
import type { Direction } from "../payments/states.ts";
import type { DepositLimits } from "../schema.ts";

/** What a provider can do, as data. */
export type Capability = {
  method: string;
  directions: readonly Direction[];
  /**
   * What a withdrawal goes to: refunds of "deposits" by the same instrument; an "instrument" that the player registered, such as a bank
   * account; or the player's "account" at the provider.
   */
  withdrawsTo: "deposits" | "instrument" | "account";
  /** Null: every currency that is offered. */
  currencies: readonly Currency[] | null;
};

/** The states of a payment at a provider, in the words of our own. */
export const OBJECT_STATES = ["requires_action", "processing", "succeeded", "failed", "canceled"] as const;
export type ObjectState = (typeof OBJECT_STATES)[number];

/** What the player must do next: open this address, for instance for 3-D Secure. */
export type NextAction = { kind: "redirect"; url: string };

/** A card or wallet that paid, as far as the provider says. */
export type InstrumentFacts = {
  /** The provider's name for it, by which it can be charged again. */
  objectId: string;
  brand: string;
  last4: string;
  /** The same for everybody who uses the card. */
  fingerprint: string | null;
  funding: string | null;
  country: string | null;
  expMonth: number | null;
  expYear: number | null;
};

/** What a player pays with: a form's token, or what they saved before, by the provider's name. */
export type PaysWith = { token: string } | { saved: string };

/** A payment as its provider reports it now. */
export type PaymentObject = {
  kind: "payment";
  /** Unique at the provider. */
  id: string;
  /** Ours, which we gave it when we made it; null where it was not made by us. */
  paymentId: string | null;
  playerId: string | null;
  state: ObjectState;
  /** Minor units: what was received once it has succeeded, and before that what was asked for. */
  amount: bigint;
  /** As the provider names it, in upper case. */
  currency: string;
  /** Whether it moves real money. */
  live: boolean;
  /** Why it failed, in a word that pages know. */
  reason: string | null;
  action: NextAction | null;
  instrument: InstrumentFacts | null;
};

/** A payout or refund as its provider reports it now. A refund that was paid may fail afterwards. */
export type PayoutObject = {
  kind: "payout";
  id: string;
  /** Ours; null where it was not made by us. */
  payoutId: string | null;
  state: "sent" | "paid" | "failed";
  amount: bigint;
  currency: string;
  reason: string | null;
  /** The provider's name for the payment that it refunds, where the provider says it. */
  refunds?: string | null;
};

/** Money that a dispute moved. */
export type DisputeMovement = {
  /** The provider's name for it. */
  id: string;
  /** Taken from us, or given back what was taken before. */
  kind: "withdrawn" | "reinstated";
  /** Minor units of the payment's currency. */
  amount: bigint;
  /** What the provider takes for it; negative where it gives a fee back. */
  fee: { amount: bigint; currency: string } | null;
};

/** Somebody's doubt about a payment, as the provider reports it now. */
export type DisputeObject = {
  kind: "dispute";
  id: string;
  type: DisputeKind;
  /** The provider's name for the payment; null where it names none. */
  payment: string | null;
  live: boolean;
  /** Null while it is open. */
  result: DisputeResult | null;
  /** Null: the whole payment. */
  amount: bigint | null;
  currency: string;
  reason: string | null;
  /** Until when evidence is taken. */
  respondBy: Date | null;
  /** In the order in which money moved. An inquiry, a warning and a review move none. */
  movements: DisputeMovement[];
};

export const OBJECT_KINDS = ["payment", "payout", "dispute"] as const;

/** Names an object at a provider. */
export type ObjectRef = { kind: (typeof OBJECT_KINDS)[number]; id: string };

/** Something that a bank, a chain or a provider's balance report says has moved. */
export type ExternalMovement = {
  /** Unique in the report, for ever. */
  id: string;
  /** The payment or payout of the provider that it belongs to; null for what belongs to none, such as a monthly fee. */
  objectId: string | null;
  /** Money in, or out. */
  direction: "in" | "out";
  /** Minor units, before the fee; 0 where only a fee moved. */
  amount: bigint;
  /** In upper case. */
  currency: string;
  /** What the provider keeps of it, in the same currency; negative where it gives a fee back. */
  fee: bigint;
};

/** What a bank, a chain or a provider says that it holds for us now. */
export type ExternalBalance = { currency: string; amount: bigint };

/** A payout to make. Its id is the idempotency key. */
export type NewPayout = {
  payoutId: string;
  amount: bigint;
  currency: Currency;
  /** The provider's name for the deposit that is refunded; null for a payout without one. */
  refunds: string | null;
  /** The provider's name for the instrument that is paid to; null where none was registered. */
  destination: string | null;
};

/** A provider's event whose signature was right. */
export type ProviderNotice = {
  /** Unique at the provider. */
  eventId: string;
  kind: string;
  /** What it is about; null for a kind that we do not process. */
  about: ObjectRef | null;
};

export type NewObject = {
  /** Ours. Also the idempotency key: the same id always gets the same object. */
  paymentId: string;
  playerId: string;
  method: string;
  amount: bigint;
  currency: Currency;
  /** Null for a method that needs none. */
  payWith: PaysWith | null;
  /** The player's name at the provider; null for a provider that keeps none. */
  customer: string | null;
  /** Where a player comes back to from a page of the bank. */
  returnUrl: string;
};

/**
 * A way to move money. Everything that calls the provider runs outside of any transaction and may be repeated. What it answers is
 * what `fetch` would answer: nothing else decides about money.
 */
export type PaymentProvider = {
  /** Names its clearing account in the ledger and its address for webhooks. */
  readonly id: string;
  /** Whether its objects move real money. */
  readonly live: boolean;
  readonly capabilities: readonly Capability[];
  limits(currency: Currency): DepositLimits;
  suggestions(currency: Currency): bigint[];
  /** Makes the player's customer; providers without customers leave it out. Repeating it answers with the same one. */
  customer?(player: { playerId: string; email: string }): Promise<string>;
  /** What a player is about to pay with, before any money moves; null where it is not valid any more. */
  inspect?(payWith: PaysWith): Promise<Omit<InstrumentFacts, "objectId"> | null>;
  /** Forgets an instrument that the player removed; providers that keep none leave it out. May be repeated. */
  forget?(instrument: string): Promise<void>;
  /** Makes the provider's object for a deposit, or answers with the one that was made before. */
  create(payment: NewObject): Promise<PaymentObject>;
  /** Checks the signature over the bytes as they came, then reads them. Null: not from this provider. */
  readWebhook(body: Buffer, headers: Headers): ProviderNotice | null;
  /** The payment as it is now; null where the provider has none of this name. */
  fetch(id: string): Promise<PaymentObject | null>;
  /** Pays out, or answers with the payout that was made before. One that the provider refuses for good has failed. */
  payOut(payout: NewPayout): Promise<PayoutObject>;
  /** The payout as it is now; null where the provider has none of this name. */
  fetchPayout(id: string): Promise<PayoutObject | null>;
  /** The object that was made for a payment of ours whose answer got lost; null where there is none. */
  find(paymentId: string): Promise<PaymentObject | null>;
  /** Ends an object that nobody will finish. Answers how it is then: money that was taken already stays taken. */
  cancel(objectId: string): Promise<PaymentObject>;
  /** Every object that was made from then on, for reconciliation. */
  list(since: Date): AsyncIterable<PaymentObject>;
  /** The most that may be paid to an instrument at once, by its name at the provider; null without a ceiling. */
  ceiling?(destination: string, currency: Currency): Promise<bigint | null>;
  /** Every payout that was made from then on, as it is now. */
  listPayouts(since: Date): AsyncIterable<PayoutObject>;
  /** The dispute, warning or review as it is now; null where the provider has none of this name. Providers without disputes leave it out. */
  fetchDispute?(id: string): Promise<DisputeObject | null>;
  /** Every dispute, warning and review that was made from then on. */
  listDisputes?(since: Date): AsyncIterable<DisputeObject>;
  /** What the bank or chain behind it, or its balance report, says has moved from then on. Left out where there is no such report. */
  externalMovements?(since: Date): AsyncIterable<ExternalMovement>;
  /** What it holds for us now, as that report says. */
  externalBalances?(): Promise<ExternalBalance[]>;
};
