import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { accountFor } from "#lib/ledger/index.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import type { Simulator } from "#lib/platform/stripe/simulator/server.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { harmScoreOf } from "#lib/players/index.ts";
import { makePlayer } from "#lib/players/testing/factory.ts";
import { registered } from "#lib/processes/modules.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { deposit, withdraw } from "../index.ts";
import { simulatedStripe } from "../providers/testing/stripe.ts";
import { cancelWithdrawal, progressWithdrawal } from "./pay.ts";

let database: TestDatabase;
let simulator: Simulator;
beforeAll(async () => {
  process.env.DEMO_MODE = "true";
  database = await testDatabase();
  await seedPolicy();
  simulator = await simulatedStripe();
});
afterAll(async () => {
  await simulator.stop();
  await closeBus();
  await database.drop();
});

const payBy = async (playerId: string, number: string): Promise<void> => {
  const { id: token } = simulator.state.createToken({
    payment_method_data: { card: { number, exp_month: "12", exp_year: "2034", cvc: playerId.slice(-4) } },
  });
  const preview = simulator.state.get(token, "confirmation_token").payment_method_preview as { card: object };
  Object.assign(preview.card, { funding: "debit" });
  await deposit(playerContext(playerId, "EUR"), {
    amount: "10",
    idempotencyKey: crypto.randomUUID(),
    method: "card",
    token,
  });
};

const withdrawal = async (playerId: string): Promise<string> => {
  const made = await withdraw(playerContext(playerId, "EUR"), {
    amount: "10",
    idempotencyKey: crypto.randomUUID(),
    method: "play_money",
  });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
};

const cancel = (playerId: string, id: string) =>
  transaction((client) => cancelWithdrawal(id, playerId, client));

/** Staked enough to be scored, and on the site just now. */
const scored = async (playerId: string) => {
  const cash = await accountFor("player_cash", playerId, "EUR");
  const open = await accountFor("open_bets", null, "EUR");
  for (let n = 0; n < 5; n += 1)
    await rows(
      `select count(*) from ledger_transfer_all(array[row($1, $2::bigint, $3::bigint, 100::bigint, 'EUR', 'bet_stake', 'test', null)::ledger_posting])`,
      [uuidv7(), cash, open],
    );
  await database.asOwner(
    `insert into play_session (player_id, started_at, last_active_at, checked_at)
     values ($1, clock_timestamp() - interval '1 hour', clock_timestamp(), clock_timestamp())`,
    [playerId],
  );
  const job = registered("jobs").find(({ name }) => name === "score-harm");
  await job?.run({}, { add: async () => undefined });
  const score = await harmScoreOf(playerId);
  return new Map(score?.contributions.map(({ marker, ...each }) => [marker, each]));
};

it("counts withdrawals that the player cancelled, and none that was paid or is on its way", async () => {
  const playerId = await makePlayer(100_000n);
  for (const _ of [1, 2]) await cancel(playerId, await withdrawal(playerId));
  const paid = await withdrawal(playerId);
  await progressWithdrawal(paid);
  expect(await cancel(playerId, paid)).toBe(false);
  await withdrawal(playerId);
  expect((await scored(playerId)).get("cancelled_withdrawals")).toEqual({
    value: 2,
    contribution: expect.closeTo(0.5 * (2 - 0.2), 9),
  });
});

it("counts cards that deposits were tried with, each once, and says nothing of players who never paid by one", async () => {
  const [many, one, none] = await Promise.all([makePlayer(1_000n), makePlayer(1_000n), makePlayer(1_000n)]);
  for (const number of ["4242424242424242", "4242424242424242", "5555555555554444", "4000056655665556"])
    await payBy(many, number);
  await payBy(one, "4242424242424242");
  expect((await scored(many)).get("instruments")?.value).toBe(3);
  expect((await scored(one)).get("instruments")?.contribution).toBeLessThan(0);
  expect((await scored(none)).has("instruments")).toBe(false);
});

it("names the newest version of the weights, and leaves the older one as it was", async () => {
  const playerId = await makePlayer(1_000n);
  await scored(playerId);
  expect((await harmScoreOf(playerId))?.weights).toBe(2);
  expect(
    await rows("select version, weights ? 'instruments' as counts from harm_weights order by version"),
  ).toEqual([
    { version: 1, counts: false },
    { version: 2, counts: true },
  ]);
});
