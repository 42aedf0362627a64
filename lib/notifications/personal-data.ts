import { db } from "#lib/platform/database/db.ts";
import type { PersonalData } from "#lib/platform/module.ts";

/** What the player was told, and by which way. */
export const NOTIFICATION_DATA: readonly PersonalData[] = [
  {
    name: "notifications",
    read: (playerId) =>
      db().notification.findMany({
        where: { playerId },
        select: { name: true, createdAt: true, readAt: true },
        orderBy: { createdAt: "asc" },
      }),
  },
  {
    name: "emails",
    read: (playerId) =>
      db().mail.findMany({
        where: { playerId },
        select: { name: true, address: true, createdAt: true, sentAt: true },
        orderBy: { createdAt: "asc" },
      }),
  },
];
