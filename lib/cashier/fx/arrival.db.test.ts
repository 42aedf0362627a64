import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type Currency, minorOf } from "#lib/core/money.ts";
import { accountBalance, accountFor, importRates, playerBalance } from "#lib/ledger/index.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makePlayer } from "#lib/players/testing/factory.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { receiveMoney } from "../payments/incoming.ts";
import { depositLimits } from "../providers/limits.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
});

const publish = (quote: Currency, rate: string, ageMs: number) =>
  importRates({
    id: "test",
    read: async () => [{ base: "EUR", quote, rate, asOf: new Date(Date.now() - ageMs) }],
  });

const arrive = (
  playerId: string,
  amount: string,
  currency: Currency,
  to: Currency,
  objectId: string = crypto.randomUUID(),
) =>
  receiveMoney({
    provider: "bank",
    method: "bank_transfer",
    objectId,
    playerId,
    amount: minorOf(amount, currency),
    currency,
    problem: null,
    limits: depositLimits(to),
    instrument: null,
    source: "test",
  });

const balances = async (from: Currency, to: Currency) => {
  const of = async (...account: Parameters<typeof accountFor>) =>
    accountBalance(await accountFor(...account));
  return {
    clearing: await of("deposits_clearing", null, from, "bank"),
    sold: await of("fx", null, from),
    bought: await of("fx", null, to),
    rounding: await of("rounding", null, to),
  };
};

it.each<[string, Currency, Currency, string, bigint, bigint]>([
  // currency, in account of, euros' rate, credited, rounding
  ["27.00", "USD", "EUR", "1.08", 2_500n, 0n],
  ["27.01", "USD", "EUR", "1.08", 2_500n, 1n],
  ["10000", "JPY", "EUR", "169.43", 5_902n, 1n],
  ["30.001", "KWD", "EUR", "0.3333", 9_001n, 1n],
  ["0.01000001", "BTC", "EUR", "0.00001", 100_000n, 1n],
])(
  "credits %s %s to an account in %s at the rate of now",
  async (amount, from, to, rate, credited, rounding) => {
    await publish(from, rate, 1_000);
    const playerId = await makePlayer(0n, to);
    const before = await balances(from, to);
    const objectId = crypto.randomUUID();
    expect(await arrive(playerId, amount, from, to, objectId)).toMatchObject({ outcome: "credited" });
    expect(await arrive(playerId, amount, from, to, objectId)).toEqual({ outcome: "known" });
    expect((await playerBalance(playerId, to)).balance).toBe(credited);
    const after = await balances(from, to);
    const minor = minorOf(amount, from);
    expect({
      clearing: after.clearing - before.clearing,
      sold: after.sold - before.sold,
      bought: after.bought - before.bought,
      rounding: after.rounding - before.rounding,
    }).toEqual({ clearing: -minor, sold: minor, bought: -(credited + rounding), rounding });
    expect(
      await rows(
        "select sources from payment_exchange x join payment p on p.id = x.payment_id where p.player_id = $1",
        [playerId],
      ),
    ).toEqual([{ sources: ["test"] }]);
  },
);

it("waits in suspense without a rate, with an old one, and where nothing would be left", async () => {
  await publish("DKK", "7.46", 7 * 24 * 3_600_000);
  await publish("JPY", "1000000", 500);
  const playerId = await makePlayer(0n, "EUR");
  for (const [amount, currency] of [
    ["100", "SEK"],
    ["100", "DKK"],
    ["100", "JPY"],
  ] as const)
    expect(await arrive(playerId, amount, currency, "EUR")).toEqual({ outcome: "suspended" });
  expect((await playerBalance(playerId, "EUR")).balance).toBe(0n);
});

it("holds the amount against limits in the currency of the account", async () => {
  await publish("USD", "1.08", 100);
  const playerId = await makePlayer(0n, "EUR");
  await ownerRows(
    "insert into player_limit (player_id, kind, period, amount, since) values ($1, 'deposit', 'day', 2600, now())",
    [playerId],
  );
  expect(await arrive(playerId, "27", "USD", "EUR")).toMatchObject({ outcome: "credited" });
  expect(await arrive(playerId, "2.70", "USD", "EUR")).toEqual({ outcome: "suspended" });
  expect((await playerBalance(playerId, "EUR")).balance).toBe(2_500n);
});
