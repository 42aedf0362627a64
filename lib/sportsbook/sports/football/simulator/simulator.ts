import type { SportSimulator } from "../../sport.ts";
import { type FootballPricing, footballModelOf, nationalTeams } from "../model.ts";
import { matchModel } from "../ratings/match-model.ts";
import { calendar, type SimulatedTeam } from "./calendar.ts";
import { generateMatch } from "./generate-match.ts";
import { storyOf } from "./story.ts";
import { simulatedTeams } from "./teams.ts";

const competitor = ({ id, name, shortName, countryCode }: SimulatedTeam) => ({
  id,
  name,
  shortName,
  countryCode,
});

/** National teams by our ratings. */
export const footballSimulator: SportSimulator = {
  provider: { id: "simulator", name: "Simulator" },
  eventPrefix: "sim",
  usualSeconds: 6060,
  longestSeconds: 6600,
  calendar: (seed) => {
    const ratings = nationalTeams();
    const pairingOf = calendar(seed, simulatedTeams(ratings));
    return (k) => {
      const { competition, home, away, neutral } = pairingOf(k);
      const [rated, opponent] = [ratings.teams[home.id], ratings.teams[away.id]];
      if (!rated || !opponent) throw new Error(`no rating of ${home.id} or ${away.id}`);
      return {
        competition,
        participants: [competitor(home), competitor(away)],
        pricing: {
          neutral,
          homeTeam: home.id,
          awayTeam: away.id,
          rates: matchModel(ratings, rated, opponent, neutral),
        } satisfies FootballPricing,
      };
    };
  },
  story: (random, { pricing }) => {
    const model = footballModelOf(pricing);
    if (!model) throw new Error("a simulated match needs a model");
    return storyOf(generateMatch(random, model));
  },
};
