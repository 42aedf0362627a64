import { createHash } from "node:crypto";
import type pg from "pg";
import { z } from "zod";
import { auditStaff } from "#lib/audit/index.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { canonicalJson } from "#lib/core/json.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import type { ApprovalAsked, ForApproval } from "#lib/platform/commands/approval.ts";
import {
  bool,
  json,
  jsonText,
  nullable,
  only,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { approvalAsked } from "../events.ts";

const expire = statement({
  text: `update command_approval set status = 'expired', decided_at = clock_timestamp()
          where requested_by = $1 and input_hash = decode($2, 'hex') and status = 'pending' and expires_at <= clock_timestamp()`,
  params: [uuid, text],
  row: {},
});

const insert = statement({
  text: `
    insert into command_approval (id, command, subject, reason, input, input_hash, requested_by)
    values ($1, $2, $3, $4, $5, decode($6, 'hex'), $7)
    on conflict (requested_by, input_hash) where status = 'pending' do nothing
    returning id, expires_at as "expiresAt"`,
  params: [uuid, text, text, nullable(text), jsonText, text, uuid],
  row: { id: uuid, expiresAt: timestamptz },
});

const pending = statement({
  text: `select id, expires_at as "expiresAt" from command_approval
          where requested_by = $1 and input_hash = decode($2, 'hex') and status = 'pending'`,
  params: [uuid, text],
  row: { id: uuid, expiresAt: timestamptz },
});

/**
 * Keeps a command for a second person to approve within 24 hours. The same command with the same input, asked for again by the same
 * person, is the same approval.
 */
export const askApproval = (
  { staffId, sessionId }: { staffId: string; sessionId: string },
  { command, input, subject, reason }: ForApproval,
): Promise<ApprovalAsked> =>
  transaction(async (tx) => {
    const hash = createHash("sha256").update(canonicalJson({ command, input })).digest("hex");
    await expire.run([staffId, hash], tx);
    const id = uuidv7();
    const values = [id, command, subject, reason, JSON.stringify(input), hash, staffId] as const;
    const made = await insert.first([...values], tx);
    const found = made ?? (await pending.first([staffId, hash], tx));
    if (!found) throw new Error("an approval was decided while it was asked for");
    if (made) {
      const after = { command, subject, input };
      await auditStaff(
        sessionId,
        { action: "approval.request", subject: `approval:${id}`, reason, after },
        tx,
      );
      await publish(tx, approvalAsked, { subject: `approval:${id}` });
    }
    return { approvalId: found.id, expiresAt: found.expiresAt };
  }).finally(scheduleRelay);

export type Waiting = { command: string; subject: string; input: unknown; requestedBy: string };

export type WaitingRefusal =
  | { code: "unknown_approval" }
  /** Somebody approved, rejected or withdrew it, or its time was over. */
  | { code: "approval_over"; status: string };

const hold = statement({
  text: `
    select a.command, a.subject, a.input, a.requested_by as "requestedBy", a.status, a.expires_at <= clock_timestamp() as late,
           s.status = 'active' as active
      from command_approval a join staff_account s on s.id = a.requested_by
     where a.id = $1 for update of a`,
  params: [uuid],
  row: {
    command: text,
    subject: text,
    input: json(z.unknown()),
    requestedBy: uuid,
    status: only(text, z.enum(["pending", "approved", "rejected", "withdrawn", "expired"])),
    late: bool,
    active: bool,
  },
});

/** Holds an approval that was not decided yet until the transaction ends: whoever else decides about it comes after. */
export const holdApproval = async (
  tx: pg.PoolClient,
  id: string,
): Promise<Result<Waiting, WaitingRefusal>> => {
  const found = await hold.first([id], tx);
  if (!found) return refuse({ code: "unknown_approval" });
  const { status, late, active, ...waiting } = found;
  if (status !== "pending") return refuse({ code: "approval_over", status });
  // Whoever has left the company asks for nothing any more.
  if (late || !active) return refuse({ code: "approval_over", status: "expired" });
  return accept(waiting);
};

const decide = statement({
  text: `update command_approval set status = $2, decided_by = $3, decided_at = clock_timestamp() where id = $1 and status = 'pending'`,
  params: [uuid, text, uuid],
  row: {},
});

/** Decides about an approval that this transaction holds. The database refuses that of one's own. */
export const decideApproval = async (
  tx: pg.PoolClient,
  id: string,
  status: "approved" | "rejected" | "withdrawn",
  by: string,
): Promise<void> => {
  if ((await decide.run([id, status, by], tx)) !== 1) throw new Error(`approval ${id} was decided before`);
};
