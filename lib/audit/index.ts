import type pg from "pg";
import { sql } from "#lib/platform/db.ts";
import { currentRequestId } from "#lib/platform/log.ts";

export * from "./verify.ts";

export type AuditRecord = {
  /** Who did it: a staff member's id and name, or null and the name of the process. */
  actorId: string | null;
  actor: string;
  /** area.verb, such as "market.suspend". */
  action: string;
  /** What it was done to: "market:…", "bet:…", "player:…". */
  subject: string;
  reason?: string | null;
  before?: unknown;
  after?: unknown;
};

const json = (value: unknown): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value);

/**
 * Appends to the hash-chained record of who did what. Pass the client of the business transaction, so that the deed
 * and its record stand or fall together.
 */
export const audit = async (record: AuditRecord, client: pg.Pool | pg.PoolClient = sql()): Promise<void> => {
  await client.query("select audit_append($1, $2, $3, $4, $5, $6, $7, $8)", [
    record.actorId,
    record.actor,
    record.action,
    record.subject,
    record.reason ?? null,
    json(record.before),
    json(record.after),
    currentRequestId(),
  ]);
};
