export { createStaffTokenCommand } from "./create-staff-token.ts";
export { createTokenCommand } from "./create-token.ts";
export { verifyInvariantsQuery } from "./verify-invariants.ts";
