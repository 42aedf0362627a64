import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makePlayer } from "#lib/players/testing/factory.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { depositLimits } from "../providers/limits.ts";
import { type IncomingMoney, receiveMoney } from "./incoming.ts";

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

const arrived = (playerId: string | null, change: Partial<IncomingMoney> = {}): IncomingMoney => ({
  provider: "bank",
  method: "bank_transfer",
  objectId: crypto.randomUUID(),
  playerId,
  amount: 2_500n,
  currency: "EUR",
  problem: null,
  limits: depositLimits("EUR"),
  instrument: null,
  source: "statement 7",
  ...change,
});

const balanceOf = async (playerId: string) => (await playerBalance(playerId, "EUR")).balance;
const problemsOf = async ({ objectId }: IncomingMoney) =>
  rows(
    "select problem, amount, transfer_id is not null as suspended from payment_exception where object_id = $1",
    [objectId],
  );

it("credits money once, however often and at once it is read", async () => {
  const playerId = await makePlayer(0n);
  const money = arrived(playerId);
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => receiveMoney(money)));
  expect(outcomes.filter(({ outcome }) => outcome === "credited")).toHaveLength(1);
  expect(outcomes.filter(({ outcome }) => outcome === "known")).toHaveLength(7);
  expect(await balanceOf(playerId)).toBe(2_500n);
  expect(
    await rows(
      "select to_state, cause, source from payment_transition t join payment p on p.id = t.payment_id where p.player_id = $1 order by t.version",
      [playerId],
    ),
  ).toEqual([
    { to_state: "created", cause: "provider", source: "statement 7" },
    { to_state: "succeeded", cause: "provider", source: "statement 7" },
  ]);
});

it("suspends money that nobody can be named for, or against which something speaks, once", async () => {
  const playerId = await makePlayer(0n);
  for (const [change, problem] of [
    [{ playerId: null }, "no_player"],
    [{ playerId: crypto.randomUUID() }, "no_player"],
    [{ problem: "payer_name" }, "payer_name"],
    [{ currency: "SEK" }, "currency"],
    [{ amount: 1n }, "below_minimum"],
    [{ amount: 100_001n }, "above_maximum"],
  ] as const) {
    const money = arrived(playerId, change);
    expect(await receiveMoney(money)).toEqual({ outcome: "suspended" });
    expect(await receiveMoney(money)).toEqual({ outcome: "known" });
    expect(await problemsOf(money)).toEqual([{ problem, amount: money.amount, suspended: true }]);
  }
  expect(await balanceOf(playerId)).toBe(0n);
});

it("does not let unasked money pass a limit, however many transfers arrive at once", async () => {
  const playerId = await makePlayer(0n);
  await ownerRows(
    "insert into player_limit (player_id, kind, period, amount, since) values ($1, 'deposit', 'day', 6000, now())",
    [playerId],
  );
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => receiveMoney(arrived(playerId))));
  expect(outcomes.filter(({ outcome }) => outcome === "credited")).toHaveLength(2);
  expect(outcomes.filter(({ outcome }) => outcome === "suspended")).toHaveLength(4);
  expect(await balanceOf(playerId)).toBe(5_000n);
});

it("suspends money of a player who has excluded themselves", async () => {
  const playerId = await makePlayer(0n);
  await ownerRows(
    `insert into player_exclusion (id, player_id, kind, source, ends_at)
     values (gen_random_uuid(), $1, 'self_exclusion', 'player', now() + interval '6 months')`,
    [playerId],
  );
  const money = arrived(playerId);
  expect(await receiveMoney(money)).toEqual({ outcome: "suspended" });
  expect(await problemsOf(money)).toEqual([{ problem: "player_barred", amount: 2_500n, suspended: true }]);
});
