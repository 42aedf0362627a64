import { reasonLine } from "#lib/audit/index.ts";
import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { bool, int2, statement, text } from "#lib/platform/database/statement.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/index.ts";
import { announceEvents, applyBook } from "#lib/sportsbook/markets/index.ts";
import { marketsSettle } from "#lib/sportsbook/permissions.ts";
import { eventReopened } from "../events.ts";
import { ReopenEventInput, type ReopenEventRefusal } from "../schema.ts";

const lockEvent = statement({
  text: "select pg_advisory_xact_lock(book_lock_key('event', $1))",
  params: [text],
  row: {},
});

const statusOf = statement({
  text: "select status, status in (3, 4, 5, 9) as over from sportsbook_event_view where id = $1",
  params: [text],
  row: { status: int2, over: bool },
});

/**
 * Lets the feed run a finished event again. The event is suspended until the feed reports it live; results and
 * cancellations of its markets are kept.
 */
export const reopenEvent = defineCommand({
  name: "event.reopen",
  summary: "Lets the feed run an event again that is over.",
  actor: "staff",
  permission: marketsSettle,
  idempotency: "key",
  input: ReopenEventInput,
  refusals: { unknown_subject: 404, event_not_finished: 409 },
  audit: ({ eventId, reason, note }) => ({ subject: `event:${eventId}`, reason: reasonLine(reason, note) }),
  run: async ({ input: { eventId }, tx, onCommit }): Promise<Outcome<null, ReopenEventRefusal>> => {
    await lockEvent.run([eventId], tx);
    const event = await statusOf.first([eventId], tx);
    if (!event) return refuse({ code: "unknown_subject" });
    if (!event.over) return refuse({ code: "event_not_finished" });
    await applyBook([{ eventId, status: EVENT_STATUS.suspended }], tx);
    onCommit(() => announceEvents([eventId]));
    await publish(tx, eventReopened, { subject: `event:${eventId}` });
    onCommit(scheduleRelay);
    return changed(null, { before: { status: event.status }, after: { status: EVENT_STATUS.suspended } });
  },
});
