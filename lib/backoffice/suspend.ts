import type pg from "pg";
import { auditStaff } from "#lib/audit/index.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { bus } from "#lib/platform/messaging/bus.ts";
import { log } from "#lib/platform/observability/log.ts";
import { announceEvents, setSuspension } from "#lib/sportsbook/markets/index.ts";
import type {
  ResumeInput,
  ResumeRefusal,
  Staff,
  StaffScope,
  SuspendInput,
  SuspendRefusal,
} from "./schema.ts";

type Standing = { reason: string; note: string | null; by: string | null; at: Date };

export const subjectOf = (where: StaffScope): string =>
  where.scope === "all" ? "all" : `${where.scope}:${where.id}`;

/** Reason and note as one line of the audit trail. */
export const reasonLine = (reason: string, note: string | null | undefined): string =>
  note ? `${reason}: ${note}` : reason;

const EXISTS = {
  market: "select from market where id = $1",
  event: "select from event where id = $1",
  sport: "select from sport where id = $1",
} as const;

const isKnown = async (client: pg.PoolClient, where: StaffScope): Promise<boolean> =>
  where.scope === "all" || ((await client.query(EXISTS[where.scope], [where.id])).rowCount ?? 0) > 0;

const standingByStaff = async (client: pg.PoolClient, where: StaffScope): Promise<Standing | null> => {
  const { rows } = await client.query<Standing>(
    `select reason, note, by, at from suspension
      where scope = $1 and scope_id = $2 and source = 'staff' and lifted_at is null for update`,
    [where.scope, where.scope === "all" ? "" : where.id],
  );
  return rows[0] ?? null;
};

/** Tells the open pages of staff that something changed. They read again; losing this costs a refresh. */
export const tellStaff = (kind: string, subject: string): void => {
  bus()
    .publish("staff", { kind, subject })
    .catch((error) => log.warn({ err: error }, "the staff's pages could not be told"));
};

/**
 * Stops betting on a market, an event, a sport or on everything, for a reason. Once it returns, no bet that was decided
 * before is accepted. Repeating it replaces the reason. Suspension and audit row stand or fall together.
 */
export const suspend = async (staff: Staff, input: SuspendInput): Promise<Result<null, SuspendRefusal>> => {
  const done = await transaction(async (client): Promise<Result<string[], SuspendRefusal>> => {
    if (!(await isKnown(client, input.where))) return refuse({ code: "unknown_subject" });
    const before = await standingByStaff(client, input.where);
    const { reason, note } = input;
    const ids = await setSuspension(
      { where: input.where, source: "staff", on: true, reason, note: note ?? null, by: staff.staffId },
      client,
    );
    await auditStaff(
      staff.sessionId,
      {
        action: `${input.where.scope}.suspend`,
        subject: subjectOf(input.where),
        reason: reasonLine(reason, note),
        before,
        after: { reason, note: note ?? null, events: ids.length },
      },
      client,
    );
    return accept(ids);
  });
  if (!done.ok) return done;
  await announceEvents(done.value);
  tellStaff("suspended", subjectOf(input.where));
  return accept(null);
};

/**
 * Lifts what staff suspended. Suspensions for danger or by a silent provider are not staff's to lift and stay. Refuses
 * when staff suspended nothing here.
 */
export const resume = async (staff: Staff, input: ResumeInput): Promise<Result<null, ResumeRefusal>> => {
  const done = await transaction(async (client): Promise<Result<string[], ResumeRefusal>> => {
    if (!(await isKnown(client, input.where))) return refuse({ code: "unknown_subject" });
    const before = await standingByStaff(client, input.where);
    if (!before) return refuse({ code: "not_suspended" });
    const ids = await setSuspension(
      { where: input.where, source: "staff", on: false, reason: before.reason, by: staff.staffId },
      client,
    );
    await auditStaff(
      staff.sessionId,
      {
        action: `${input.where.scope}.resume`,
        subject: subjectOf(input.where),
        reason: input.note ?? null,
        before,
        after: { events: ids.length },
      },
      client,
    );
    return accept(ids);
  });
  if (!done.ok) return done;
  await announceEvents(done.value);
  tellStaff("resumed", subjectOf(input.where));
  return accept(null);
};
