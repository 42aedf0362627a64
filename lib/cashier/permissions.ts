import { definePermission } from "#lib/platform/permission.ts";

export const paymentsRead = definePermission("payments:read", ["risk", "support", "auditor"]);
/** Approving or declining withdrawals in review. */
export const paymentsReview = definePermission("payments:review", ["risk"]);
/** Importing files of the bank. */
export const bankImport = definePermission("bank:import", ["risk"]);
/** Sending money by bank transfer, with a second person. */
export const bankRelease = definePermission("bank:release", ["risk"]);
/** What corrects money by hand: suspense, refunds, adjustments, blocked instruments and differences of reconciliation. */
export const paymentsCorrect = definePermission("payments:correct", ["risk"]);
