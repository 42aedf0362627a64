import { reasonLine } from "#lib/audit/index.ts";
import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import {
  announceEvents,
  isSuspendable,
  setSuspension,
  suspensionByStaff,
} from "#lib/sportsbook/markets/index.ts";
import { marketsSuspend } from "#lib/sportsbook/permissions.ts";
import { bettingSuspended } from "../events.ts";
import { SuspendInput, type SuspendRefusal } from "../schema.ts";
import { subjectOf } from "../suspension.ts";

/**
 * Suspends betting on a market, an event, a sport or on everything, for a reason. Once it returns, no bet that was decided
 * before is accepted. Repeating it replaces the reason.
 */
export const suspend = defineCommand({
  name: "betting.suspend",
  summary: "Suspends betting on a market, an event, a sport or everything.",
  actor: "staff",
  permission: marketsSuspend,
  idempotency: "key",
  input: SuspendInput,
  refusals: { unknown_subject: 404 },
  audit: ({ where, reason, note }) => ({
    action: `${where.scope}.suspend`,
    subject: subjectOf(where),
    reason: reasonLine(reason, note),
  }),
  run: async ({ input, actor, tx, onCommit }): Promise<Outcome<null, SuspendRefusal>> => {
    const { where, reason } = input;
    const note = input.note ?? null;
    if (!(await isSuspendable(tx, where))) return refuse({ code: "unknown_subject" });
    const before = await suspensionByStaff(tx, where);
    const eventIds = await setSuspension(
      { where, source: "staff", on: true, reason, note, by: actor.staffId },
      tx,
    );
    onCommit(() => announceEvents(eventIds));
    await publish(tx, bettingSuspended, { subject: subjectOf(where) });
    onCommit(scheduleRelay);
    return changed(null, { before, after: { reason, note, events: eventIds.length } });
  },
});
