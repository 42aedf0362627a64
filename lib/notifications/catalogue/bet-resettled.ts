import { betResettled } from "#lib/sportsbook/betting/events.ts";
import { defineNotification } from "../definition.ts";
import { BetData, betText, draftOfBets } from "./bet-facts.ts";

/** The result of a bet was corrected: its return is another one now. */
export const betResettledNotification = defineNotification({
  name: "bet_resettled",
  audience: "player",
  category: "bets",
  channels: ["in-app"],
  events: [betResettled],
  data: BetData,
  draft: (events) => draftOfBets(events, ({ result }) => result !== null),
  text: (data) =>
    betText(
      data,
      data.result === "lost" ? "lost" : data.freeBet && data.result === "void" ? "free_bet_back" : "returned",
      data.returned,
    ),
});
