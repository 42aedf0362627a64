import { auditStaff } from "#lib/audit/index.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { EVENT_STATUS } from "#lib/sportsbook/catalogue/index.ts";
import { announceEvents, applyBook } from "#lib/sportsbook/markets/index.ts";
import type { ReopenEventInput, ReopenEventRefusal, Staff } from "./schema.ts";
import { reasonLine, tellStaff } from "./suspend.ts";

/**
 * Lets the feed run an event again that is over. The event is suspended until the feed says that it is live; results and
 * cancellations of its markets stay as they are. Change and audit entry are written together.
 */
export const reopenEvent = async (
  staff: Staff,
  { eventId, reason, note }: ReopenEventInput,
): Promise<Result<null, ReopenEventRefusal>> => {
  const done = await transaction(async (client): Promise<Result<null, ReopenEventRefusal>> => {
    await client.query("select pg_advisory_xact_lock(book_lock_key('event', $1))", [eventId]);
    const { rows } = await client.query<{ status: number; over: boolean }>(
      "select status, status in (3, 4, 5, 9) as over from event where id = $1",
      [eventId],
    );
    const [event] = rows;
    if (!event) return refuse({ code: "unknown_subject" });
    if (!event.over) return refuse({ code: "event_not_finished" });
    await applyBook([{ eventId, status: EVENT_STATUS.suspended }], client);
    await auditStaff(
      staff.sessionId,
      {
        action: "event.reopen",
        subject: `event:${eventId}`,
        reason: reasonLine(reason, note),
        before: { status: event.status },
        after: { status: EVENT_STATUS.suspended },
      },
      client,
    );
    return accept(null);
  });
  if (!done.ok) return done;
  await announceEvents([eventId]);
  tellStaff("event_reopened", `event:${eventId}`);
  return done;
};
