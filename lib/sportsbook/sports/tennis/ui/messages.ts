import type { EventScore } from "#lib/sportsbook/events/schema.ts";
import { useSportMessages } from "../../use-sport-messages.ts";
import page from "../messages/page.en.json";
import type { TennisScore } from "../score.ts";

export const useTennisMessages = () => useSportMessages(page);

/** The score of a tennis event, which was checked when it was taken in. */
export const tennisScore = (score: EventScore): TennisScore => score as unknown as TennisScore;
