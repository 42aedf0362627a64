import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import { leagueCalendar } from "../../shared/simulator/fixtures.ts";
import { storyOfSteps } from "../../shared/simulator/steps.ts";
import type { SportSimulator } from "../../sport.ts";
import { type HockeyPricing, hockeyModelOf } from "../model.ts";
import type { HockeyScore } from "../score.ts";
import { generateGame } from "./generate-game.ts";
import { LEAGUES } from "./teams.ts";

const statusOf = ({ phase }: HockeyScore) => {
  if (phase === "not_started") return EVENT_STATUS.notStarted;
  return phase === "ended" ? EVENT_STATUS.ended : EVENT_STATUS.live;
};

/** Invented teams in two invented leagues. */
export const hockeySimulator: SportSimulator = {
  provider: { id: "simulator-hockey", name: "Ice hockey simulator" },
  eventPrefix: "hockey",
  usualSeconds: 9000,
  longestSeconds: 8 * 3600,
  share: 0.35,
  calendar: leagueCalendar(LEAGUES, (league, home, away) => {
    const edge = (league.spread / 2) * (home.strength - away.strength) + league.home;
    const pace = 1 + 0.06 * (home.style + away.style);
    return {
      rates: { home: (league.goals + edge) * pace, away: (league.goals - edge) * pace },
    } satisfies HockeyPricing;
  }),
  story: (random, { pricing }) => {
    const model = hockeyModelOf(pricing);
    if (!model) throw new Error("a simulated game needs a model");
    return storyOfSteps(generateGame(random, model), statusOf, []);
  },
};
