import { statusMessage } from "#lib/sportsbook/feeds/providers/simulator/event-messages.ts";
import { type MatchTimeline, playMatch } from "#lib/sportsbook/sports/football/simulator/timeline.ts";
import type { Unsent } from "./source.ts";

export type ScriptedMatch = {
  /** Announces the match in its first state. */
  open(): Unsent[];
  /** The clock goes on by so many minutes, and the prices with it. */
  play(minutes: number): Unsent[];
  goal(side: "home" | "away"): Unsent[];
  /** The feed suspends all markets, until it says something else. */
  stop(): Unsent[];
  /** The final whistle, which settles every market. */
  fullTime(): Unsent[];
};

export type ScriptedMatchOptions = {
  eventId: string;
  home: string;
  away: string;
  /** In play at this minute, or to come: null. */
  minute: number | null;
  startsInHours: number;
};

const HALF = 45;
const BREAK = 15;

const team = (name: string) => ({
  id: name.toLowerCase().replaceAll(" ", "-"),
  name,
  shortName: name.slice(0, 3).toUpperCase(),
  countryCode: null,
});

/** The messages of a football match of which nothing is random: 0–0 until somebody scores, priced by the platform. */
export const scriptedMatch = ({
  eventId,
  home,
  away,
  minute,
  startsInHours,
}: ScriptedMatchOptions): ScriptedMatch => {
  const incidents: MatchTimeline["incidents"][number][] = [];
  const timeline: MatchTimeline = {
    halves: [HALF * 60, HALF * 60],
    breakSeconds: BREAK * 60,
    incidents,
    stops: [],
  };
  let now = minute ?? -1;
  const flow = (): number => (now < 0 ? -1 : (now > HALF ? now + BREAK : now) * 60);
  const state = (second = flow()): Unsent[] => {
    const {
      provider: _provider,
      timestamp: _timestamp,
      ...message
    } = statusMessage({ provider: "", timestamp: 0, eventId }, playMatch(timeline).advance(second));
    return [message as Unsent];
  };
  return {
    open: () => [
      {
        type: "fixture",
        eventId,
        competition: {
          id: "journeys",
          sportId: "football",
          category: "Friendlies",
          name: "Journeys Cup",
          countryCode: null,
        },
        participants: [team(home), team(away)],
        startsAt: Date.now() + (minute === null ? startsInHours * 3_600_000 : -minute * 60_000),
        pricing: { by: "platform", model: { rates: { homeRate: 1.5, awayRate: 1.2 } } },
      },
      ...state(),
    ],
    play: (minutes) => {
      now += minutes;
      return state();
    },
    goal: (side) => {
      const [half, second] = now > HALF ? ([2, (now - HALF) * 60] as const) : ([1, now * 60] as const);
      incidents.push({ half, second, kind: "goal", side });
      return state();
    },
    stop: () => [{ type: "bet_stop", eventId }],
    fullTime: () => state((2 * HALF + BREAK) * 60),
  };
};
