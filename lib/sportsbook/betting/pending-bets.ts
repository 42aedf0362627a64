import { rows } from "#lib/platform/db.ts";
import { REMAINING_MS } from "./outcome.ts";
import { LEG_EVENT, LEG_EVENT_JOINS } from "./queries.ts";
import type { PendingBetView } from "./schema.ts";

type PendingRow = Omit<PendingBetView, "legs"> & {
  legs: (Omit<PendingBetView["legs"][number], "odds" | "event"> & {
    odds: string;
    event: Omit<PendingBetView["legs"][number]["event"], "startsAt"> & { startsAt: string };
  })[];
};

const PENDING = `
  select w.id, w.stake, w.currency, w.delay_ms as "delayMs", ${REMAINING_MS} as "remainingMs", w.received_at as "receivedAt",
         (select jsonb_agg(jsonb_build_object(
                   'eventId', e.id, 'marketId', m.id, 'template', m.template, 'specifiers', m.specifiers,
                   'outcomeKey', l.leg->>'outcomeKey', 'odds', l.leg->>'odds', 'event', ${LEG_EVENT}) order by l.position)
            from jsonb_array_elements(w.decision->'slip'->'legs') with ordinality l(leg, position)
            join market m on m.id = l.leg->>'marketId'
            join event e on e.id = m.event_id ${LEG_EVENT_JOINS}) as legs
    from pending_bet w
   where w.player_id = $1 and w.ended_at is null
   order by w.id desc`;

/** A player's bets that are in their in-play delay, newest first. Odds are those that the player saw. */
export const pendingBets = async (playerId: string): Promise<PendingBetView[]> => {
  const found = await rows<PendingRow>(PENDING, [playerId], "pending-bets");
  return found.map((row) => ({
    ...row,
    legs: row.legs.map((leg) => ({
      ...leg,
      odds: BigInt(leg.odds),
      event: { ...leg.event, startsAt: new Date(leg.event.startsAt) },
    })),
  }));
};
