import { z } from "zod";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { betRejected } from "#lib/sportsbook/betting/events.ts";
import { defineNotification } from "../definition.ts";
import { betKey } from "./bet-facts.ts";

const Data = z.object({ betId: z.guid() });

/** A bet was rejected at the end of its in-play delay. */
export const betRejectedNotification = defineNotification({
  name: "bet_rejected",
  audience: "player",
  category: "bets",
  channels: ["in-app"],
  events: [betRejected],
  data: Data,
  draft: (events) =>
    events.flatMap((event) => {
      const bet = payloadOf(event, betRejected);
      return bet
        ? [{ playerId: bet.playerId, dedupeKey: betKey(bet.betId), data: { betId: bet.betId } }]
        : [];
    }),
  text: ({ betId }) => ({ variant: "rejected", href: `/bets/${betId}` }),
});
