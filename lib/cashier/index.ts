export * as cashierCommands from "./commands/index.ts";
export { csvHead, csvRecord } from "./csv.ts";
export { deposit } from "./deposit.ts";
export { depositLimitUse, hasDeposited } from "./limits.ts";
export { depositOffer } from "./offer.ts";
export { type FollowedPayment, followPayment } from "./payments/follow.ts";
export { DECLINE_REASONS, type DeclineReason } from "./providers/stripe/objects.ts";
export { statement, statementBatches } from "./statement.ts";
export { receiveProviderWebhook } from "./webhooks.ts";
