import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { float8, int4, statement, text, timestamptz, uuid } from "#lib/platform/database/statement.ts";
import { defineCommand } from "#lib/players/index.ts";
import { DismissProcessInput, type DismissProcessRefusal } from "../schema.ts";
import { announceToStaff } from "../staff-record.ts";
import { BEAT_AGE_MAX_S } from "../successors.ts";

const deleteGone = statement({
  text: `
    delete from process_beat
        where instance = $1 and beat_at < clock_timestamp() - $2 * interval '1 second'
       returning process, pid, host, started_at as "startedAt", beat_at as "lastBeatAt"`,
  params: [uuid, float8],
  row: { process: text, pid: int4, host: text, startedAt: timestamptz, lastBeatAt: timestamptz },
});

/**
 * Takes a process that is gone off the health page, for somebody has seen it. Refuses one that runs; one that was only
 * slow comes back with its next beat.
 */
export const dismissProcess = defineCommand({
  name: "process.dismiss",
  summary: "Takes a process that is gone off the health page.",
  actor: "staff",
  permission: "health:write",
  input: DismissProcessInput,
  refusals: { process_not_gone: 409 },
  audit: ({ instance, note }) => ({ subject: `process:${instance}`, reason: note ?? null }),
  run: async ({ input: { instance }, tx, onCommit }): Promise<Outcome<null, DismissProcessRefusal>> => {
    const gone = await deleteGone.first([instance, BEAT_AGE_MAX_S], tx);
    if (!gone) return refuse({ code: "process_not_gone" });
    onCommit(() => announceToStaff("process_dismissed", `process:${instance}`));
    return changed(null, { before: gone });
  },
});
