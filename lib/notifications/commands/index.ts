export { markNotificationsReadCommand } from "./mark-read.ts";
export { setPreferencesCommand } from "./set-preferences.ts";
