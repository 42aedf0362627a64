import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { eventually } from "#lib/platform/testing/eventually.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { SPORTS } from "#lib/sportsbook/sports/index.ts";
import { startFeeds } from "./start-feeds.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  Object.assign(process.env, { SIMULATOR_SPEED: "30", SIMULATOR_MATCHES: "12", SIMULATOR_SEED: "test" });
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

const one = async <Row extends Record<string, unknown>>(text: string): Promise<Row> =>
  (await rows<Row>(text))[0] as Row;

/** One simulator per sport. */
const eventsOf = (each: number): number =>
  SPORTS.reduce((sum, { simulator }) => sum + (simulator ? Math.floor(each * (simulator.share ?? 1)) : 0), 0);
const providers = SPORTS.flatMap(({ simulator }) => simulator?.provider.id ?? []).sort();

/** For all sports at once, on a slow machine. */
const FILLED_MS_MAX = 120_000;

it("fills an empty database with events in play and priced, and leaves betting suspended when it stops", async () => {
  const feeds = await startFeeds();
  await eventually(
    async () =>
      expect(await rows("select id, state from feed_provider order by id")).toEqual(
        providers.map((id) => ({ id, state: "up" })),
      ),
    FILLED_MS_MAX,
  );
  const events = await one<{ live: number; upcoming: number }>(
    "select count(*) filter (where status = 1)::int as live, count(*) filter (where status = 0)::int as upcoming from event",
  );
  expect(events.live).toBeGreaterThanOrEqual(eventsOf(8));
  expect(events.upcoming).toBeGreaterThanOrEqual(eventsOf(29));
  // An event that was listed a moment ago is priced by the next job.
  await eventually(
    async () =>
      expect(
        await rows(
          `select e.id from event e where e.status = 0
             and (select count(*) from market m where m.event_id = e.id and m.status = 1) < 10`,
        ),
      ).toEqual([]),
    FILLED_MS_MAX,
  );

  const clocks = async () =>
    await rows<{ id: string; clock: number }>(
      "select id, (score->>'clockSeconds')::int as clock from event where status = 1 order by id",
    );
  const before = new Map((await clocks()).map(({ id, clock }) => [id, clock]));
  await eventually(async () =>
    expect((await clocks()).some(({ id, clock }) => clock > (before.get(id) ?? clock))).toBe(true),
  );
  expect(await rows("select raw from feed_message where fate = 'rejected'")).toEqual([]);
  const [beat] = await rows<{ figures: { providers: unknown } }>("select figures from process_beat");
  expect(beat?.figures.providers).toBeDefined();

  await feeds.stop();
  expect(await rows("select 1 from process_beat")).toEqual([]);
  const active = await rows(
    "select scope_id as id, reason from suspension where scope = 'provider' and lifted_at is null order by id",
  );
  expect(active).toEqual(providers.map((id) => ({ id, reason: "feed_down" })));
}, 300_000);
