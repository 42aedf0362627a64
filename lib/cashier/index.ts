export * as cashierCommands from "./commands/index.ts";
export { csvHead, csvRecord } from "./csv.ts";
export { deposit, depositOffer } from "./deposit.ts";
export { depositLimitUse, hasDeposited } from "./limits.ts";
export { statement, statementBatches } from "./statement.ts";
export { receiveProviderWebhook } from "./webhooks.ts";
