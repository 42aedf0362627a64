import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { defineCommand } from "#lib/players/index.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/index.ts";
import { announceEvents, applyBook } from "#lib/sportsbook/markets/index.ts";
import { ReopenEventInput, type ReopenEventRefusal } from "../schema.ts";
import { announceToStaff, reasonLine } from "../staff-record.ts";

/**
 * Lets the feed run an event again that is over. The event is suspended until the feed says that it is live; results and
 * cancellations of its markets stay as they are.
 */
export const reopenEvent = defineCommand({
  name: "event.reopen",
  summary: "Lets the feed run an event again that is over.",
  actor: "staff",
  permission: "markets:settle",
  input: ReopenEventInput,
  refusals: { unknown_subject: 404, event_not_finished: 409 },
  audit: ({ eventId, reason, note }) => ({ subject: `event:${eventId}`, reason: reasonLine(reason, note) }),
  run: async ({ input: { eventId }, tx, onCommit }): Promise<Outcome<null, ReopenEventRefusal>> => {
    await tx.query("select pg_advisory_xact_lock(book_lock_key('event', $1))", [eventId]);
    const { rows } = await tx.query<{ status: number; over: boolean }>(
      "select status, status in (3, 4, 5, 9) as over from event where id = $1",
      [eventId],
    );
    const [event] = rows;
    if (!event) return refuse({ code: "unknown_subject" });
    if (!event.over) return refuse({ code: "event_not_finished" });
    await applyBook([{ eventId, status: EVENT_STATUS.suspended }], tx);
    onCommit(() => announceEvents([eventId]));
    onCommit(() => announceToStaff("event_reopened", `event:${eventId}`));
    return changed(null, { before: { status: event.status }, after: { status: EVENT_STATUS.suspended } });
  },
});
