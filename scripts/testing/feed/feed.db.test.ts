import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { eventually } from "#lib/platform/testing/eventually.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { httpFeed } from "#lib/sportsbook/feeds/index.ts";
import { shareOf } from "#lib/sportsbook/feeds/providers/simulator/index.ts";
import { type RunningFeed, runFeed } from "#lib/sportsbook/feeds/run-feed.ts";
import { FEED_TIMINGS } from "#lib/sportsbook/feeds/watchdog.ts";
import { SPORTS } from "#lib/sportsbook/sports/index.ts";
import { scriptedMatch } from "./scripted-match.ts";
import { type FeedSource, startFeedSource, type Unsent } from "./source.ts";
import { STABLE, stableMatches } from "./stable-matches.ts";

let database: TestDatabase;
let source: FeedSource;
let feed: RunningFeed;
beforeAll(async () => {
  database = await testDatabase();
  source = await startFeedSource({ id: "scripted" });
  for (const message of await stableMatches()) source.say(message);
  feed = runFeed(() => httpFeed({ id: "scripted", url: source.url }), {
    ...FEED_TIMINGS,
    watchMs: 50,
    recoveryGapMs: 100,
  });
});
afterAll(async () => {
  await feed.stop();
  await source.stop();
  await closeBus();
  await database.drop();
});

it("offers the same matches in play and to come after a recovery", async () => {
  await eventually(() => expect(feed.report().state).toBe("up"));
  const events = await rows<{ status: number; open: bigint; soon: boolean }>(
    `select e.status, count(m.id) filter (where m.status = 1) as open, e.starts_at < now() + interval '1 hour' as soon
       from event e left join market m on m.event_id = e.id where e.id like $1 group by e.id`,
    [`${STABLE}%`],
  );
  const open = events.filter((event) => event.open > 5n);
  expect(open.filter(({ status }) => status === 1).length).toBeGreaterThan(8);
  const upcoming = open.filter(({ status }) => status === 0);
  expect(upcoming).toHaveLength(
    SPORTS.reduce((sum, { simulator }) => sum + (simulator ? shareOf(simulator, 30) : 0), 0),
  );
  expect(upcoming.filter(({ soon }) => soon)).toEqual([]);
});

it("takes what another process says of a match, goal by goal, until its markets are settled", async () => {
  await eventually(() => expect(feed.report().state).toBe("up"));
  const say = async (messages: Unsent[]): Promise<void> => {
    const answer = await fetch(`${source.url}/say`, { method: "POST", body: JSON.stringify(messages) });
    expect(answer.status).toBe(204);
  };
  const over = async () => {
    const [market] = await rows<{ status: number; odds: bigint | null; result: number | null }>(
      `select m.status, o.odds, o.result from market m join outcome o on o.market_id = m.id
        where m.event_id = 'own' and m.market_type = 'total' and m.specifiers = 'total=1.5' and o.key = 'over'`,
    );
    return market;
  };
  const match = scriptedMatch({ eventId: "own", home: "A", away: "B", minute: 70, startsInHours: 0 });
  await say(match.open());
  await eventually(async () => expect(await over()).toMatchObject({ status: 1, result: null }));
  const before = (await over())?.odds ?? 0n;
  await say(match.goal("home"));
  await eventually(async () => expect((await over())?.odds).toBeLessThan(before));
  await say(match.play(5));
  await say(match.goal("away"));
  await say(match.fullTime());
  await eventually(async () => expect(await over()).toMatchObject({ status: -3, result: 1 }));
});
