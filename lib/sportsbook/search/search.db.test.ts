import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { seedEvents } from "#lib/sportsbook/markets/testing/book.ts";
import { searchEvents, searchHits } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

const call = (eventId: string, home: string, away: string): Promise<unknown> =>
  database.asOwner(
    `update competitor c set name = case n.role when 'home' then $2 else $3 end, short_name = left(case n.role when 'home' then $2 else $3 end, 3)
       from event_participant n where n.event_id = $1 and c.id = n.competitor_id`,
    [eventId, home, away],
  );

it("finds open matches by their sides, running ones first, and those of a competition, but nothing that is over", async () => {
  const [waiting = "", running = "", over = ""] = await seedEvents(3);
  await call(waiting, "Curaçao", "Germany");
  await call(running, "Germany", "Netherlands");
  await call(over, "Germany", "Curaçao");
  await applyBook([
    { eventId: running, status: 1 },
    { eventId: over, status: 3 },
  ]);
  expect(await searchEvents("ger", 10)).toEqual([running, waiting]);
  expect(await searchEvents("curacao", 10)).toEqual([waiting]);
  expect(await searchEvents("holand", 10)).toEqual([running]);
  expect(await searchEvents("", 10)).toEqual([]);

  const hits = await searchHits("ger", { events: 1, competitions: 3 });
  expect(hits.events).toEqual([
    expect.objectContaining({ id: running, name: "Germany – Netherlands", running: true }),
  ]);
  expect(hits.competitions).toEqual([]);
  const [competition] = (await searchHits("league", { events: 1, competitions: 3 })).competitions;
  expect(competition).toMatchObject({ id: "test:league", open: 2 });
});
