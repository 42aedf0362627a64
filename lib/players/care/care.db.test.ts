import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { accountFor } from "#lib/ledger/index.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { playerCommands } from "../index.ts";
import { makePlayer, makeStaff } from "../testing/factory.ts";
import { interactionsOf } from "./interactions.ts";
import { careQueue, harmScoreOf, scoreHarm } from "./score.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  // On the first days of a month, two days ago is in the month before.
  await database.asOwner("select partition_make('ledger_entry', now() - interval '3 days')");
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

/** Money that moved so many hours ago: a stake where it is below zero. */
const move = async (playerId: string, code: string, amount: number, hoursAgo: number) => {
  const cash = await accountFor("player_cash", playerId, "EUR");
  const house = await accountFor("open_bets", null, "EUR");
  const id = uuidv7();
  const [debit, credit] = amount < 0 ? [cash, house] : [house, cash];
  await rows(
    `select count(*) from ledger_transfer_all(array[row($1, $2::bigint, $3::bigint, $4::bigint, 'EUR', $5, 'test', null)::ledger_posting])`,
    [id, debit, credit, Math.abs(amount), code],
  );
  for (const [table, column] of [
    ["ledger_transfer", "id"],
    ["ledger_entry", "transfer_id"],
  ])
    await database.asOwner(
      `update ${table} set created_at = date_trunc('day', now()) - interval '2 days' + interval '12 hours' - $2 * interval '1 hour' where ${column} = $1`,
      [id, hoursAgo],
    );
};

const session = (playerId: string, fromHoursAgo: number, hours: number) =>
  database.asOwner(
    `insert into play_session (player_id, started_at, last_active_at, checked_at)
     select $1, t.at, t.at + $3 * interval '1 hour', t.at
       from (select date_trunc('day', now()) - interval '2 days' + interval '12 hours' - $2 * interval '1 hour' as at) t`,
    [playerId, fromHoursAgo, hours],
  );

it("scores who was on the site since the last run, explains the score, and queues who should be looked at", async () => {
  const [calm, wild] = [await makePlayer(1_000_000n), await makePlayer(1_000_000n)];
  for (const playerId of [calm, wild]) await session(playerId, 4, 4);
  for (let n = 0; n < 6; n += 1) await move(calm, "bet_stake", -500, 3 - n * 0.4);
  for (const [n, stake] of [100, 200, 10_000, 50, 40_000, 100].entries())
    await move(wild, "bet_stake", -stake, 3 - n * 0.4);
  for (let n = 0; n < 4; n += 1) await move(wild, "deposit", 5_000, 0.9 - n * 0.1);
  expect(await scoreHarm()).toBe(2);
  expect(await scoreHarm()).toBe(0);

  const score = await harmScoreOf(wild);
  const sum = score?.contributions.reduce((total, { contribution }) => total + contribution, 0) ?? 0;
  expect(score?.score).toBeCloseTo(sum, 9);
  expect(score?.contributions).toEqual(
    expect.arrayContaining([expect.objectContaining({ marker: "chasing", value: 4 })]),
  );
  expect(score?.suggested).not.toBeNull();
  expect(await harmScoreOf(calm)).toMatchObject({ suggested: null });
  expect((await careQueue()).map(({ playerId }) => playerId)).toEqual([wild]);

  await database.asOwner("update play_session set last_active_at = now() where player_id = $1", [calm]);
  expect(await scoreHarm()).toBe(1);
});

it("records what staff do, with the weeks before and after, and tells the player of messages", async () => {
  const playerId = await makePlayer(1_000_000n);
  const staff = await makeStaff("Kim", ["support"]);
  await move(playerId, "bet_stake", -700, 0);
  const record = (input: object) =>
    playerCommands.recordInteractionCommand(staff, {
      idempotencyKey: crypto.randomUUID(),
      playerId,
      note: "We talked about the last weeks.",
      ...input,
    } as Parameters<typeof playerCommands.recordInteractionCommand>[1]);
  expect(await record({ kind: "contact", allowsLimit: true })).toMatchObject({ ok: true });
  expect(await record({ kind: "limit_proposed", allowsLimit: false })).toMatchObject({
    refusal: { code: "limit_incomplete" },
  });
  const limit = { limitKind: "deposit", limitPeriod: "month", limitAmount: "200" };
  expect(await record({ kind: "limit_proposed", allowsLimit: false, ...limit })).toMatchObject({ ok: true });
  expect(await interactionsOf(playerId)).toMatchObject([
    { kind: "limit_proposed", by: "Kim", limit: { kind: "deposit", period: "month", amount: 20_000n } },
    {
      kind: "contact",
      allowsLimit: true,
      effect: { staked: { before: 700n, after: 0n }, lost: { before: 700n, after: 0n } },
    },
  ]);
  const sent = await rows("select 1 from outbox where kind = 'player.care_message_sent'");
  expect(sent).toHaveLength(1);
  const audited = await rows("select reason from audit_entry where action = 'player.record_interaction'");
  expect(audited).toHaveLength(2);
});
