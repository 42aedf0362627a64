import type { EventScore } from "#lib/sportsbook/events/schema.ts";
import { useSportMessages } from "../../use-sport-messages.ts";
import page from "../messages/page.en.json";
import type { BaseballScore } from "../score.ts";

export const useBaseballMessages = () => useSportMessages(page);

/** The score of a baseball event, which was checked when it was taken in. */
export const baseballScore = (score: EventScore): BaseballScore => score as unknown as BaseballScore;
