import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { statement, text } from "#lib/platform/database/statement.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/index.ts";
import { announceEvents, applyBook } from "#lib/sportsbook/markets/index.ts";
import { eventsWrite } from "../../../permissions.ts";
import { asState, lockOwnEvent, openBetsOn } from "../event.ts";
import { CancelEventInput, type CancelEventRefusal, type EventSet } from "../schema.ts";

const openMarkets = statement({
  text: "select id from market where event_id = $1 and status > -3 order by id",
  params: [text],
  row: { id: text },
});

/**
 * Cancels an event of staff: what is undecided of it is void, and stakes return. Markets that have a result keep it. Refuses if the
 * number of open bets is not the one that the trader saw.
 */
export const cancelEvent = defineCommand({
  name: "event.cancel",
  summary: "Cancels an event that staff entered; undecided bets on it are void.",
  actor: "staff",
  permission: eventsWrite,
  idempotency: "key",
  input: CancelEventInput,
  refusals: {
    unknown_event: 404,
    event_of_feed: 409,
    event_changed: 409,
    event_over: 409,
    bets_changed: 409,
  },
  audit: ({ eventId, note }) => ({ subject: `event:${eventId}`, reason: note ?? null }),
  run: async ({ input, actor, tx, onCommit }): Promise<Outcome<EventSet, CancelEventRefusal>> => {
    const { eventId } = input;
    const locked = await lockOwnEvent(tx, input);
    if (!locked.ok) return locked;
    const event = locked.value;
    const bets = await openBetsOn(eventId, tx);
    if (bets !== input.bets) return refuse({ code: "bets_changed", bets });
    const markets = await openMarkets.all([eventId], tx);
    const status = EVENT_STATUS.cancelled;
    const revision = input.revision + 1;
    await applyBook(
      [
        {
          eventId,
          status,
          fixtureTimestamp: revision,
          results: markets.map(({ id }) => ({
            marketId: id,
            certainty: 2,
            cancelled: true,
            outcomes: [],
            by: actor.staffId,
          })),
        },
      ],
      tx,
    );
    onCommit(scheduleRelay);
    onCommit(() => announceEvents([eventId]));
    return changed(
      { revision },
      { before: asState(event), after: { ...asState({ ...event, status }), markets: markets.length, bets } },
    );
  },
});
