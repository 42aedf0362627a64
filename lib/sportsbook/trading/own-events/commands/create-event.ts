import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { db } from "#lib/platform/database/db.ts";
import { defineCommand } from "#lib/players/index.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/index.ts";
import { announceEvents, applyBook } from "#lib/sportsbook/markets/index.ts";
import { SPORTS } from "#lib/sportsbook/sports/index.ts";
import { eventsWrite } from "../../../permissions.ts";
import { competitionOf, findTwin, ownId, sidesOf } from "../enter.ts";
import { asState, checkStart, lockEvent } from "../event.ts";
import { CreateEventInput, type CreateEventRefusal, STAFF_PROVIDER } from "../schema.ts";

const SIDES = ["home", "away"] as const;

/**
 * Enters an event that no feed has: a match between two sides, or an event with a name of its own, such as an outright. It has no markets
 * yet. Bets on it are taken until its start. Refuses what looks like an event that is entered already, without `despiteTwin`.
 */
export const createEvent = defineCommand({
  name: "event.create",
  summary: "Enters an event that no feed has.",
  actor: "staff",
  permission: eventsWrite,
  idempotency: "key",
  input: CreateEventInput,
  refusals: {
    unknown_sport: 422,
    unknown_competition: 422,
    sport_of_fields: 422,
    same_side: 422,
    start_out_of_range: 422,
    event_exists: 409,
  },
  audit: ({ sides, name, note }) => ({
    subject: `event:${name ?? sides?.join(" – ")}`,
    reason: note ?? null,
  }),
  run: async ({ input, tx, onCommit }): Promise<Outcome<{ eventId: string }, CreateEventRefusal>> => {
    const { sportId, sides, name, combinable } = input;
    const startsAt = new Date(input.startsAt);
    const sport = SPORTS.find(({ id }) => id === sportId);
    if (!sport) return refuse({ code: "unknown_sport" });
    if (sides && sport.participants === "field") return refuse({ code: "sport_of_fields" });
    const { inRange, nowMs } = await checkStart(tx, startsAt);
    if (!inRange) return refuse({ code: "start_out_of_range" });
    const competitionId = await competitionOf(tx, sportId, input.competition);
    if (competitionId === null) return refuse({ code: "unknown_competition" });
    const entered = await sidesOf(tx, sides, { sportId, competitionId });
    if (!entered.ok) return entered;
    const competitorIds = entered.value;
    // Of two traders who enter the same event at once, the second waits here and then finds it.
    await lockEvent.run([`own:${competitionId}`], tx);
    const twin = await findTwin(tx, { competitionId, name, competitorIds, startsAt });
    if (twin && !input.despiteTwin)
      return refuse({ code: "event_exists", eventId: twin.id, startsAt: twin.startsAt.toISOString() });

    const eventId = ownId();
    await db(tx).event.create({
      data: {
        id: eventId,
        provider: STAFF_PROVIDER,
        competitionId,
        ownName: name,
        startsAt,
        combinable,
        fixtureTimestamp: BigInt(nowMs),
        ...(sides && { score: sport.initialScore() as object }),
        participants: {
          create: competitorIds.map((competitorId, position) => ({
            position,
            role: SIDES[position] ?? null,
            competitorId,
          })),
        },
      },
    });
    const status = EVENT_STATUS.notStarted;
    await applyBook([{ eventId, status }], tx);
    onCommit(() => announceEvents([eventId]));
    const state = { ownName: name, startsAt, combinable, status, revision: BigInt(nowMs) };
    return changed(
      { eventId },
      { subject: `event:${eventId}`, after: { competitionId, sides, ...asState(state) } },
    );
  },
});
