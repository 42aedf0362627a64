import type pg from "pg";
import { db } from "#lib/platform/database/db.ts";
import { float8, int4, statement, uuid } from "#lib/platform/database/statement.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { notificationNamed } from "../../catalogue/index.ts";
import { notificationsRead } from "../../events.ts";
import type { NotificationView } from "../../schema.ts";

const PAGE_SIZE = 50;
const KEEP_DAYS = 90;

// Counting ends at a hundred: the bell says "99+".
const unread = statement({
  name: "unread-notifications",
  text: `select count(*)::int as count
           from (select from notification where player_id = $1 and read_at is null limit 100) n`,
  params: [uuid],
  row: { count: int4 },
});

/** How many notifications the player has not read, counted up to a hundred. */
export const unreadNotifications = async (playerId: string): Promise<number> =>
  (await unread.first([playerId]))?.count ?? 0;

/** The player's newest notifications. What the catalogue no longer knows, or can no longer read, is left out. */
export const inbox = async (playerId: string): Promise<NotificationView[]> => {
  const rows = await db().notification.findMany({
    where: { playerId },
    orderBy: { createdAt: "desc" },
    take: PAGE_SIZE,
  });
  return rows.flatMap(({ dedupeKey, name, data, createdAt, readAt }) => {
    const definition = notificationNamed(name);
    const parsed = definition?.data.safeParse(data);
    if (!definition || !parsed?.success) return [];
    return [{ ...definition.text(parsed.data), key: dedupeKey, name, at: createdAt, read: readAt !== null }];
  });
};

const readAll = statement({
  text: `update notification set read_at = clock_timestamp() where player_id = $1 and read_at is null`,
  params: [uuid],
  row: {},
});

/** Marks all of the player's notifications as read, on every device. Returns whether any was unread. */
export const markNotificationsRead = async (tx: pg.PoolClient, playerId: string): Promise<boolean> => {
  const changed = (await readAll.run([playerId], tx)) > 0;
  if (changed) await publish(tx, notificationsRead, { playerId });
  return changed;
};

const forget = statement({
  text: `delete from notification where created_at < now() - $1 * interval '1 day'`,
  params: [float8],
  row: {},
});

/** Deletes notifications that are older than three months. Returns how many. */
export const forgetNotifications = (): Promise<number> => forget.run([KEEP_DAYS]);
