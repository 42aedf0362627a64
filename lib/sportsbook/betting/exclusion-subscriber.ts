import { payloadOf } from "#lib/platform/messaging/event.ts";
import type { Subscriber } from "#lib/platform/messaging/relay.ts";
import { playerExcluded } from "#lib/players/events.ts";
import { rejectPendingBets } from "./resolve-pending-bet.ts";

/** Returns the stakes of bets that were still pending when their player was excluded. */
export const exclusionSubscriber: Subscriber = {
  name: "betting",
  audiences: ["betting"],
  handle: async (events) => {
    for (const event of events) {
      const excluded = payloadOf(event, playerExcluded);
      if (excluded) await rejectPendingBets(excluded.playerId);
    }
  },
};
