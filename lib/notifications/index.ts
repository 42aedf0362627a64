export { inbox, unreadNotifications } from "./channels/in-app/inbox.ts";
export * as notificationCommands from "./commands/index.ts";
export { preferencesOf } from "./preferences.ts";
