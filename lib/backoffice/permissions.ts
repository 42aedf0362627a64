import { definePermission } from "#lib/platform/permission.ts";

/** The processes of the platform, and the events that they could not deliver. */
export const healthRead = definePermission("health:read", ["trader", "auditor"]);
export const healthWrite = definePermission("health:write", []);
