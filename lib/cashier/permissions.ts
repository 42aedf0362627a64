import { definePermission } from "#lib/platform/permission.ts";

export const paymentsRead = definePermission("payments:read", ["risk", "support", "auditor"]);
/** Approving or declining withdrawals in review. */
export const paymentsReview = definePermission("payments:review", ["risk"]);
