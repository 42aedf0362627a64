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
import { sweepPayments } from "./payments/sweep.ts";
import { demoProvider } from "./providers/demo/index.ts";

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
  deposits: (await rows<{ state: string }>("select state from payment where player_id = $1", [playerId])).map(
    ({ state }) => state,
  ),
  balance: (await playerBalance(playerId, "EUR")).balance,
});

const sound = async () =>
  expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);

/** The writes of a deposit, one after the other, and what is left when the connection is cut there. */
const CUTS = [
  ["started, before its commit", "start", "commit", false, { deposits: [], balance: 0n }],
  ["started, after its commit", "start", "commit", true, { deposits: ["created"], balance: 0n }],
  ["made at the provider", "start", "demo_payment", true, { deposits: ["created"], balance: 0n }],
  ["reported by the provider", "start", "store-provider-event", true, { deposits: ["created"], balance: 0n }],
  ["bound to its object", "start", "set object_id", true, { deposits: ["created"], balance: 0n }],
  ["credited, in the middle", "start", "ledger_transfer_all", true, { deposits: ["created"], balance: 0n }],
  [
    "credited, before its step",
    "start",
    "update payment set state",
    false,
    { deposits: ["created"], balance: 0n },
  ],
  ["credited, before its commit", "credit", "commit", false, { deposits: ["created"], balance: 0n }],
  ["credited, after its commit", "credit", "commit", true, { deposits: ["succeeded"], balance: 2_500n }],
] as const;

const cutAt = async (stage: string, text: string, after: boolean) => {
  const player = playerContext(await makePlayer(0n), "EUR");
  const input = { amount: "25", idempotencyKey: crypto.randomUUID() };
  if (stage === "credit") {
    // The provider has taken the money, and the request did not hear of it.
    const { create } = demoProvider;
    vi.spyOn(demoProvider, "create").mockImplementationOnce(async (payment) => {
      await create(payment);
      throw new Error("no answer");
    });
    await expect(deposit(player, input)).rejects.toThrow("no answer");
    // What the provider reports is stored already: the next commit is that of the credit.
    vi.spyOn(demoProvider, "create").mockImplementationOnce(async ({ paymentId }) => {
      const object = await demoProvider.find(paymentId);
      if (!object) throw new Error("gone");
      return object;
    });
  }
  const sprung = after ? proxy.cutAfter(text) : proxy.cutBefore(text);
  await expect(deposit(player, input)).rejects.toThrow();
  await sprung;
  return { player, input };
};

it.each(CUTS)(
  "a deposit that is cut while it is %s, stands as a whole or not at all, and its retry answers with one",
  async (_, stage, text, after, left) => {
    const { player, input } = await cutAt(stage, text, after);
    expect(await stored(player.playerId)).toEqual(left);
    const repeated = left.balance > 0n;
    expect(await deposit(player, input)).toMatchObject({ ok: true, value: { repeated } });
    expect(await stored(player.playerId)).toEqual({ deposits: ["succeeded"], balance: 2_500n });
    await sound();
  },
);

it.each(CUTS.slice(1))(
  "a deposit that is cut while it is %s, and that nobody repeats, ends where its provider says",
  async (_, stage, text, after) => {
    const { player } = await cutAt(stage, text, after);
    await database.asOwner(
      "update payment set created_at = created_at - interval '1 hour', changed_at = changed_at - interval '1 hour' where player_id = $1",
      [player.playerId],
    );
    await sweepPayments();
    const [made] = await rows("select 1 from demo_payment where player_id = $1", [player.playerId]);
    expect(await stored(player.playerId)).toEqual(
      made ? { deposits: ["succeeded"], balance: 2_500n } : { deposits: ["expired"], balance: 0n },
    );
    await sound();
  },
);
