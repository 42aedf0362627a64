import { afterAll, beforeAll, expect, it } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type FaultyProxy, faultyProxy } from "#lib/platform/testing/faulty-proxy.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makePlayer } from "#lib/players/testing/factory.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { deposit } from "./index.ts";

let database: TestDatabase;
let proxy: FaultyProxy;
beforeAll(async () => {
  database = await testDatabase();
  proxy = await faultyProxy(database.appUrl);
  Object.assign(process.env, { DATABASE_URL: proxy.url, DEMO_MODE: "true" });
  await seedPolicy();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
  await proxy.close();
});

const deposits = (playerId: string) => rows("select id from deposit where player_id = $1", [playerId]);

it.each([
  ["after its commit", "commit", true, 1],
  ["before its commit", "commit", false, 0],
  ["in the middle of it", "ledger_transfer_all", true, 0],
] as const)(
  "a deposit cut %s stands as a whole or not at all, and its retry answers with one",
  async (_, at, after, existing) => {
    const player = playerContext(await makePlayer(0n), "EUR");
    const input = { amount: "25", idempotencyKey: crypto.randomUUID() };
    const sprung = after ? proxy.cutAfter(at) : proxy.cutBefore(at);
    await expect(deposit(player, input)).rejects.toThrow();
    await sprung;
    expect(await deposits(player.playerId)).toHaveLength(existing);
    expect((await playerBalance(player.playerId, "EUR")).balance).toBe(existing ? 2_500n : 0n);

    expect(await deposit(player, input)).toMatchObject({ ok: true, value: { repeated: existing === 1 } });
    expect(await deposits(player.playerId)).toHaveLength(1);
    expect((await playerBalance(player.playerId, "EUR")).balance).toBe(2_500n);
    expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
  },
);
