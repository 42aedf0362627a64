import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import { leagueCalendar } from "../../shared/simulator/fixtures.ts";
import { storyOfSteps } from "../../shared/simulator/steps.ts";
import type { SportSimulator } from "../../sport.ts";
import { type BasketballPricing, basketballModelOf } from "../model.ts";
import type { BasketballScore } from "../score.ts";
import { generateGame } from "./generate-game.ts";
import { LEAGUES } from "./teams.ts";

const statusOf = ({ phase }: BasketballScore) => {
  if (phase === "not_started") return EVENT_STATUS.notStarted;
  return phase === "ended" ? EVENT_STATUS.ended : EVENT_STATUS.live;
};

/** Invented teams in two invented leagues: one by American rules, one by international ones. */
export const basketballSimulator: SportSimulator = {
  provider: { id: "simulator-basketball", name: "Basketball simulator" },
  eventPrefix: "basketball",
  usualSeconds: 8400,
  longestSeconds: 6 * 3600,
  share: 0.5,
  calendar: leagueCalendar(LEAGUES, (league, home, away) => {
    const edge = (league.spread / 2) * (home.strength - away.strength);
    return {
      quarterMinutes: league.quarterMinutes,
      pace: league.pace + (league.paceSpread / 4) * (home.style + away.style),
      efficiency: {
        home: league.efficiency + league.home + edge,
        away: league.efficiency - league.home - edge,
      },
    } satisfies BasketballPricing;
  }),
  story: (random, { pricing }) => {
    const model = basketballModelOf(pricing);
    if (!model) throw new Error("a simulated game needs a model");
    return storyOfSteps(generateGame(random, model), statusOf, ["review", "free_throws"]);
  },
};
