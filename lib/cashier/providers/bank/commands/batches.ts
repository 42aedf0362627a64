import { refuse } from "#lib/core/result.ts";
import { changed } from "#lib/platform/commands/define.ts";
import { db } from "#lib/platform/database/db.ts";
import { defineCommand } from "#lib/players/index.ts";
import { bankRelease } from "../../../permissions.ts";
import { progressWithdrawal } from "../../../withdrawals/pay.ts";
import {
  accountNamed,
  discardBatch,
  markSent,
  prepareBatch,
  type ReleaseRefusal,
  rejectPayout,
  releaseBatch,
} from "../payouts/batches.ts";
import { BatchInput, PrepareBatchInput, RejectPayoutInput } from "../schema.ts";

type PrepareRefusal = { code: "unknown_account" } | { code: "nothing_waits" };

/** Puts what waits for an account into a batch, whose contents are fixed from then on. */
export const prepareBankBatch = defineCommand({
  name: "bank.prepare_batch",
  summary: "Puts the payouts that wait for a bank account into a batch.",
  actor: "staff",
  permission: bankRelease,
  idempotency: "key",
  input: PrepareBatchInput,
  refusals: { unknown_account: 404, nothing_waits: 409 },
  audit: ({ account }) => ({ subject: `bank:${account}` }),
  run: async ({ input, tx }) => {
    const account = accountNamed(input.account);
    if (!account) return refuse<PrepareRefusal>({ code: "unknown_account" });
    const batch = await prepareBatch(account, tx);
    if (!batch) return refuse<PrepareRefusal>({ code: "nothing_waits" });
    const { id, amount, transfers } = batch;
    return changed({ id }, { after: { batch: id, amount: amount.toString(), transfers } });
  },
});

/** Writes the file of a batch. Money leaves by it, so that a second person always approves it. */
export const releaseBankBatch = defineCommand({
  name: "bank.release_batch",
  summary: "Releases a batch: its file for the bank can be downloaded then. A second person approves it.",
  actor: "staff",
  permission: bankRelease,
  idempotency: "key",
  input: BatchInput,
  refusals: { not_prepared: 409, batch_changed: 409, account_missing: 409 },
  audit: ({ batchId, reason }) => ({ subject: `bank_batch:${batchId}`, reason }),
  fourEyes: async ({ batchId, reason }) => {
    const prepared = await db().bankBatch.count({ where: { id: batchId, state: "prepared" } });
    return prepared > 0 ? { subject: `bank_batch:${batchId}`, reason } : null;
  },
  run: async ({ input: { batchId }, tx }) => {
    const refused = await releaseBatch(batchId, tx);
    if (refused) return refuse<ReleaseRefusal>(refused);
    return changed(null, { before: { state: "prepared" }, after: { state: "released" } });
  },
});

/** Gives a batch up before its release; its payouts wait for the next one. */
export const discardBankBatch = defineCommand({
  name: "bank.discard_batch",
  summary: "Discards a batch that was not released; its payouts wait again.",
  actor: "staff",
  permission: bankRelease,
  idempotency: "key",
  input: BatchInput,
  refusals: { not_prepared: 409 },
  audit: ({ batchId, reason }) => ({ subject: `bank_batch:${batchId}`, reason }),
  run: async ({ input: { batchId }, tx }) =>
    (await discardBatch(batchId, tx))
      ? changed(null, { before: { state: "prepared" }, after: { state: "discarded" } })
      : refuse({ code: "not_prepared" as const }),
});

/** Says that the bank has taken the file of a batch. */
export const markBankBatchSent = defineCommand({
  name: "bank.mark_batch_sent",
  summary: "Records that the bank has taken the file of a batch.",
  actor: "staff",
  permission: bankRelease,
  idempotency: "key",
  input: BatchInput,
  refusals: { not_released: 409 },
  audit: ({ batchId, reason }) => ({ subject: `bank_batch:${batchId}`, reason }),
  run: async ({ input: { batchId }, tx }) =>
    (await markSent(batchId, tx))
      ? changed(null, { before: { state: "released" }, after: { state: "sent" } })
      : refuse({ code: "not_released" as const }),
});

/**
 * Ends a payout that the bank refused to take. Its money is the player's again, so that one that the bank pays all the same would be paid twice: a second
 * person always approves it.
 */
export const rejectBankPayout = defineCommand({
  name: "bank.reject_payout",
  summary:
    "Ends a payout that the bank refused; its money is in the balance again. A second person approves it.",
  actor: "staff",
  permission: bankRelease,
  idempotency: "key",
  input: RejectPayoutInput,
  refusals: { not_open: 409 },
  audit: ({ payoutId, reason }) => ({ subject: `payout:${payoutId}`, reason }),
  fourEyes: async ({ payoutId, reason }) => ({ subject: `payout:${payoutId}`, reason }),
  run: async ({ input: { payoutId }, tx, onCommit }) => {
    const paymentId = await rejectPayout(payoutId, tx);
    if (!paymentId) return refuse({ code: "not_open" as const });
    onCommit(() => progressWithdrawal(paymentId));
    return changed(null, { before: { state: "sent" }, after: { state: "failed" } });
  },
});
