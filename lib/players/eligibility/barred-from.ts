import type pg from "pg";
import { db } from "#lib/platform/database/db.ts";
import { barredBy, type EligibilityRefusal, type Gate } from "./gates.ts";

/** `barredBy` for an account as it is now, in the transaction that does what the gate guards, if there is one. */
export const barredFrom = async (
  playerId: string,
  gate: Gate,
  tx?: pg.PoolClient,
): Promise<EligibilityRefusal | null> =>
  barredBy(await db(tx).player.findUnique({ select: { status: true }, where: { id: playerId } }), gate);
