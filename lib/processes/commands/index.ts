export { approveCommand } from "./approve.ts";
export { createStaffTokenCommand } from "./create-staff-token.ts";
export { createTokenCommand } from "./create-token.ts";
export { exportData } from "./export-data.ts";
export { openExportQuery } from "./open-export.ts";
export { rejectApproval } from "./reject-approval.ts";
export { verifyInvariantsQuery } from "./verify-invariants.ts";
export { withdrawApproval } from "./withdraw-approval.ts";
