import type { EventScore } from "#lib/sportsbook/events/schema.ts";
import { useSportMessages } from "../../use-sport-messages.ts";
import page from "../messages/page.en.json";
import type { BasketballScore } from "../score.ts";

export const useBasketballMessages = () => useSportMessages(page);

/** The score of a basketball event, which was checked when it was taken in. */
export const basketballScore = (score: EventScore): BasketballScore => score as unknown as BasketballScore;
