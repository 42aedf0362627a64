import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { db } from "#lib/platform/database/db.ts";
import { defineCommand } from "#lib/players/index.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/index.ts";
import { announceEvents, applyBook } from "#lib/sportsbook/markets/index.ts";
import { eventsWrite } from "../../../permissions.ts";
import { asState, checkStart, lockOwnEvent } from "../event.ts";
import { type EventSet, UpdateEventInput, type UpdateEventRefusal } from "../schema.ts";

/** Moves or renames an event of staff that has not begun. Bets on it stand; once this returns, none is taken after the new start. */
export const updateEvent = defineCommand({
  name: "event.update",
  summary: "Changes the start or the name of an event that staff entered.",
  actor: "staff",
  permission: eventsWrite,
  idempotency: "key",
  input: UpdateEventInput,
  refusals: {
    unknown_event: 404,
    event_of_feed: 409,
    event_changed: 409,
    event_over: 409,
    event_started: 409,
    start_out_of_range: 422,
    event_has_no_name: 422,
  },
  audit: ({ eventId, note }) => ({ subject: `event:${eventId}`, reason: note ?? null }),
  run: async ({ input, tx, onCommit }): Promise<Outcome<EventSet, UpdateEventRefusal>> => {
    const { eventId, name, combinable } = input;
    const locked = await lockOwnEvent(tx, input);
    if (!locked.ok) return locked;
    const event = locked.value;
    if (event.status !== EVENT_STATUS.notStarted) return refuse({ code: "event_started" });
    if (name !== undefined && event.ownName === null) return refuse({ code: "event_has_no_name" });
    const startsAt = new Date(input.startsAt);
    const { inRange, nowMs } = await checkStart(tx, startsAt);
    if (!inRange) return refuse({ code: "start_out_of_range" });
    const revision = Math.max(nowMs, input.revision + 1);
    const ownName = name ?? event.ownName;
    await db(tx).event.update({ data: { ownName, combinable }, where: { id: eventId } });
    await applyBook([{ eventId, startsAt: startsAt.getTime(), fixtureTimestamp: revision }], tx);
    onCommit(() => announceEvents([eventId]));
    return changed(
      { revision },
      { before: asState(event), after: asState({ ...event, ownName, startsAt, combinable }) },
    );
  },
});
