import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import type { Simulator } from "#lib/platform/stripe/simulator/server.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makePlayer } from "#lib/players/testing/factory.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { makeStaff } from "#lib/sportsbook/testing.ts";
import { deposit, destinationsOf, withdraw } from "../index.ts";
import { comparePayments } from "../payments/sweep.ts";
import { stripeProvider } from "../providers/stripe/index.ts";
import { simulatedStripe } from "../providers/testing/stripe.ts";
import { applyPayout, cancelWithdrawal, decideReview, progressWithdrawal } from "./pay.ts";

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
afterEach(async () => {
  expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
});

const ctxOf = (playerId: string) => playerContext(playerId, "EUR");
const moneyOf = async (playerId: string) => {
  const { balance, held } = await playerBalance(playerId, "EUR");
  return { balance, held };
};
const stateOf = async (id: string) =>
  (await rows<{ state: string }>("select state from payment where id = $1", [id]))[0]?.state;

const ask = async (
  playerId: string,
  amount: string,
  to: { method: string; instrumentId?: string } = { method: "play_money" },
  idempotencyKey: string = crypto.randomUUID(),
) => withdraw(ctxOf(playerId), { amount, idempotencyKey, ...to });

const asked = async (...given: Parameters<typeof ask>): Promise<string> => {
  const made = await ask(...given);
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
};

/** A player who deposited by a card, some of it twice. */
const withCard = async (number: string, amounts: string[]) => {
  const playerId = await makePlayer(0n);
  for (const amount of amounts) {
    const [saved] = await rows<{ instrument_id: string }>(
      "select instrument_id from payment where player_id = $1 limit 1",
      [playerId],
    );
    const { id: token } = simulator.state.createToken({
      payment_method_data: { card: { number, exp_month: "12", exp_year: "2034" } },
    });
    const funding = simulator.state.get(token, "confirmation_token").payment_method_preview as {
      card: object;
    };
    Object.assign(funding.card, { funding: "debit" });
    const made = await deposit(ctxOf(playerId), {
      amount,
      idempotencyKey: crypto.randomUUID(),
      method: "card",
      ...(saved ? { instrumentId: saved.instrument_id } : { token }),
    });
    if (!made.ok) throw new Error(made.refusal.code);
  }
  const { destinations } = await destinationsOf({ playerId, currency: "EUR" });
  return { playerId, cards: destinations.filter(({ method }) => method === "card") };
};

describe("a withdrawal", () => {
  it("is held at once, checked, and paid once, however often it goes on", async () => {
    const playerId = await makePlayer(10_000n);
    const key = crypto.randomUUID();
    const id = await asked(playerId, "40", { method: "play_money" }, key);
    expect(await moneyOf(playerId)).toEqual({ balance: 10_000n, held: 4_000n });
    expect(await ask(playerId, "40", { method: "play_money" }, key)).toMatchObject({
      ok: true,
      value: { id, repeated: true },
    });
    expect(await ask(playerId, "41", { method: "play_money" }, key)).toMatchObject({
      refusal: { code: "key_reused" },
    });
    await Promise.all(Array.from({ length: 3 }, () => progressWithdrawal(id)));
    await progressWithdrawal(id);
    expect(await stateOf(id)).toBe("paid");
    expect(await moneyOf(playerId)).toEqual({ balance: 6_000n, held: 0n });
    expect(
      await rows("select 1 from demo_payout p join payout o on o.object_id = p.id where o.payment_id = $1", [
        id,
      ]),
    ).toHaveLength(1);
  });

  it("cannot take more than there is, also when many ask at once", async () => {
    const playerId = await makePlayer(10_000n);
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(playerId, "30")));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    expect(await ask(playerId, "10.01")).toEqual({
      ok: false,
      refusal: { code: "above_available", available: 1_000n },
    });
    expect(await moneyOf(playerId)).toEqual({ balance: 10_000n, held: 9_000n });
  });

  it("is possible for a suspended player", async () => {
    const playerId = await makePlayer(10_000n);
    await database.asOwner("update player set status = 'suspended' where id = $1", [playerId]);
    expect(await ask(playerId, "10")).toMatchObject({ ok: true });
  });

  it("above the automatic amount waits for staff, who pay it or give it back", async () => {
    const playerId = await makePlayer(500_000n);
    const { staffId } = await makeStaff();
    const [one, other] = [await asked(playerId, "1000.01"), await asked(playerId, "2000")];
    for (const id of [one, other]) {
      await progressWithdrawal(id);
      expect(await stateOf(id)).toBe("in_review");
      expect(await rows("select name from payment_check where payment_id = $1 and not passed", [id])).toEqual(
        [{ name: "amount" }],
      );
    }
    const decide = (id: string, approve: boolean) =>
      transaction((client) => decideReview(id, { staffId, approve }, client));
    expect(await decide(one, true)).toBe(true);
    expect(await decide(one, false)).toBe(false);
    expect(await decide(other, false)).toBe(true);
    await progressWithdrawal(one);
    await progressWithdrawal(other);
    expect([await stateOf(one), await stateOf(other)]).toEqual(["paid", "declined"]);
    expect(await moneyOf(playerId)).toEqual({ balance: 399_999n, held: 0n });
  });

  it("is cancelled by its player only, and only before it is approved", async () => {
    const playerId = await makePlayer(10_000n);
    const cancel = (id: string, by: string) => transaction((client) => cancelWithdrawal(id, by, client));
    const id = await asked(playerId, "50");
    expect(await cancel(id, await makePlayer(0n))).toBe(false);
    expect(await cancel(id, playerId)).toBe(true);
    expect(await moneyOf(playerId)).toEqual({ balance: 10_000n, held: 0n });
    const paid = await asked(playerId, "50");
    await progressWithdrawal(paid);
    expect(await cancel(paid, playerId)).toBe(false);
  });
});

