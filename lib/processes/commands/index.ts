export { verifyInvariantsQuery } from "./verify-invariants.ts";
