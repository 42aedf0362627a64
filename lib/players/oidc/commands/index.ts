export { beginLinkCommand } from "./begin-link.ts";
export { unlinkIdentityCommand } from "./unlink-identity.ts";
