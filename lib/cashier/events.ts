import { z } from "zod";
import { defineEvent } from "#lib/platform/messaging/event.ts";
import { DISPUTE_KINDS } from "./disputes/schema.ts";
import { DIRECTIONS, PAYMENT_STATES, REVERSAL_REASONS } from "./payments/states.ts";
import { DEPOSIT_STATES as CRYPTO_STATES } from "./providers/crypto/deposits/states.ts";

/** A deposit was credited. */
export const depositCompleted = defineEvent(
  "deposit.completed",
  z.object({
    depositId: z.guid(),
    playerId: z.guid(),
    provider: z.string(),
    /** Minor units in decimal text. */
    amount: z.string().regex(/^\d+$/),
    currency: z.string(),
  }),
  {
    audience: ["player", "staff", "notifications"],
    toPlayer: ({ depositId }) => ({ depositId }),
    toStaff: ({ playerId }) => `player:${playerId}`,
  },
);

const Minor = z.string().regex(/^\d+$/);

/** Money of a deposit was taken back from outside, or given again. Amounts are minor units in decimal text. */
export const depositReversed = defineEvent(
  "deposit.reversed",
  z.object({
    depositId: z.guid(),
    playerId: z.guid(),
    currency: z.string(),
    amount: Minor,
    /** So much of it was not there any more. */
    owed: Minor,
    reason: z.enum(REVERSAL_REASONS),
    /** True where an earlier reversal was undone. */
    reinstated: z.boolean(),
  }),
  {
    audience: ["player", "staff", "notifications"],
    toPlayer: ({ depositId }) => ({ depositId }),
    toStaff: ({ playerId }) => `player:${playerId}`,
  },
);

/** Somebody began to doubt a deposit, or that has changed or ended. */
export const disputeChanged = defineEvent(
  "dispute.changed",
  z.object({ disputeId: z.guid(), paymentId: z.guid(), playerId: z.guid(), type: z.enum(DISPUTE_KINDS) }),
  { audience: ["staff"], toStaff: ({ playerId }) => `player:${playerId}` },
);

/** A payment took a step. */
export const paymentChanged = defineEvent(
  "payment.changed",
  z.object({
    paymentId: z.guid(),
    playerId: z.guid(),
    direction: z.enum(DIRECTIONS),
    state: z.enum(PAYMENT_STATES),
    version: z.number().int(),
  }),
  {
    audience: ["player", "staff", "cashier", "notifications"],
    toPlayer: ({ paymentId, state, version }) => ({ paymentId, state, version }),
    toStaff: ({ playerId }) => `player:${playerId}`,
  },
);

/** Events of providers were stored and wait to be processed. */
export const providerEventsReceived = defineEvent(
  "provider.events_received",
  z.object({ count: z.number().int().positive() }),
  { audience: ["cashier"] },
);

/** Money on its way from a chain took a step, or is under more blocks. */
export const cryptoDepositChanged = defineEvent(
  "crypto.deposit_changed",
  z.object({
    cryptoDepositId: z.guid(),
    playerId: z.guid(),
    state: z.enum(CRYPTO_STATES),
    confirmations: z.number().int(),
  }),
  {
    audience: ["player"],
    toPlayer: ({ cryptoDepositId, state, confirmations }) => ({ cryptoDepositId, state, confirmations }),
  },
);

/** A player removed an instrument; its provider is told to forget it. */
export const instrumentRemoved = defineEvent(
  "instrument.removed",
  z.object({ instrumentId: z.guid(), playerId: z.guid(), provider: z.string(), objectId: z.string() }),
  { audience: ["player", "cashier"], toPlayer: ({ instrumentId }) => ({ instrumentId }) },
);

/** A file of the bank was stored and waits to be processed. */
export const bankStatementImported = defineEvent(
  "bank.statement_imported",
  z.object({ statementId: z.guid() }),
  { audience: ["staff", "bank"], toStaff: ({ statementId }) => `bank_statement:${statementId}` },
);

/** Something that staff see of payments has changed without a step: who works on what, an exception, a difference. */
export const deskChanged = defineEvent("payment.desk_changed", z.object({ subject: z.string() }), {
  audience: ["staff"],
  toStaff: ({ subject }) => subject,
});

/** Staff corrected a player's cash. */
export const balanceAdjusted = defineEvent("balance.adjusted", z.object({ playerId: z.guid() }), {
  audience: ["player", "staff"],
  toPlayer: () => ({}),
  toStaff: ({ playerId }) => `player:${playerId}`,
});

/** Staff asked for a reconciliation of whole days (UTC), both included. */
export const reconciliationAsked = defineEvent(
  "reconciliation.asked",
  z.object({ provider: z.string(), fromDay: z.iso.date(), toDay: z.iso.date() }),
  { audience: ["cashier"] },
);

export const cashierEvents = [
  bankStatementImported,
  cryptoDepositChanged,
  depositCompleted,
  depositReversed,
  disputeChanged,
  instrumentRemoved,
  paymentChanged,
  providerEventsReceived,
  deskChanged,
  balanceAdjusted,
  reconciliationAsked,
];
