import { betReopened } from "#lib/sportsbook/betting/events.ts";
import { defineNotification } from "../definition.ts";
import { BetData, betText, draftOfBets } from "./bet-facts.ts";

/** A settlement was rolled back: the bet is open again. */
export const betReopenedNotification = defineNotification({
  name: "bet_reopened",
  audience: "player",
  category: "bets",
  channels: ["in-app"],
  events: [betReopened],
  data: BetData,
  draft: (events) => draftOfBets(events, ({ result }) => result === null),
  text: (data) => betText(data, "open", data.stake),
});
