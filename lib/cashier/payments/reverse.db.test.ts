import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { playerBalance, playerOwes } from "#lib/ledger/index.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { checkGate } from "#lib/players/index.ts";
import { makePlayer } from "#lib/players/testing/factory.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { deposit, withdraw } from "../index.ts";
import { progressWithdrawal } from "../withdrawals/pay.ts";
import { type Reversal, reinstateDeposit, reverseDeposit } from "./reverse.ts";

let database: TestDatabase;
beforeAll(async () => {
  process.env.DEMO_MODE = "true";
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

const deposited = async (playerId: string, amount: string): Promise<string> => {
  const made = await deposit(playerContext(playerId, "EUR"), {
    amount,
    idempotencyKey: crypto.randomUUID(),
    method: "play_money",
  });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
};

const take = (paymentId: string, amount: bigint, more: Partial<Reversal> = {}) =>
  transaction((client) =>
    reverseDeposit(
      paymentId,
      { objectId: "dp_1", step: "withdrawn", reason: "dispute", ...more, amount },
      client,
    ),
  );

const giveBack = (paymentId: string, objectId = "dp_1", step = "reinstated") =>
  transaction((client) => reinstateDeposit(paymentId, { objectId, reverses: "withdrawn", step }, client));

const moneyOf = async (playerId: string) => {
  const { balance, held } = await playerBalance(playerId, "EUR");
  return { balance, held, owes: await playerOwes(playerId, "EUR") };
};

const asksFor = async (playerId: string, amount: string) =>
  withdraw(playerContext(playerId, "EUR"), {
    amount,
    idempotencyKey: crypto.randomUUID(),
    method: "play_money",
  });

describe("a deposit that is taken back", () => {
  it("takes what is there, and repeats without effect", async () => {
    const player = await makePlayer(0n);
    const id = await deposited(player, "50");
    const results = await Promise.all([1, 2, 3].map(() => take(id, 5_000n)));
    expect(results.toSorted()).toEqual(["known", "known", "reversed"]);
    expect(await moneyOf(player)).toEqual({ balance: 0n, held: 0n, owes: 0n });
  });

  it("leaves the player owing what was spent, and every deposit repays it first", async () => {
    const player = await makePlayer(0n);
    const id = await deposited(player, "50");
    const out = await asksFor(player, "20");
    expect(out.ok).toBe(true);
    expect(await take(id, 5_000n, { objectId: "dp_owes" })).toBe("reversed");
    expect(await moneyOf(player)).toEqual({ balance: 2_000n, held: 2_000n, owes: 2_000n });
    await deposited(player, "15");
    expect(await moneyOf(player)).toEqual({ balance: 2_000n, held: 2_000n, owes: 500n });
    await deposited(player, "15");
    expect(await moneyOf(player)).toEqual({ balance: 3_000n, held: 2_000n, owes: 0n });
  });

  it("stops bets and withdrawals while money is owed, and never deposits", async () => {
    const player = await makePlayer(0n);
    const id = await deposited(player, "50");
    await asksFor(player, "20");
    await take(id, 5_000n, { objectId: "dp_gates" });
    const passed = [];
    for (const gate of ["bet", "deposit", "withdraw", "play"] as const)
      if ((await checkGate(player, gate)) === null) passed.push(gate);
    expect(passed).toEqual(["deposit"]);
    expect(await checkGate(player, "bet")).toEqual({ code: "player_barred", reason: "money_owed" });
    expect(await asksFor(player, "1")).toMatchObject({ refusal: { reason: "money_owed" } });
  });

  it("leaves a withdrawal that was requested before to staff", async () => {
    const player = await makePlayer(0n);
    const id = await deposited(player, "50");
    const out = await asksFor(player, "20");
    if (!out.ok) throw new Error(out.refusal.code);
    await take(id, 5_000n, { objectId: "dp_held" });
    await progressWithdrawal(out.value.id);
    const [payment] = await rows("select state from payment where id = $1", [out.value.id]);
    expect(payment).toEqual({ state: "in_review" });
  });

  it("may be taken back in parts, never more than there is of it", async () => {
    const player = await makePlayer(0n);
    const id = await deposited(player, "50");
    expect(await take(id, 3_000n, { objectId: "dp_a" })).toBe("reversed");
    expect(await take(id, 2_001n, { objectId: "dp_b" })).toBe("above_deposit");
    expect(await take(id, 0n, { objectId: "dp_b" })).toBe("above_deposit");
    expect(await take(id, 2_000n, { objectId: "dp_b" })).toBe("reversed");
    expect(await take(id, 1_000n, { objectId: "dp_b" })).toBe("differs");
    expect(await moneyOf(player)).toEqual({ balance: 0n, held: 0n, owes: 0n });
  });

  it("takes nothing of a deposit that was never credited, or of a withdrawal", async () => {
    const player = await makePlayer(0n);
    const out = await (async () => {
      await deposited(player, "50");
      return asksFor(player, "20");
    })();
    if (!out.ok) throw new Error(out.refusal.code);
    expect(await take(out.value.id, 100n, { objectId: "dp_no" })).toBe("not_credited");
    expect(await take(crypto.randomUUID(), 100n, { objectId: "dp_no" })).toBe("not_credited");
  });
});

describe("a deposit that is given back", () => {
  it("is there again, once, and what is owed is repaid by it", async () => {
    const player = await makePlayer(0n);
    const id = await deposited(player, "50");
    await asksFor(player, "20");
    await take(id, 5_000n, { objectId: "dp_won" });
    const results = await Promise.all([1, 2].map(() => giveBack(id, "dp_won")));
    expect(results.toSorted()).toEqual(["known", "reinstated"]);
    expect(await giveBack(id, "dp_won", "again")).toBe("unknown");
    expect(await moneyOf(player)).toEqual({ balance: 5_000n, held: 2_000n, owes: 0n });
    expect(await checkGate(player, "bet")).toBeNull();
  });

  it("can be taken back once more, by another step", async () => {
    const player = await makePlayer(0n);
    const id = await deposited(player, "50");
    await take(id, 5_000n, { objectId: "tx", reason: "reorganisation" });
    await giveBack(id, "tx");
    expect(await take(id, 5_000n, { objectId: "tx", step: "block_2", reason: "reorganisation" })).toBe(
      "reversed",
    );
    expect(await moneyOf(player)).toEqual({ balance: 0n, held: 0n, owes: 0n });
  });

  it("needs a reversal of this very deposit", async () => {
    const player = await makePlayer(0n);
    const [one, other] = [await deposited(player, "50"), await deposited(player, "50")];
    await take(one, 5_000n, { objectId: "dp_x" });
    expect(await giveBack(other, "dp_x")).toBe("unknown");
    expect(await giveBack(other, "dp_y")).toBe("unknown");
    expect(await moneyOf(player)).toEqual({ balance: 5_000n, held: 0n, owes: 0n });
  });
});
