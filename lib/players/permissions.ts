import { definePermission } from "#lib/platform/permission.ts";

/** The staff member's own account. */
export const accountWrite = definePermission("account:write", [
  "trader",
  "settlement",
  "risk",
  "support",
  "auditor",
]);
/** The factors by which the staff member signs in: all that a session without a second factor may change. */
export const accountFactors = definePermission("account:factors", [
  "trader",
  "settlement",
  "risk",
  "support",
  "auditor",
]);
export const playersRead = definePermission("players:read", ["risk", "support", "auditor"]);
/** Keeping a player from betting, and letting them bet again. */
export const playersRestrict = definePermission("players:restrict", ["risk", "support"]);
/** Asking for the removal of a player's second factors, and approving it. */
export const playersFactors = definePermission("players:factors", ["risk", "support"]);
/** Looking at documents of identity, and deciding on them. */
export const identityReview = definePermission("identity:review", ["risk", "support"]);
/** Lists of registers of excluded people: uploading them and putting them in force. */
export const playersRegisters = definePermission("players:registers", ["risk"]);
/** The queue of players who may be harmed by gambling, and what is done for them. */
export const playersCare = definePermission("players:care", ["risk", "support"]);
