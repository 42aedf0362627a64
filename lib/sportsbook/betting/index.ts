export { type BetFacts, betFacts } from "./bet-facts.ts";
export { quoteBuilder } from "./builder/quote.ts";
export { cashOut } from "./cash-out/cash-out.ts";
export { priceCashOuts } from "./cash-out/offers.ts";
export { runCashOutOrders, setAutoCashOut } from "./cash-out/orders.ts";
export * as bettingCommands from "./commands/index.ts";
export { type DecidedBet, decideBet } from "./decide.ts";
export { loadDraftSlip, saveDraftSlip } from "./draft-slip.ts";
export { editBet } from "./edit/edit.ts";
export { previewEdit } from "./edit/preview.ts";
export { freeBetsChanged } from "./events.ts";
export { expireFreeBets, freeBetsOf, grantFreeBet, withdrawFreeBet } from "./free-bets/free-bets.ts";
export { betOutcome } from "./outcome.ts";
export { betLimitUse } from "./own-limits.ts";
export { pendingBets, pendingOrRejectedBet, rejectedBets } from "./pending-bets.ts";
export { type BettorContext, placeBet } from "./place-bet.ts";
export { forgetPlayerStakes } from "./player-stakes.ts";
export { type BettingPolicy, parsePolicy } from "./policy.ts";
export { publishPolicy } from "./publish-policy.ts";
export { type BetPage, betHistory, betView, playerBets, transferCauses } from "./queries.ts";
export { recentPendingBets } from "./recent-pending-bets.ts";
export { type DecisionRecord, readRecord } from "./record.ts";
export { referralQueue, referralsWaiting } from "./referrals/queue.ts";
export { refusalsWritten } from "./refusals.ts";
export { replayBet } from "./replay-bet.ts";
export {
  pendingDepth,
  resolveOverdueBets,
  resolvePendingBet,
  schedulePendingBet,
} from "./resolve-pending-bet.ts";
export * from "./schema.ts";
export { seedPolicy } from "./seed.ts";
export { bettingTerms, newestPolicy } from "./snapshot.ts";
export { type BetTitle, betTitles } from "./titles.ts";
export * from "./views.ts";
