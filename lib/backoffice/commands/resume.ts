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
import { bettingResumed } from "../events.ts";
import { ResumeInput, type ResumeRefusal } from "../schema.ts";
import { subjectOf } from "../suspension.ts";

/**
 * Lifts a suspension by staff. Suspensions by the feed, or because a feed is silent, stay. Refuses if staff have not
 * suspended anything here.
 */
export const resume = defineCommand({
  name: "betting.resume",
  summary: "Lifts a suspension by staff of a market, an event, a sport or everything.",
  actor: "staff",
  permission: marketsSuspend,
  idempotency: "key",
  input: ResumeInput,
  refusals: { unknown_subject: 404, not_suspended: 409 },
  audit: ({ where, note }) => ({
    action: `${where.scope}.resume`,
    subject: subjectOf(where),
    reason: note ?? null,
  }),
  run: async ({ input: { where }, actor, tx, onCommit }): Promise<Outcome<null, ResumeRefusal>> => {
    if (!(await isSuspendable(tx, where))) return refuse({ code: "unknown_subject" });
    const before = await suspensionByStaff(tx, where);
    if (!before) return refuse({ code: "not_suspended" });
    const eventIds = await setSuspension(
      { where, source: "staff", on: false, reason: before.reason, by: actor.staffId },
      tx,
    );
    onCommit(() => announceEvents(eventIds));
    await publish(tx, bettingResumed, { subject: subjectOf(where) });
    onCommit(scheduleRelay);
    return changed(null, { before, after: { events: eventIds.length } });
  },
});
