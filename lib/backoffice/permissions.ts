import { definePermission } from "#lib/platform/permission.ts";

/** The processes of the platform, and the events that they could not deliver. */
export const healthRead = definePermission("health:read", ["trader", "auditor"]);
/** The queue of commands that wait for a second person. To approve one also takes the permission of that command. */
export const approvalsDecide = definePermission("approvals:decide", [
  "trader",
  "settlement",
  "risk",
  "support",
]);
export const healthWrite = definePermission("health:write", []);
