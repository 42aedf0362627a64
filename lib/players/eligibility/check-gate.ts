import type pg from "pg";
import { float8, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { type EligibilityRefusal, type Gate, gateRefusal } from "./gates.ts";

const account = `
  select status, (extract(epoch from excluded_until) * 1000)::float8 as "excludedUntilMs",
         (extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs"
    from player where id = $1`;
const row = { status: text, excludedUntilMs: nullable(float8), nowMs: float8 };

const read = statement({ name: "eligibility", text: account, params: [uuid], row });

// Held until the transaction ends, so that an exclusion comes before it or after it, never in between.
const hold = statement({ text: `${account} for share`, params: [uuid], row });

/** Checks the gate for an account as it is now. In a transaction, the account stays so until what the gate guards is done. */
export const checkGate = async (
  playerId: string,
  gate: Gate,
  tx?: pg.PoolClient,
): Promise<EligibilityRefusal | null> => {
  const player = await (tx ? hold : read).first([playerId], tx);
  return gateRefusal(player ?? null, gate, player?.nowMs ?? 0);
};
