import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makeEvent, makePlayer } from "#lib/sportsbook/testing.ts";
import { betTitles, placeBet, seedPolicy } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

it("names a player's bets by their first match, and nobody else's", async () => {
  const [first, second] = [await makeEvent("one"), await makeEvent("two")];
  const player = await makePlayer(5_000n);
  const place = async (marketIds: string[]) => {
    const placed = await placeBet(
      { playerId: player, sessionId: null },
      {
        idempotencyKey: crypto.randomUUID(),
        stake: "1.00",
        oddsChoice: "any",
        legs: marketIds.map((marketId) => ({ marketId, outcomeKey: "home", odds: 20_000n })),
      },
    );
    if (!placed.ok) throw new Error(placed.refusal.code);
    return placed.value.id;
  };
  const single = await place([first.marketId]);
  const double = await place([second.marketId, first.marketId]);
  const names = await rows<{ id: string; name: string }>(
    "select event_id as id, name from sportsbook_event_name_view",
  );
  const named = (eventId: string) => names.find(({ id }) => id === eventId);
  const titles = await betTitles(player, [single, double, crypto.randomUUID()]);
  expect(titles.size).toBe(2);
  expect(titles.get(single)).toMatchObject({ legs: 1, event: named(first.eventId)?.name });
  expect(titles.get(double)).toMatchObject({ legs: 2, event: named(second.eventId)?.name });
  expect((await betTitles(await makePlayer(0n), [single])).size).toBe(0);
});
