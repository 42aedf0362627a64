import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makeEvent, makePlayer } from "#lib/sportsbook/testing.ts";
import { placeBet, seedPolicy } from "./index.ts";
import { openBets } from "./open-bets.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.drop();
});

it("sums up all open bets of its player alone, and lists the newest", async () => {
  await seedPolicy();
  const [player, other] = [await makePlayer(100_000n), await makePlayer(0n)];
  expect(await openBets(player)).toEqual({ count: 0, stake: 0n, potentialReturn: 0n, bets: [] });
  const { marketId } = await makeEvent("open", { running: false });
  const count = 21;
  for (let nth = 1; nth <= count; nth += 1) {
    const placed = await placeBet(
      { playerId: player, sessionId: null },
      {
        idempotencyKey: crypto.randomUUID(),
        stake: "1.00",
        legs: [{ marketId, outcomeKey: "home", odds: 20_000n }],
        oddsChoice: "any",
      },
    );
    expect(placed.ok).toBe(true);
  }
  const read = await openBets(player);
  expect(read).toMatchObject({ count, stake: 2_100n });
  expect(read.bets).toHaveLength(20);
  expect(read.potentialReturn).toBe((read.bets[0]?.potentialReturn ?? 0n) * BigInt(count));
  expect((await openBets(other)).count).toBe(0);
});
