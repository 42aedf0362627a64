import { auditStaff } from "#lib/audit/index.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import type { DismissProcessInput, DismissProcessRefusal, Staff } from "./schema.ts";
import { BEAT_AGE_MAX_S } from "./successors.ts";
import { tellStaff } from "./suspend.ts";

type Left = { process: string; pid: number; host: string; startedAt: Date; lastBeatAt: Date };

/**
 * Takes a process that is gone off the health page, for somebody has seen it. Refuses one that lives; one that was only
 * slow comes back with its next beat.
 */
export const dismissProcess = async (
  staff: Staff,
  { instance, note }: DismissProcessInput,
): Promise<Result<null, DismissProcessRefusal>> => {
  const done = await transaction(async (client): Promise<Result<null, DismissProcessRefusal>> => {
    const { rows } = await client.query<Left>(
      `delete from process_beat
        where instance = $1 and beat_at < clock_timestamp() - $2 * interval '1 second'
       returning process, pid, host, started_at as "startedAt", beat_at as "lastBeatAt"`,
      [instance, BEAT_AGE_MAX_S],
    );
    const left = rows[0];
    if (!left) return refuse({ code: "process_not_gone" });
    await auditStaff(
      staff.sessionId,
      {
        action: "process.dismiss",
        subject: `process:${instance}`,
        reason: note ?? null,
        before: left,
      },
      client,
    );
    return accept(null);
  });
  if (done.ok) tellStaff("process_dismissed", `process:${instance}`);
  return done;
};
