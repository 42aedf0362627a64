import type pg from "pg";
import { db } from "#lib/platform/database/db.ts";
import { type EligibilityRefusal, type Gate, gateRefusal } from "./gates.ts";

/** Checks the gate for an account as it is now, in the command's transaction if there is one. */
export const checkGate = async (
  playerId: string,
  gate: Gate,
  tx?: pg.PoolClient,
): Promise<EligibilityRefusal | null> =>
  gateRefusal(await db(tx).player.findUnique({ select: { status: true }, where: { id: playerId } }), gate);
