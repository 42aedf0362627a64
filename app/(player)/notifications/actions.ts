"use server";
import { notificationCommands } from "#lib/notifications/index.ts";
import { serverAction } from "../../action.ts";

export const markReadAction = serverAction(notificationCommands.markNotificationsReadCommand);
