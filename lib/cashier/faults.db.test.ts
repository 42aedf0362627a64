import { afterAll, beforeAll, expect, it, vi } from "vitest";
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
import { demoProvider } from "./providers/demo.ts";

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

const stored = async (playerId: string) => ({
  deposits: (
    await rows<{ status: string }>("select status from deposit where player_id = $1", [playerId])
  ).map(({ status }) => status),
  balance: (await playerBalance(playerId, "EUR")).balance,
});

it.each([
  ["started, after its commit", "start", "commit", true, { deposits: ["started"], balance: 0n }],
  ["started, before its commit", "start", "commit", false, { deposits: [], balance: 0n }],
  ["booked, after its commit", "book", "commit", true, { deposits: ["completed"], balance: 2_500n }],
  ["booked, before its commit", "book", "commit", false, { deposits: ["started"], balance: 0n }],
  ["booked, in the middle", "book", "ledger_transfer_all", true, { deposits: ["started"], balance: 0n }],
] as const)(
  "a deposit that is cut while it is %s, stands as a whole or not at all, and its retry answers with one",
  async (_, stage, text, after, left) => {
    const player = playerContext(await makePlayer(0n), "EUR");
    const input = { amount: "25", idempotencyKey: crypto.randomUUID() };
    if (stage === "book") {
      vi.spyOn(demoProvider, "authorise").mockRejectedValueOnce(new Error("no answer"));
      await expect(deposit(player, input)).rejects.toThrow("no answer");
    }
    const sprung = after ? proxy.cutAfter(text) : proxy.cutBefore(text);
    await expect(deposit(player, input)).rejects.toThrow();
    await sprung;
    expect(await stored(player.playerId)).toEqual(left);

    const repeated = left.balance > 0n;
    expect(await deposit(player, input)).toMatchObject({ ok: true, value: { repeated } });
    expect(await stored(player.playerId)).toEqual({ deposits: ["completed"], balance: 2_500n });
    expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
  },
);
