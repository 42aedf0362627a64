import { expect, it } from "vitest";
import { money } from "#lib/core/money.ts";
import { accountFor, playerOwes, recover } from "#lib/ledger/index.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { makePlayer } from "#lib/sportsbook/testing.ts";
import { placeBet } from "./index.ts";
import { at, balance, finish, newEvent, receive, slip, testInPlay } from "./testing/in-play.ts";

testInPlay();

/** Takes money of a player, whether or not it is there. */
const take = (playerId: string, minor: bigint) =>
  transaction(async (client) =>
    recover(
      {
        id: crypto.randomUUID(),
        debit: await accountFor("player_cash", playerId, "EUR", "", client),
        credit: await accountFor("adjustments", null, "EUR", "", client),
        amount: money("EUR", minor),
        code: "adjustment",
        reference: "test:taken",
      },
      crypto.randomUUID(),
      client,
    ),
  );

const OWED = { code: "player_barred", reason: "money_owed" };

it("refuses bets of a player who owes money, and says so", async () => {
  const { marketId } = await newEvent(false);
  const player = await makePlayer(500n);
  await take(player, 900n);
  expect(await placeBet(at(player), slip([marketId]))).toEqual({ ok: false, refusal: OWED });
});

it("refuses a pending bet at the end of its delay once money is owed; its stake repays the debt", async () => {
  const { marketId } = await newEvent();
  const player = await makePlayer(3_000n);
  const { id } = await receive(player, slip([marketId]));
  await take(player, 2_500n);
  expect([await balance(player), await playerOwes(player, "EUR")]).toMatchObject([{ balance: 1_000n }, 500n]);
  expect(await finish(player, id)).toMatchObject({ ok: false, refusal: OWED });
  expect([await balance(player), await playerOwes(player, "EUR")]).toMatchObject([
    { balance: 500n, held: 0n },
    0n,
  ]);
});

it("takes no bet after a debt was booked, of many that race with it", async () => {
  const { marketId } = await newEvent(false);
  const player = await makePlayer(10_000n);
  const send = () => placeBet(at(player), slip([marketId], { stake: "1" }));
  const before = Array.from({ length: 15 }, send);
  const taken = take(player, 10_000n);
  const after = Array.from({ length: 15 }, send);
  for (const answer of await Promise.all([...before, ...after]))
    if (!answer.ok)
      expect([OWED, "insufficient_funds", "too_busy"]).toContainEqual(
        answer.refusal.code === "player_barred" ? answer.refusal : answer.refusal.code,
      );
  expect(await taken).toMatchObject({ ok: true });
  const late = await rows(
    `select b.id from bet b join ledger_transfer t on t.reference = 'test:taken' and t.code = 'adjustment'
       join ledger_account a on a.id = t.debit_id and a.owner_id = b.player_id
      where b.player_id = $1 and b.placed_at > t.created_at`,
    [player],
  );
  expect(late).toEqual([]);
});
