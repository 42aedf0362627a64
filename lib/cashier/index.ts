export { activity } from "./activity/activity.ts";
export * as cashierCommands from "./commands/index.ts";
export { csvHead, csvRecord } from "./csv.ts";
export { deposit } from "./deposit.ts";
export { openExceptions } from "./desk/exceptions.ts";
export { paymentCurrencies, paymentPoints, providerHealth } from "./desk/health.ts";
export { type PaymentRecord, paymentRecord } from "./desk/payment.ts";
export { paymentFilters, searchPayments } from "./desk/payments.ts";
export { parkedProviderEvents } from "./desk/provider-events.ts";
export { type InformationAsked, informationAsked, paymentsWaiting, reviewQueue } from "./desk/review.ts";
export { uploadInformation } from "./desk/upload.ts";
export { depositLimitUse, hasDeposited } from "./limits.ts";
export { depositOffer } from "./offer.ts";
export { type FollowedPayment, followPayment } from "./payments/follow.ts";
export { type ListedPayment, playerPayments } from "./payments/list.ts";
export { comparePayments, sweepPayments } from "./payments/sweep.ts";
export { downloadBatch } from "./providers/bank/payouts/download.ts";
export {
  bankBatch,
  bankBatches,
  bankDeposit,
  bankPayees,
  bankQueues,
  bankStatement,
  bankStatements,
  bankTransfersOffered,
} from "./providers/bank/queries.ts";
export { STATEMENT_FAULTS } from "./providers/bank/statements/fault.ts";
export { FILE_BYTES_MAX as STATEMENT_BYTES_MAX } from "./providers/bank/statements/xml.ts";
export { startChainSigner } from "./providers/crypto/run.ts";
export { chainOverview } from "./providers/crypto/staff.ts";
export {
  cryptoDeposits,
  cryptoNetworks,
  cryptoOffered,
  cryptoWalletRules,
  cryptoWallets,
} from "./providers/crypto/views.ts";
export { DECLINE_REASONS, type DeclineReason } from "./providers/stripe/objects.ts";
export {
  closedDifferences,
  openDifferences,
  reconciliationRuns,
} from "./reconciliation/differences.ts";
export { outsideBalances, proofOf } from "./reconciliation/proof.ts";
export { statement, statementBatches } from "./statement.ts";
export { receiveProviderWebhook } from "./webhooks.ts";
export { destinationsOf } from "./withdrawals/destinations.ts";
export { progressWithdrawal } from "./withdrawals/pay.ts";
export { withdraw } from "./withdrawals/withdraw.ts";
