export { addPasskeyCommand, addStaffPasskeyCommand } from "./add-passkey.ts";
export { beginPasskeyQuery, beginStaffPasskeyQuery } from "./begin-passkey.ts";
export { beginStaffTotpCommand, beginTotpCommand } from "./begin-totp.ts";
export { confirmStaffTotpCommand, confirmTotpCommand } from "./confirm-totp.ts";
export { passkeyChallenge, passkeySignInChallenge, staffPasskeyChallenge } from "./passkey-challenge.ts";
export { removePasskeyCommand, removeStaffPasskeyCommand } from "./remove-passkey.ts";
export { removeStaffTotpCommand, removeTotpCommand } from "./remove-totp.ts";
export { renamePasskeyCommand, renameStaffPasskeyCommand } from "./rename-passkey.ts";
