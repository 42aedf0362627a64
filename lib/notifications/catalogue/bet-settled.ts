import { betSettled } from "#lib/sportsbook/betting/events.ts";
import { defineNotification } from "../definition.ts";
import { BetData, betText, draftOfBets } from "./bet-facts.ts";

/** A bet has returned something. A lost bet is not announced, nor one that its player edited: they are under "My bets". */
export const betSettledNotification = defineNotification({
  name: "bet_settled",
  audience: "player",
  category: "bets",
  channels: ["in-app"],
  events: [betSettled],
  data: BetData,
  draft: (events) =>
    draftOfBets(events, ({ result }) => result !== null && result !== "lost" && result !== "edited"),
  text: (data) =>
    betText(
      data,
      data.freeBet && data.result === "void" ? "free_bet_back" : (data.result ?? "won"),
      data.returned,
    ),
});
