export { markNotificationsReadCommand } from "./mark-read.ts";
