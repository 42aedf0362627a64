import type { EventScore } from "#lib/sportsbook/events/schema.ts";
import type { FootballScore } from "#lib/sportsbook/sports/football/score.ts";

export const footballScore = (score: EventScore): FootballScore => score as FootballScore;
