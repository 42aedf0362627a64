import { definePermission } from "#lib/platform/permission.ts";

export const ledgerRead = definePermission("ledger:read", ["auditor"]);
