import { db, type Prisma } from "#lib/platform/database/db.ts";
import { receiveWebhook } from "../../payments/receive.ts";
import { depositLimits, depositSuggestions } from "../limits.ts";
import {
  OBJECT_STATES,
  type ObjectState,
  type PaymentObject,
  type PaymentProvider,
  type PayoutObject,
} from "../provider.ts";
import { readSigned, signed } from "./webhook.ts";

const STORED = {
  id: true,
  paymentId: true,
  playerId: true,
  amount: true,
  currency: true,
  state: true,
} satisfies Prisma.DemoPaymentSelect;

const isObjectState = (state: string): state is ObjectState =>
  (OBJECT_STATES as readonly string[]).includes(state);

const objectOf = (row: Prisma.DemoPaymentGetPayload<{ select: typeof STORED }>): PaymentObject => ({
  kind: "payment",
  id: row.id,
  paymentId: row.paymentId,
  playerId: row.playerId,
  state: isObjectState(row.state) ? row.state : "failed",
  amount: row.amount,
  currency: row.currency,
  live: false,
  reason: null,
  action: null,
  instrument: null,
});

const payoutOf = (row: Prisma.DemoPayoutGetPayload<Record<never, never>>): PayoutObject => ({
  kind: "payout",
  id: row.id,
  payoutId: row.payoutId,
  state: row.state === "paid" ? "paid" : row.state === "failed" ? "failed" : "sent",
  amount: row.amount,
  currency: row.currency,
  reason: row.state === "failed" ? "refused" : null,
});

/** Sends the site the message that a real provider sends when an object has changed. */
const notify = async (
  objectId: string,
  state: string,
  kind: "payment" | "payout" = "payment",
): Promise<void> => {
  const event = { id: `${objectId}:${state}`, type: `${kind}.${state}`, object: objectId };
  const { body, headers } = signed(event);
  await receiveWebhook(demoProvider, body, headers);
};

/**
 * Play money: always authorised, never more than a day's fun. Its far side is the table `demo_payment`; everything else, from the signed
 * message to the ledger, is what happens with a real provider.
 */
export const demoProvider: PaymentProvider = {
  id: "demo",
  live: false,
  capabilities: [
    { method: "play_money", directions: ["deposit", "withdrawal"], withdrawsTo: "account", currencies: null },
  ],
  limits: depositLimits,
  suggestions: depositSuggestions,
  create: async ({ paymentId, playerId, amount, currency }) => {
    const id = `demo_${paymentId}`;
    const made = await db().demoPayment.createMany({
      data: [{ id, paymentId, playerId, amount, currency, state: "succeeded" }],
      skipDuplicates: true,
    });
    const row = await db().demoPayment.findUniqueOrThrow({ select: STORED, where: { id } });
    if (made.count > 0) await notify(id, row.state);
    return objectOf(row);
  },
  readWebhook: readSigned,
  fetch: async (id) => {
    const row = await db().demoPayment.findUnique({ select: STORED, where: { id } });
    return row && objectOf(row);
  },
  payOut: async ({ payoutId, amount, currency }) => {
    const id = `demo_out_${payoutId}`;
    const made = await db().demoPayout.createMany({
      data: [{ id, payoutId, amount, currency, state: "paid" }],
      skipDuplicates: true,
    });
    const row = await db().demoPayout.findUniqueOrThrow({ where: { id } });
    if (made.count > 0) await notify(id, row.state, "payout");
    return payoutOf(row);
  },
  fetchPayout: async (id) => {
    const row = await db().demoPayout.findUnique({ where: { id } });
    return row && payoutOf(row);
  },
  find: (paymentId) => demoProvider.fetch(`demo_${paymentId}`),
  cancel: async (id) => {
    await db().demoPayment.updateMany({
      where: { id, state: { in: ["requires_action", "processing"] } },
      data: { state: "canceled" },
    });
    return objectOf(await db().demoPayment.findUniqueOrThrow({ select: STORED, where: { id } }));
  },
  list: async function* (since) {
    const rows = await db().demoPayment.findMany({
      select: STORED,
      where: { createdAt: { gte: since } },
      orderBy: { createdAt: "asc" },
    });
    yield* rows.map(objectOf);
  },
  listPayouts: async function* (since) {
    const rows = await db().demoPayout.findMany({
      where: { createdAt: { gte: since } },
      orderBy: { createdAt: "asc" },
    });
    yield* rows.map(payoutOf);
  },
};
