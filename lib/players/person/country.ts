import type pg from "pg";
import { db } from "#lib/platform/database/db.ts";

/** The country that a player lives in. */
export const countryOf = async (playerId: string, tx?: pg.PoolClient): Promise<string> => {
  const found = await db(tx).player.findUniqueOrThrow({
    where: { id: playerId },
    select: { country: true },
  });
  return found.country;
};
