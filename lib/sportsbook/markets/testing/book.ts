import type { Competition } from "#lib/sportsbook/events/index.ts";
import { makeFixtures } from "#lib/sportsbook/testing.ts";
import { type MarketPrice, marketIdOf, specifiersOf } from "../schema.ts";

const LEAGUE: Competition = {
  id: "test:league",
  sportId: "football",
  category: "International",
  name: "League",
  countryCode: null,
};

let made = 0;

/** Events of one test league that start in an hour. Returns their ids, in the order of their kick-offs. */
export const seedEvents = async (count: number): Promise<string[]> => {
  const fixtures = Array.from({ length: count }, () => {
    made += 1;
    return {
      eventId: `test:${made}`,
      startsAt: new Date(Date.now() + 3_600_000 + made * 1_000),
      home: `Home ${made}`,
      away: `Away ${made}`,
    };
  });
  await makeFixtures(fixtures, LEAGUE);
  return fixtures.map(({ eventId }) => eventId);
};

const price = (key: string, position: number, odds: bigint) => ({
  key,
  position,
  odds,
  probability: 10_000 / Number(odds),
  active: true,
});

export const winnerPrice = (eventId: string, home: bigint): MarketPrice & { id: string } => ({
  id: marketIdOf(eventId, "1x2", ""),
  marketType: "1x2",
  specifiers: "",
  status: 1,
  outcomes: [price("home", 0, home), price("draw", 1, 34_000n), price("away", 2, 41_000n)],
});

export const totalPrice = (eventId: string, total: number): MarketPrice & { id: string } => ({
  id: marketIdOf(eventId, "total", specifiersOf({ total })),
  marketType: "total",
  specifiers: specifiersOf({ total }),
  status: 1,
  outcomes: [price("over", 0, 19_000n), price("under", 1, 19_500n)],
});
