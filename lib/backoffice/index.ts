export { changePolicy } from "./change-policy.ts";
export { dismissProcess } from "./dismiss-process.ts";
export { auditActions, auditTrail, eventNames } from "./queries/audit.ts";
export { betRecord, searchBets } from "./queries/bets.ts";
export { figures, figuresByEvent, figuresByHour, openLiability } from "./queries/figures.ts";
export {
  excessOfLogin,
  feedHealth,
  outboxDepth,
  processBeats,
  processSeries,
  rejectedMessages,
} from "./queries/health.ts";
export { overdueEvents } from "./queries/overdue.ts";
export { parkedEvents } from "./queries/parked-events.ts";
export { playerRecord, searchPlayers } from "./queries/players.ts";
export { policyDesk, policyEffect } from "./queries/policy.ts";
export { refusalsOf, unplacedBet } from "./queries/refusals.ts";
export { settlementCase } from "./queries/settlement.ts";
export { eventDesk, killSwitches, tradingList } from "./queries/trading.ts";
export { reopenEvent } from "./reopen-event.ts";
export * from "./schema.ts";
export { previewSettlement, settleByHand } from "./settle-by-hand.ts";
export { resume, suspend } from "./suspend.ts";
export { resumeMany, suspendMany } from "./suspend-many.ts";
export { voidBet } from "./void-bet.ts";
export { previewVoidBet } from "./void-effect.ts";
