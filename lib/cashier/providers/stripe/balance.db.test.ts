import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { accountBalance, accountFor } from "#lib/ledger/index.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { env } from "#lib/platform/config/env.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { simulatedCardToken } from "#lib/platform/stripe/simulated.ts";
import type { Simulator } from "#lib/platform/stripe/simulator/server.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makePlayer } from "#lib/players/testing/factory.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { deposit, destinationsOf, withdraw } from "../../index.ts";
import { comparePayments } from "../../payments/sweep.ts";
import { openDifferences, reconciliationRuns } from "../../reconciliation/differences.ts";
import { reconcile } from "../../reconciliation/run.ts";
import { progressWithdrawal } from "../../withdrawals/pay.ts";
import { simulatedStripe } from "../testing/stripe.ts";
import { movementsOf } from "./balance.ts";
import { stripeProvider } from "./index.ts";

let database: TestDatabase;
let simulator: Simulator;
beforeAll(async () => {
  process.env.DEMO_MODE = "true";
  database = await testDatabase();
  await seedPolicy();
  simulator = await simulatedStripe();
  Object.assign(env(), { OPEN_COUNTRIES: ["*"] });
});
afterAll(async () => {
  await simulator.stop();
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
});

const HOUR = 3_600_000;
const reconciled = async () => {
  const done = await reconcile(
    stripeProvider,
    new Date(Date.now() - 6 * HOUR),
    new Date(Date.now() + 6 * HOUR),
  );
  if (!done) throw new Error("another run has not ended");
  return done;
};

let cards = 100;
const paid = async (number: string): Promise<string> => {
  cards += 1;
  const playerId = await makePlayer(0n);
  await database.asOwner("update player set country = 'IE' where id = $1", [playerId]);
  const made = await deposit(playerContext(playerId, "EUR"), {
    amount: "50",
    idempotencyKey: crypto.randomUUID(),
    method: "card",
    token: (await simulatedCardToken({ number, expiry: "12/34", cvc: String(cards) })) ?? "",
  });
  if (!made.ok) throw new Error(made.refusal.code);
  return playerId;
};

const refunded = async (playerId: string): Promise<void> => {
  const [to] = (await destinationsOf({ playerId, currency: "EUR" })).destinations;
  const made = await withdraw(playerContext(playerId, "EUR"), {
    amount: "20",
    idempotencyKey: crypto.randomUUID(),
    method: to?.method ?? "",
    ...(to?.instrument && { instrumentId: to.instrument.id }),
  });
  if (!made.ok) throw new Error(made.refusal.code);
  await progressWithdrawal(made.value.id);
};

const feesBooked = async () =>
  -(await accountBalance(await accountFor("payment_fees", null, "EUR", "stripe")));
/** What the account at Stripe keeps as fees, disputes included. */
const feesCharged = () =>
  simulator.state.list("balance_transaction").reduce((sum, { fee }) => sum + BigInt(Number(fee)), 0n);

describe("the ledger beside Stripe's balance", () => {
  it("agrees after payments, refunds, a refund that failed and a dispute, and every fee is booked once", async () => {
    await refunded(await paid("4000056655665556"));
    const failing = await paid("4000000000005126");
    await refunded(failing);
    await paid("4000000000000259");
    await expect
      .poll(() => simulator.state.list("balance_transaction").map(({ type }) => type))
      .toEqual(expect.arrayContaining(["charge", "refund", "refund_failure", "adjustment"]));
    await comparePayments(new Date(Date.now() - HOUR));
    for (let time = 1; time <= 2; time += 1) {
      expect((await reconciled()).found).toBe(0n);
      expect(await openDifferences()).toEqual([]);
      expect(await feesBooked()).toBe(feesCharged());
    }
    const [newest] = await reconciliationRuns();
    expect(newest).toMatchObject({ state: "done", provider: "stripe" });
    expect(newest?.externalCount).toBe(4n);
  });

  it("differs where the balance has moved by another amount than was credited", async () => {
    const playerId = await paid("4242424242424242");
    const [{ object_id: id = "" } = {}] = await rows<{ object_id: string }>(
      "select object_id from payment where player_id = $1",
      [playerId],
    );
    const charge = simulator.state.list("charge", ({ payment_intent }) => payment_intent === id)[0];
    simulator.state.change(charge?.id ?? "", { amount: 4_900 });
    expect((await reconciled()).found).toBe(1n);
    expect(await openDifferences()).toMatchObject([
      { side: "external", kind: "amount", objectId: id, ledgerAmount: 5_000n, outsideAmount: 4_900n },
    ]);
  });
});

describe("a balance transaction", () => {
  const source = { object: "charge", payment_intent: "pi_1", amount: 1_000, currency: "sek" };
  const moved = { id: "txn_1", type: "charge", amount: 88, fee: 5, currency: "eur", source };
  const read = (change: object) =>
    movementsOf({ ...moved, ...change } as unknown as Parameters<typeof movementsOf>[0]);

  it("in another currency than the payment has its fee apart", () => {
    expect(read({})).toEqual([
      { id: "txn_1/moved", objectId: "pi_1", direction: "in", amount: 1_000n, currency: "SEK", fee: 0n },
      { id: "txn_1", objectId: null, direction: "out", amount: 0n, currency: "EUR", fee: 5n },
    ]);
  });

  it("of Stripe's own charges is a fee, and a payout to the operator's bank is no payment", () => {
    expect(read({ type: "stripe_fee", amount: -200, fee: 0, source: null })).toEqual([
      { id: "txn_1", objectId: null, direction: "out", amount: 0n, currency: "EUR", fee: 200n },
    ]);
    expect(read({ type: "payout", amount: -90_000, fee: 0, source: { object: "payout" } })).toEqual([]);
  });
});
