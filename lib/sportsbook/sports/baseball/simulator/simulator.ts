import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import { leagueCalendar } from "../../shared/simulator/fixtures.ts";
import { storyOfSteps } from "../../shared/simulator/steps.ts";
import type { SportSimulator } from "../../sport.ts";
import { type BaseballPricing, baseballModelOf } from "../model.ts";
import type { BaseballScore } from "../score.ts";
import { generateGame } from "./generate-game.ts";
import { LEAGUES } from "./teams.ts";

const statusOf = ({ phase }: BaseballScore) => {
  if (phase === "not_started") return EVENT_STATUS.notStarted;
  return phase === "ended" ? EVENT_STATUS.ended : EVENT_STATUS.live;
};

/** Invented teams in two invented leagues. */
export const baseballSimulator: SportSimulator = {
  provider: { id: "simulator-baseball", name: "Baseball simulator" },
  eventPrefix: "baseball",
  usualSeconds: 9600,
  longestSeconds: 8 * 3600,
  share: 0.25,
  calendar: leagueCalendar(LEAGUES, (league, home, away) => {
    const edge = (league.spread / 2) * (home.strength - away.strength) + league.home;
    const pace = 1 + 0.06 * (home.style + away.style);
    return {
      runs: { home: (league.runs + edge) * pace, away: (league.runs - edge) * pace },
    } satisfies BaseballPricing;
  }),
  story: (random, { pricing }) => {
    const model = baseballModelOf(pricing);
    if (!model) throw new Error("a simulated game needs a model");
    return storyOfSteps(generateGame(random, model), statusOf, []);
  },
};
