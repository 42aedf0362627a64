import "server-only";
import { cache } from "react";
import { competitionsWithCounts } from "#lib/sportsbook/markets/index.ts";

/** Competitions with open matches, read once a request. */
export const openCompetitions = cache(competitionsWithCounts);
