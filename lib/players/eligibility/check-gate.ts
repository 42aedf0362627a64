import type pg from "pg";
import { db } from "#lib/platform/database/db.ts";
import { type EligibilityRefusal, type Gate, gateRefusal } from "./gates.ts";

/** `gateRefusal` for an account as it is now, in the transaction that does what the gate guards, if there is one. */
export const checkGate = async (
  playerId: string,
  gate: Gate,
  tx?: pg.PoolClient,
): Promise<EligibilityRefusal | null> =>
  gateRefusal(await db(tx).player.findUnique({ select: { status: true }, where: { id: playerId } }), gate);
