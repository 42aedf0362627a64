import { uuidv7 } from "#lib/core/id.ts";
import { changed } from "#lib/platform/commands/define.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { adjustBalance, refundDeposit } from "../desk/refund.ts";
import { AdjustBalanceInput, RefundDepositInput } from "../desk/schema.ts";
import { balanceAdjusted } from "../events.ts";
import { paymentsCorrect } from "../permissions.ts";

/** Refunds a deposit to the instrument that it came from. A second person approves it. */
export const refundDepositCommand = defineCommand({
  name: "deposit.refund",
  summary: "Refunds a deposit, or a part of it, from the player's cash.",
  actor: "staff",
  permission: paymentsCorrect,
  idempotency: "key",
  input: RefundDepositInput,
  refusals: { not_refundable: 409, amount_invalid: 422, above_deposit: 409, above_available: 409 },
  audit: ({ paymentId, reason }) => ({ subject: `payment:${paymentId}`, reason }),
  fourEyes: async ({ paymentId, reason }) => ({ subject: `payment:${paymentId}`, reason }),
  run: async ({ input, actor: { staffId }, tx, onCommit }) => {
    const { paymentId: depositId, amount, idempotencyKey } = input;
    const refunded = await refundDeposit({ depositId, amount, staffId, key: idempotencyKey ?? uuidv7() }, tx);
    if (!refunded.ok) return refunded;
    onCommit(scheduleRelay);
    return changed(refunded.value, { after: { refund: refunded.value.paymentId, amount } });
  },
});

/** Corrects a player's cash by hand. A second person approves it. */
export const adjustBalanceCommand = defineCommand({
  name: "player.adjust_balance",
  summary: "Credits or debits a player's cash by hand, against the operator's adjustments.",
  actor: "staff",
  permission: paymentsCorrect,
  idempotency: "key",
  input: AdjustBalanceInput,
  refusals: { unknown_player: 404, amount_invalid: 422, above_available: 409 },
  audit: ({ playerId, reason }) => ({ subject: `player:${playerId}`, reason }),
  fourEyes: async ({ playerId, reason }) => ({ subject: `player:${playerId}`, reason }),
  run: async ({ input, tx, onCommit }) => {
    const { playerId, direction, amount } = input;
    const adjusted = await adjustBalance({ playerId, direction, amount }, tx);
    if (!adjusted.ok) return adjusted;
    await publish(tx, balanceAdjusted, { playerId });
    onCommit(scheduleRelay);
    const { amount: minor, currency } = adjusted.value;
    return changed(null, { after: { [direction]: minor.toString(), currency } });
  },
});
