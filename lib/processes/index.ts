export * as processCommands from "./commands/index.ts";
export { INVARIANT_NAMES, verifyInvariants } from "./invariants.ts";
export { MODULES, registered } from "./modules.ts";
export { exportPdf } from "./personal-data/export-pdf.ts";
export { codesOf, STATEMENT_KINDS } from "./statement.ts";
export { playerScopes, staffScopes, type TokenScope } from "./token-scopes.ts";
