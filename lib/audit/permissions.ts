import { definePermission } from "#lib/platform/permission.ts";

export const auditRead = definePermission("audit:read", ["risk", "auditor"]);
