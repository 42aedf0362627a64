import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { applyBook, eventView } from "#lib/sportsbook/markets/index.ts";
import { seedEvents } from "#lib/sportsbook/markets/testing/book.ts";
import { makePlayer } from "#lib/sportsbook/testing.ts";
import { changeFavourites, FAVOURITES_MAX, favouriteEvents, favouritesOf } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

it("keeps favourites of each player apart, each once, whichever device repeats itself", async () => {
  const [one, other] = [await makePlayer(0n), await makePlayer(0n)];
  const cup = { kind: "competition", subject: "cup" } as const;
  const total = { kind: "market", subject: "football.total" } as const;
  await Promise.all([
    changeFavourites(one, { add: [cup, total], remove: [] }),
    changeFavourites(one, { add: [cup], remove: [] }),
  ]);
  expect(await favouritesOf(one)).toHaveLength(2);
  expect(await favouritesOf(one)).toEqual(expect.arrayContaining([cup, total]));
  expect(await favouritesOf(other)).toEqual([]);
  await changeFavourites(other, { add: [], remove: [cup] });
  expect(await favouritesOf(one)).toHaveLength(2);
  await changeFavourites(one, { add: [], remove: [cup, cup] });
  expect(await favouritesOf(one)).toEqual([total]);
});

it("gives the newest of many, and markets do not crowd out teams", async () => {
  const player = await makePlayer(0n);
  for (let at = 0; at < FAVOURITES_MAX + 2; at += 1)
    await changeFavourites(player, { add: [{ kind: "market", subject: `football.m${at}` }], remove: [] });
  await changeFavourites(player, { add: [{ kind: "competitor", subject: "x" }], remove: [] });
  const kept = await favouritesOf(player);
  expect(kept).toHaveLength(FAVOURITES_MAX + 1);
  expect(kept[0]?.subject).toBe("football.m2");
  expect(kept.at(-1)?.subject).toBe("x");
});

it("lists open matches of favourite teams and competitions, running ones first", async () => {
  const [waiting = "", running = "", over = ""] = await seedEvents(3);
  await applyBook([
    { eventId: running, status: 1 },
    { eventId: over, status: 3 },
  ]);
  const team = (await eventView(waiting))?.participants[1]?.id ?? "";
  expect(await favouriteEvents([{ kind: "competitor", subject: team }])).toContain(waiting);
  const ofLeague = await favouriteEvents([{ kind: "competition", subject: "test:league" }]);
  expect(ofLeague.slice(0, 1)).toEqual([running]);
  expect(ofLeague).toContain(waiting);
  expect(ofLeague).not.toContain(over);
  expect(await favouriteEvents([{ kind: "market", subject: "football.total" }])).toEqual([]);
});
