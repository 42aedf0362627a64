import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { defineCommand } from "#lib/players/index.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/index.ts";
import { announceEvents, applyBook } from "#lib/sportsbook/markets/index.ts";
import { eventsWrite } from "../../../permissions.ts";
import { lockedEvent } from "../../own-events/event.ts";
import { CreateMarketInput, type CreateMarketRefusal } from "../schema.ts";
import { bookFault, ladderFault, nameFault, newSpecial, specialsOn } from "../write.ts";

/**
 * Offers a market in a trader's own words and at a trader's prices, on an event of a feed or of staff that has not begun. It is sold until
 * the event begins, and settled by hand. Refuses a book under 100 % without `belowFair`.
 */
export const createMarket = defineCommand({
  name: "market.create",
  summary: "Offers a market with a title, outcomes and odds of the trader's.",
  actor: "staff",
  permission: eventsWrite,
  idempotency: "key",
  input: CreateMarketInput,
  refusals: {
    unknown_event: 404,
    event_started: 409,
    same_title: 409,
    same_outcome: 422,
    winners_out_of_range: 422,
    outcome_off_ladder: 422,
    book_below_fair: 409,
  },
  audit: ({ eventId, note }) => ({ subject: `event:${eventId}`, reason: note ?? null }),
  run: async ({ input, tx, onCommit }): Promise<Outcome<{ marketId: string }, CreateMarketRefusal>> => {
    const { eventId, winners, belowFair } = input;
    const event = await lockedEvent(tx, eventId);
    if (!event) return refuse({ code: "unknown_event" });
    if (event.status !== EVENT_STATUS.notStarted || !event.toCome) return refuse({ code: "event_started" });
    const others = await specialsOn(tx, eventId);
    const made = newSpecial(eventId, others.length + 1, input);
    if (!made.ok) return made;
    const { written, ...market } = made.value;
    const open = others.flatMap((other) => (other.open ? [other.written.title] : []));
    const fault =
      nameFault(written, open) ??
      ladderFault(input.outcomes) ??
      (belowFair ? null : bookFault(market.outcomes, winners));
    if (fault) return refuse(fault);
    await applyBook([{ eventId, markets: [made.value] }], tx);
    onCommit(() => announceEvents([eventId]));
    const odds = Object.fromEntries(market.outcomes.map(({ key, odds }) => [key, String(odds)]));
    return changed({ marketId: market.id }, { subject: `market:${market.id}`, after: { ...written, odds } });
  },
});
