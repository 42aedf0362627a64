import type { EventScore } from "#lib/sportsbook/events/schema.ts";
import { useSportMessages } from "../../use-sport-messages.ts";
import page from "../messages/page.en.json";
import type { HockeyScore } from "../score.ts";

export const useHockeyMessages = () => useSportMessages(page);

/** The score of an ice hockey event, which was checked when it was taken in. */
export const hockeyScore = (score: EventScore): HockeyScore => score as unknown as HockeyScore;