describe("a withdrawal to a card", () => {
  it("refunds its deposits, up to what came from it", async () => {
    const { playerId, cards } = await withCard("4242424242424242", ["30", "50"]);
    const [card] = cards;
    expect(card).toMatchObject({ maximum: 8_000n, instrument: { last4: "4242" } });
    const to = { method: "card", ...(card?.instrument && { instrumentId: card.instrument.id }) };
    expect(await ask(playerId, "80.01", to)).toMatchObject({ refusal: { code: "above_available" } });
    expect(await ask(playerId, "10")).toMatchObject({ refusal: { code: "no_destination" } });
    const id = await asked(playerId, "60", to);
    await progressWithdrawal(id);
    expect(await stateOf(id)).toBe("paid");
    expect(await rows("select amount from payout where payment_id = $1 order by amount", [id])).toEqual([
      { amount: 1_000n },
      { amount: 5_000n },
    ]);
    expect(await moneyOf(playerId)).toEqual({ balance: 2_000n, held: 0n });
    expect((await destinationsOf({ playerId, currency: "EUR" })).destinations[0]?.maximum).toBe(2_000n);
  });

  it("is in the balance again when its refund fails, also after it had succeeded", async () => {
    const { playerId, cards } = await withCard("5555555555554444", ["30"]);
    const id = await asked(playerId, "30", {
      method: "card",
      ...(cards[0]?.instrument && { instrumentId: cards[0].instrument.id }),
    });
    await progressWithdrawal(id);
    expect(await moneyOf(playerId)).toEqual({ balance: 0n, held: 0n });
    const [payout] = await rows<{ object: string }>(
      "select object_id as object from payout where payment_id = $1",
      [id],
    );
    simulator.state.change(payout?.object ?? "", {
      status: "failed",
      failure_reason: "expired_or_canceled_card",
    });
    for (let time = 1; time <= 2; time += 1) {
      const object = await stripeProvider.fetchPayout(payout?.object ?? "");
      if (object) await applyPayout(stripeProvider, object, { cause: "provider" });
    }
    expect(await stateOf(id)).toBe("returned");
    expect(await moneyOf(playerId)).toEqual({ balance: 3_000n, held: 0n });
  });

  it("is in the balance again when its refund has failed and no message said so", async () => {
    const { playerId, cards } = await withCard("4000056655665556", ["30"]);
    const id = await asked(playerId, "30", {
      method: "card",
      ...(cards[0]?.instrument && { instrumentId: cards[0].instrument.id }),
    });
    await progressWithdrawal(id);
    const [payout] = await rows<{ object: string }>(
      "select object_id as object from payout where payment_id = $1",
      [id],
    );
    const failed = { status: "failed", failure_reason: "lost_or_stolen_card" };
    simulator.state.change(payout?.object ?? "", failed);
    await comparePayments(new Date(Date.now() - 60_000));
    expect(await stateOf(id)).toBe("returned");
    expect(await moneyOf(playerId)).toEqual({ balance: 3_000n, held: 0n });
  });
});
