import type pg from "pg";
import { jsonText, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { currentRequestId } from "#lib/platform/observability/log.ts";

export { reasonLine } from "./reason-line.ts";
export * from "./verify.ts";

export type AuditRecord = {
  /** area.command, such as "market.suspend". */
  action: string;
  /** What it was done to: "market:…", "bet:…", "player:…". */
  subject: string;
  reason?: string | null;
  before?: unknown;
  after?: unknown;
};

const json = (value: unknown): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value);

const appendOfStaff = statement({
  text: "select audit_staff($1, $2, $3, $4, $5, $6, $7)",
  params: [uuid, text, text, nullable(text), nullable(jsonText), nullable(jsonText), nullable(text)],
  row: {},
});

const appendOfRule = statement({
  text: "select audit_rule($1, $2, $3)",
  params: [text, text, nullable(jsonText)],
  row: {},
});

/**
 * Appends to the hash-chained record what staff did under this session; the database takes their id and name from it, and
 * throws where it is no valid session of staff. Pass the client of the business transaction, so that both are committed or
 * neither is.
 */
export const auditStaff = async (
  sessionId: string,
  record: AuditRecord,
  client?: pg.PoolClient,
): Promise<void> => {
  await appendOfStaff.run(
    [
      sessionId,
      record.action,
      record.subject,
      record.reason ?? null,
      json(record.before),
      json(record.after),
      currentRequestId(),
    ],
    client,
  );
};

/** Records, in the transaction of `client`, that a rule of the sport voided bets of an event. No member of staff acted. */
export const auditRule = async (
  { eventId, reason, after }: { eventId: string; reason: string; after: unknown },
  client: pg.PoolClient,
): Promise<void> => {
  await appendOfRule.run([eventId, reason, json(after)], client);
};
