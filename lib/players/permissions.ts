import { definePermission } from "#lib/platform/permission.ts";

/** One's own account. */
export const accountWrite = definePermission("account:write", [
  "trader",
  "settlement",
  "risk",
  "support",
  "auditor",
]);
export const playersRead = definePermission("players:read", ["risk", "support", "auditor"]);
