import { afterAll, beforeAll, expect, it } from "vitest";
import { manualClock } from "#lib/core/clock.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { footballSimulator } from "#lib/sportsbook/sports/football/simulator/simulator.ts";
import { createPipeline } from "./ingest.ts";
import { manualTimer } from "./providers/manual-timer.ts";
import { createSimulator } from "./providers/simulator/simulator.ts";
import { openEventsOf } from "./queries.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

const START = Date.UTC(2026, 5, 1, 12);
const MINUTE = 60_000;

/** One life of the feed, on a clock of its own. */
const live = async (fromMs: number, minutes: number, matches = 6) => {
  const timer = manualTimer(fromMs);
  const clock = manualClock(new Date(fromMs));
  const simulator = createSimulator({
    sport: footballSimulator,
    seed: "restart",
    speed: 20,
    matches,
    timer,
    onFault: (error) => {
      throw error;
    },
  });
  const pipeline = createPipeline({ provider: "simulator", clock, flushMs: 5 });
  await pipeline.open();
  await simulator.start(
    async (message) => {
      await pipeline.ingest(message);
    },
    { openEvents: await openEventsOf("simulator") },
  );
  await simulator.requestRecovery(0);
  await timer.advanceTo(fromMs + minutes * MINUTE);
  await simulator.stop();
  await pipeline.stop();
  return pipeline.figures();
};

const eventsBy = (status: string) =>
  rows<{ id: string }>(`select id from event where status in (${status}) order by id`).then((found) =>
    found.map(({ id }) => id),
  );

it("goes on after a pause, a restart in mid-play and a change of configuration, with nothing left hanging", async () => {
  expect((await live(START, 1)).byFate.rejected).toBe(0);
  const inPlay = await eventsBy("1");
  const upcoming = await eventsBy("0");
  expect(inPlay.length).toBeGreaterThanOrEqual(5);

  // A restart a moment later finds the same matches.
  expect((await live(START + 1 * MINUTE + 5_000, 0)).byFate).toMatchObject({ rejected: 0, outdated: 0 });
  expect((await eventsBy("1")).filter((id) => !inPlay.includes(id) && !upcoming.includes(id))).toEqual([]);

  // Away for an hour: what we knew has ended, the matches of the gap were never offered.
  const before = (await rows("select 1 from event")).length;
  expect((await live(START + 62 * MINUTE, 0)).byFate.rejected).toBe(0);
  const ended = await eventsBy("3");
  for (const id of [...inPlay, ...upcoming]) expect(ended).toContain(id);
  expect((await rows("select 1 from event")).length).toBe(before + 30 + (await eventsBy("1")).length);

  // With other options the old calendar means nothing: its matches are called off and refunded.
  const open = await eventsBy("0, 1");
  expect((await live(START + 63 * MINUTE, 0, 4)).byFate.rejected).toBe(0);
  expect(await eventsBy("5")).toEqual(open);

  const hanging = await rows(
    "select m.id from market m join event e on e.id = m.event_id where e.status in (3, 5) and m.status > -3",
  );
  expect(hanging).toEqual([]);
  const stopped = await rows(
    `select s.scope_id from suspension s join event e on e.id = s.scope_id and s.scope = 'event'
      where s.lifted_at is null and e.status in (3, 5)`,
  );
  expect(stopped).toEqual([]);
});
