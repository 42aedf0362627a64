import {
  type Competition,
  type Competitor,
  EVENT_STATUS,
  registerFixtures,
} from "#lib/sportsbook/events/index.ts";
import { applyBook, type BookChange, MARKET_STATUS, marketIdOf } from "#lib/sportsbook/markets/index.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";

export * from "#lib/players/testing/factory.ts";
export { fillHistory, type History } from "./testing/fill-history.ts";

const MINUTE_MS = 60_000;

const team = (name: string): Competitor => ({
  id: `test-${name.toLowerCase().replaceAll(" ", "-")}`,
  name,
  shortName: name.slice(0, 3).toUpperCase(),
  countryCode: null,
});

const TEST_CUP: Competition = {
  id: "test",
  sportId: "football",
  category: "Test",
  name: "Test Cup",
  countryCode: null,
};

/** Enters matches of one competition, which start in an hour or at the given times. No markets, not live. */
export const makeFixtures = (
  fixtures: readonly { eventId: string; startsAt?: Date; home?: string; away?: string }[],
  competition = TEST_CUP,
): Promise<void> =>
  registerFixtures(
    fixtures.map(({ eventId, startsAt, home = "Home", away = "Away" }) => ({
      eventId,
      provider: "test",
      competition,
      participants: [team(home), team(away)],
      startsAt: startsAt ?? new Date(Date.now() + 60 * MINUTE_MS),
      timestamp: Date.now(),
    })),
  );

export type TestEvent = { eventId: string; marketId: string };

/** A match that is running, or starts in an hour, with one 1X2 market at 2.00 / 3.50 / 4.00. */
export const makeEvent = async (
  eventId: string,
  { running = true }: { running?: boolean } = {},
): Promise<TestEvent> => {
  await makeFixtures([{ eventId, startsAt: new Date(Date.now() + (running ? -10 : 60) * MINUTE_MS) }]);
  await applyBook([
    {
      eventId,
      ...(running && {
        status: EVENT_STATUS.live,
        score: { ...footballKickOff(), phase: "first_half" },
      }),
      markets: [threeWay(eventId)],
    },
  ]);
  return { eventId, marketId: marketIdOf(eventId, "1x2", "") };
};

let made = 0;
/** The same under an id that no other test of this file has. */
export const makeNextEvent = (options?: { running?: boolean }): Promise<TestEvent> => {
  made += 1;
  return makeEvent(`event-${made}`, options);
};

/** The 1X2 market of a test event at these odds (×10⁻⁴). */
export const threeWay = (
  eventId: string,
  odds: readonly [bigint, bigint, bigint] = [20_000n, 35_000n, 40_000n],
): NonNullable<BookChange["markets"]>[number] => ({
  id: marketIdOf(eventId, "1x2", ""),
  marketType: "1x2",
  specifiers: "",
  status: MARKET_STATUS.active,
  outcomes: (["home", "draw", "away"] as const).map((key, position) => ({
    key,
    position,
    odds: odds[position] ?? null,
    probability: [0.48, 0.27, 0.25][position] ?? null,
    active: true,
  })),
});

/** Decides a test event's 1X2. Voids it with "void". */
export const decideThreeWay = (
  eventId: string,
  winner: "home" | "draw" | "away" | "void",
): Promise<unknown> =>
  applyBook([
    {
      eventId,
      results: [
        {
          marketId: marketIdOf(eventId, "1x2", ""),
          certainty: 2,
          cancelled: winner === "void",
          outcomes: ["home", "draw", "away"].map((key) => ({
            key,
            result: key === winner ? 1 : 0,
            voidFactor: winner === "void" ? 1 : null,
            deadHeatFactor: null,
          })),
        },
      ],
    },
  ]);
