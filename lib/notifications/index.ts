export { inbox, unreadNotifications } from "./channels/in-app/inbox.ts";
export { demoMailbox, type MailView } from "./channels/mail/mailbox.ts";
export { isDemoMailbox } from "./channels/mail/transport.ts";
export * as notificationCommands from "./commands/index.ts";
export { forgetRecipient } from "./forget-recipient.ts";
export { preferencesOf } from "./preferences.ts";
