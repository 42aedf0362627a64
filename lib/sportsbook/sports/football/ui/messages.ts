import type { EventScore } from "#lib/sportsbook/events/schema.ts";
import { useSportMessages } from "../../use-sport-messages.ts";
import page from "../messages/page.en.json";
import type { FootballScore } from "../score.ts";

export const useFootballMessages = () => useSportMessages(page);

/** The score of a football event, which was checked when it was taken in. */
export const footballScore = (score: EventScore): FootballScore => score as FootballScore;
