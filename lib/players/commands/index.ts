export { changePasswordCommand } from "./change-password.ts";
export { changeStaffPasswordCommand } from "./change-staff-password.ts";
export { chooseDisplay } from "./choose-display.ts";
export { register } from "./register.ts";
export { revokeOtherSessionsCommand } from "./revoke-other-sessions.ts";
export { revokeOtherStaffSessions } from "./revoke-other-staff-sessions.ts";
export { revokeSessionCommand } from "./revoke-session.ts";
export { updateSettingsCommand } from "./update-settings.ts";
