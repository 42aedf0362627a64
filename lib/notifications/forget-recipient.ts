import type pg from "pg";
import { db } from "#lib/platform/database/db.ts";

/** Deletes what was written to a player, and where to. */
export const forgetRecipient = async (tx: pg.PoolClient, playerId: string): Promise<void> => {
  await db(tx).mail.deleteMany({ where: { playerId } });
  await db(tx).notification.deleteMany({ where: { playerId } });
};
