export { changePasswordCommand } from "./change-password.ts";
export { chooseDisplay } from "./choose-display.ts";
export { register } from "./register.ts";
export { revokeOtherSessionsCommand } from "./revoke-other-sessions.ts";
export { revokeSessionCommand } from "./revoke-session.ts";
export { updateSettingsCommand } from "./update-settings.ts";
