import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { eventually } from "#lib/platform/testing/eventually.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makeEvent, makePlayer } from "#lib/sportsbook/testing.ts";
import { placeBet, seedPolicy } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

const BETS = 60;

it("looks up a bet's key alone, though it was planned when nothing had been bet", async () => {
  const { marketId } = await makeEvent("keys");
  const player = await makePlayer(100_000n);
  await database.asOwner("analyze");
  for (let n = 0; n < BETS; n += 1) {
    const legs = [{ marketId, outcomeKey: "home", odds: 20_000n }];
    const slip = { idempotencyKey: crypto.randomUUID(), stake: "1", legs, oddsChoice: "any" as const };
    expect((await placeBet({ playerId: player, sessionId: null }, slip)).ok).toBe(true);
  }
  // Each connection reports its own statistics, within seconds when it is idle.
  const counted = await eventually(async () => {
    await Promise.all(Array.from({ length: 10 }, () => rows("select pg_stat_force_next_flush()")));
    const [counts] = await rows<{ scans: bigint; read: bigint; whole: bigint }>(
      `select i.idx_scan as scans, i.idx_tup_read as read, t.seq_scan as whole
         from pg_stat_user_indexes i join pg_stat_user_tables t using (relid) where i.relname = 'bet_key'`,
    );
    expect(counts?.scans).toBeGreaterThanOrEqual(BigInt(2 * BETS));
    return counts;
  });
  // All keys before each bet would be 1,770.
  expect(counted?.read).toBeLessThanOrEqual(BigInt(BETS));
  expect(counted?.whole).toBe(0n);
});
