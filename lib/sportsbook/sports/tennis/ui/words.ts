import type { EventScore } from "#lib/sportsbook/events/schema.ts";
import { useOwnWords } from "../../words.ts";
import page from "../messages/page.en.json";
import type { TennisScore } from "../score.ts";

export const useTennisWords = () => useOwnWords(page);

/** The score of a tennis event, which was checked when it was taken in. */
export const tennisScore = (score: EventScore): TennisScore => score as unknown as TennisScore;
