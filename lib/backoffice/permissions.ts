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

/** To look for something by a text; what is found depends on the permissions to read it. */
export const backofficeLookup = definePermission("backoffice:lookup", [
  "trader",
  "settlement",
  "risk",
  "support",
  "auditor",
]);
