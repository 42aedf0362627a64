import { accept, type Result } from "#lib/core/result.ts";
import type { Competition, Competitor } from "#lib/sportsbook/events/schema.ts";
import type { SimulatedFixture, Timelines, TimelinesRefusal } from "../../sport.ts";
import { type FootballPricing, nationalTeams } from "../model.ts";
import { teamIdOf } from "../ratings/fit-ratings.ts";
import { storyOf } from "../simulator/story.ts";
import { shortNameOf } from "../simulator/teams.ts";
import { type ImportedMatch, readTimelines } from "./timelines.ts";

/** Two average sides, the first at home (1,822 league matches of 2017-18): for teams that we have no rating of. */
export const AVERAGE_RATES = { homeRate: 1.52, awayRate: 1.18 };

const NATIONAL_NAMES: Readonly<Record<string, string>> = {
  "Korea Republic": "South Korea",
  "IR Iran": "Iran",
  USA: "United States",
  Türkiye: "Turkey",
  Czechia: "Czech Republic",
  "Bosnia & Herzegovina": "Bosnia and Herzegovina",
  "Côte d'Ivoire": "Ivory Coast",
  "Cabo Verde": "Cape Verde",
};

const LEAGUES: Readonly<Record<string, readonly [country: string, code: string, name: string]>> = {
  "en.1": ["England", "gb-eng", "Premier League"],
  "de.1": ["Germany", "de", "Bundesliga"],
  "es.1": ["Spain", "es", "La Liga"],
  "it.1": ["Italy", "it", "Serie A"],
  "fr.1": ["France", "fr", "Ligue 1"],
};

const ratedId = (name: string): string | undefined => {
  const id = teamIdOf(NATIONAL_NAMES[name] ?? name);
  return nationalTeams().teams[id] ? id : undefined;
};

const competitorOf = (name: string): Competitor => {
  const id = ratedId(name);
  const rating = id ? nationalTeams().teams[id] : undefined;
  return id && rating
    ? { id, name: rating.name, shortName: shortNameOf(id, rating.name), countryCode: rating.countryCode }
    : { id: `club-${teamIdOf(name)}`.slice(0, 64), name, shortName: name.slice(0, 40), countryCode: null };
};

const competitionOf = (name: string): Competition => {
  const [code = "", ...season] = name.split(" ");
  const league = LEAGUES[code];
  const id = `replay-${teamIdOf(name)}`.slice(0, 64);
  return league
    ? {
        id,
        sportId: "football",
        category: league[0],
        name: [league[2], ...season].join(" "),
        countryCode: league[1],
      }
    : { id, sportId: "football", category: "International", name: name.slice(0, 120), countryCode: null };
};

/** What a fixture message says of a real match. National teams meet on neutral ground, as in the tournaments they come from. */
export const replayFixture = (match: ImportedMatch): SimulatedFixture => {
  const [homeTeam, awayTeam] = [ratedId(match.home), ratedId(match.away)];
  return {
    competition: competitionOf(match.competition),
    participants: [competitorOf(match.home), competitorOf(match.away)],
    pricing: (homeTeam && awayTeam
      ? { neutral: true, homeTeam, awayTeam }
      : { neutral: false, rates: AVERAGE_RATES }) satisfies FootballPricing,
  };
};

/** Matches in openfootball's files, or second by second, ready to be played again. */
export const readFootballTimelines = async (
  source: string,
  progress?: (bytes: number) => void,
): Promise<Result<Timelines, TimelinesRefusal>> => {
  const file = await readTimelines(source, progress);
  if (!file.ok) return file;
  const skipped: Record<string, number> = {};
  for (const { reason } of file.value.skipped) skipped[reason] = (skipped[reason] ?? 0) + 1;
  return accept({
    events: file.value.matches.map((match) => ({
      at: match.kickOff,
      fixture: replayFixture(match),
      story: storyOf(match.timeline),
    })),
    skipped,
  });
};
