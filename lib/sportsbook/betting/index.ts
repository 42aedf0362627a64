export { type DecidedBet, decideBet } from "./decide.ts";
export { loadDraftSlip, saveDraftSlip } from "./draft-slip.ts";
export { type BettorContext, placeBet } from "./place-bet.ts";
export { BASE_CURRENCY } from "./policy.ts";
export { type BetPage, betView, playerBets } from "./queries.ts";
export { type DecisionRecord, readRecord } from "./record.ts";
export { refusalsWritten } from "./refusals.ts";
export * from "./schema.ts";
export { seedPolicy } from "./seed.ts";
