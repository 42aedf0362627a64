export { approvals, waitingForOthers } from "./approvals/queries.ts";
export * as backofficeCommands from "./commands/index.ts";
export { auditActions, auditTrail, eventNames } from "./queries/audit.ts";
export { betRecord, searchBets, stakesFrom } from "./queries/bets.ts";
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
export { policyDesk } from "./queries/policy.ts";
export { pendingOrRejectedBetOf, refusalsOf } from "./queries/refusals.ts";
export { eventDesk, killSwitches, tradingList } from "./queries/trading.ts";
export * from "./schema.ts";
