import { type Currency, currencyRow, isCurrency, minorOf } from "#lib/core/money.ts";
import { refuse } from "#lib/core/result.ts";
import { changed } from "#lib/platform/commands/define.ts";
import { db } from "#lib/platform/database/db.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { paymentsReview } from "../permissions.ts";
import { ReviewInput } from "../schema.ts";
import { decideReview } from "../withdrawals/pay.ts";

/** From this amount on, in units of about one euro, a second person approves. */
const FOUR_EYES_FROM = 10_000n;

const units = (count: bigint, currency: Currency): bigint =>
  count * minorOf(currencyRow(currency).demoUnit, currency);

const isLarge = async (paymentId: string): Promise<boolean> => {
  const payment = await db().payment.findUnique({
    select: { amount: true, currency: true },
    where: { id: paymentId },
  });
  if (!payment || !isCurrency(payment.currency)) return false;
  return payment.amount >= units(FOUR_EYES_FROM, payment.currency);
};

/** Lets a withdrawal in review be paid. A large one takes a second person. */
export const approveWithdrawalCommand = defineCommand({
  name: "withdrawal.approve",
  summary: "Approves a withdrawal in review; it is paid then.",
  actor: "staff",
  permission: paymentsReview,
  idempotency: "key",
  input: ReviewInput,
  refusals: { not_in_review: 409 },
  audit: ({ paymentId, reason }) => ({ subject: `payment:${paymentId}`, reason }),
  fourEyes: async ({ paymentId, reason }) =>
    (await isLarge(paymentId)) ? { subject: `payment:${paymentId}`, reason } : null,
  run: async ({ input: { paymentId }, actor: { staffId }, tx, onCommit }) => {
    if (!(await decideReview(paymentId, { staffId, approve: true }, tx)))
      return refuse({ code: "not_in_review" as const });
    onCommit(scheduleRelay);
    return changed(null, { before: { state: "in_review" }, after: { state: "approved" } });
  },
});

/** Gives the money of a withdrawal in review back to the player's balance. */
export const declineWithdrawalCommand = defineCommand({
  name: "withdrawal.decline",
  summary: "Declines a withdrawal in review; its money is in the balance again.",
  actor: "staff",
  permission: paymentsReview,
  idempotency: "key",
  input: ReviewInput,
  refusals: { not_in_review: 409 },
  audit: ({ paymentId, reason }) => ({ subject: `payment:${paymentId}`, reason }),
  run: async ({ input: { paymentId }, actor: { staffId }, tx, onCommit }) => {
    if (!(await decideReview(paymentId, { staffId, approve: false }, tx)))
      return refuse({ code: "not_in_review" as const });
    onCommit(scheduleRelay);
    return changed(null, { before: { state: "in_review" }, after: { state: "declined" } });
  },
});
