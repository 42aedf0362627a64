import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { accountBalance, accountFor, playerBalance, playerOwes } from "#lib/ledger/index.ts";
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
import { processProviderEvents } from "../payments/process.ts";
import { receiveWebhook } from "../payments/receive.ts";
import { comparePayments } from "../payments/sweep.ts";
import type { FarSide } from "../providers/testing/far-side.ts";
import { simulatedStripe, stripeFarSide } from "../providers/testing/stripe.ts";
import { progressWithdrawal } from "../withdrawals/pay.ts";
import { closeDispute } from "./apply.ts";

let database: TestDatabase;
let simulator: Simulator;
let far: FarSide;
let disputes: NonNullable<FarSide["disputes"]>;
beforeAll(async () => {
  process.env.DEMO_MODE = "true";
  database = await testDatabase();
  await seedPolicy();
  simulator = await simulatedStripe();
  far = stripeFarSide(simulator);
  disputes = far.disputes as typeof disputes;
});
afterAll(async () => {
  await simulator.stop();
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  vi.restoreAllMocks();
  expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
});

const deposited = async () => {
  const playerId = await makePlayer(0n);
  const made = await deposit(playerContext(playerId, "EUR"), {
    amount: "50",
    idempotencyKey: crypto.randomUUID(),
    ...far.input(),
  });
  if (!made.ok) throw new Error(made.refusal.code);
  const [payment] = await rows<{ id: string }>("select object_id as id from payment where id = $1", [
    made.value.id,
  ]);
  return { playerId, paymentId: made.value.id, objectId: payment?.id ?? "" };
};

const KIND_OF = { du: "charge.dispute.updated", re: "refund.updated", prv: "review.opened" } as const;
const kindOf = (id: string): string =>
  KIND_OF[id.split("_", 1)[0] as keyof typeof KIND_OF] ?? "radar.early_fraud_warning.created";

/** Sends a message about an object, and processes it. */
const told = async (id: string, kind = kindOf(id)) => {
  const { body, headers } = far.message(id, kind);
  await receiveWebhook(far.provider, body, headers);
  await processProviderEvents();
};

const moneyOf = async (playerId: string) => ({
  balance: (await playerBalance(playerId, "EUR")).balance,
  owes: await playerOwes(playerId, "EUR"),
});

const casesOf = (playerId: string) =>
  rows<{ kind: string; result: string | null }>(
    "select kind, result from payment_dispute where player_id = $1 order by opened_at",
    [playerId],
  );

const fees = async () => accountBalance(await accountFor("payment_fees", null, "EUR", "stripe"));

const asked = async (playerId: string, amount: string): Promise<string> => {
  const { destinations } = await destinationsOf({ playerId, currency: "EUR" });
  const [to] = destinations;
  const made = await withdraw(playerContext(playerId, "EUR"), {
    amount,
    idempotencyKey: crypto.randomUUID(),
    method: to?.method ?? "",
    ...(to?.instrument && { instrumentId: to.instrument.id }),
  });
  if (!made.ok) throw new Error(made.refusal.code);
  await progressWithdrawal(made.value.id);
  return made.value.id;
};

const failedChecks = async (paymentId: string) =>
  (
    await rows<{ name: string }>("select name from payment_check where payment_id = $1 and not passed", [
      paymentId,
    ])
  ).map(({ name }) => name);

describe("a dispute", () => {
  it("takes the deposit back, the fee from us, and gives the deposit again when it is won", async () => {
    const cost = await fees();
    const { playerId, objectId } = await deposited();
    const id = disputes.open(objectId, "dispute");
    await told(id);
    expect(await moneyOf(playerId)).toEqual({ balance: 0n, owes: 0n });
    expect(await casesOf(playerId)).toEqual([{ kind: "dispute", result: null }]);
    expect(cost - (await fees())).toBe(1_500n);
    disputes.decide(id, "won");
    await told(id);
    expect(await moneyOf(playerId)).toEqual({ balance: 5_000n, owes: 0n });
    expect(await casesOf(playerId)).toEqual([{ kind: "dispute", result: "won" }]);
    expect(cost - (await fees())).toBe(1_500n);
  });

  it("that is lost leaves the player owing what was spent", async () => {
    const { playerId, objectId } = await deposited();
    await database.asOwner("update player set status = 'active' where id = $1", [playerId]);
    const out = await asked(playerId, "20");
    expect(await failedChecks(out)).toEqual([]);
    const id = disputes.open(objectId, "dispute");
    await told(id);
    disputes.decide(id, "lost");
    await told(id);
    expect(await moneyOf(playerId)).toEqual({ balance: 0n, owes: 2_000n });
    expect(await casesOf(playerId)).toEqual([{ kind: "dispute", result: "lost" }]);
  });

  it("is booked once, in whatever order and however often its messages come", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("payment", "dispute"), { minLength: 1, maxLength: 5 }),
        fc.constantFrom("won", "lost", null),
        async (messages, result) => {
          const { playerId, objectId } = await deposited();
          const id = disputes.open(objectId, "dispute");
          if (result) disputes.decide(id, result);
          for (const about of [...messages, "dispute"])
            await (about === "dispute" ? told(id) : told(objectId, "payment_intent.succeeded"));
          expect(await moneyOf(playerId)).toEqual({ balance: result === "won" ? 5_000n : 0n, owes: 0n });
        },
      ),
      { numRuns: 8 },
    );
  });

  it("of a deposit whose own messages got lost credits it first", async () => {
    far.begin("processing");
    const { playerId, objectId } = await deposited();
    far.begin("succeeded");
    simulator.state.change(objectId, {
      status: "succeeded",
      amount_received: 5_000,
      latest_charge: simulator.state.make("ch", "charge", {
        amount: 5_000,
        amount_refunded: 0,
        currency: "eur",
        payment_intent: objectId,
      }).id,
    });
    const id = disputes.open(objectId, "dispute");
    await told(id);
    disputes.decide(id, "won");
    await told(id);
    expect(await moneyOf(playerId)).toEqual({ balance: 5_000n, owes: 0n });
  });

  it("is found without a message, and so is its end", async () => {
    const { playerId, objectId } = await deposited();
    const id = disputes.open(objectId, "dispute");
    await comparePayments(new Date(0));
    expect(await moneyOf(playerId)).toEqual({ balance: 0n, owes: 0n });
    disputes.decide(id, "won");
    // It was made before the period, and is looked at because it is open here.
    await comparePayments(new Date(Date.now() + 60_000));
    expect(await moneyOf(playerId)).toEqual({ balance: 5_000n, owes: 0n });
  });

  it("of a payment that is not ours is kept for staff, and moves no player's money", async () => {
    const objectId = await far.foreign(700n);
    const charge = simulator.state.make("ch", "charge", {
      amount: 700,
      amount_refunded: 0,
      currency: "eur",
      payment_intent: objectId,
    });
    const { id } = simulator.state.disputes.afterwards(charge, "fraudulent");
    await told(id);
    expect(await rows("select problem from payment_exception where object_id = $1", [id])).toEqual([
      { problem: "unknown_payment" },
    ]);
  });
});

describe("an inquiry", () => {
  it("moves no money, holds withdrawals while it is open, and may become a dispute", async () => {
    const { playerId, objectId } = await deposited();
    const id = disputes.open(objectId, "inquiry");
    await told(id);
    expect(await moneyOf(playerId)).toEqual({ balance: 5_000n, owes: 0n });
    expect(await casesOf(playerId)).toEqual([{ kind: "inquiry", result: null }]);
    const out = await asked(playerId, "20");
    expect(await failedChecks(out)).toEqual(["disputes"]);
    expect(await rows("select state from payment where id = $1", [out])).toEqual([{ state: "in_review" }]);
    disputes.decide(id, "escalate");
    await told(id);
    // What waits for its withdrawal stays held.
    expect(await moneyOf(playerId)).toEqual({ balance: 2_000n, owes: 2_000n });
    expect(await casesOf(playerId)).toEqual([{ kind: "dispute", result: null }]);
  });
});

describe("a warning of fraud, and a review", () => {
  it.each(["fraud_warning", "review"] as const)("%s holds withdrawals until it is closed", async (what) => {
    const { playerId, objectId } = await deposited();
    const { latest_charge } = simulator.state.get(objectId, "payment_intent");
    const charge = simulator.state.get(String(latest_charge), "charge");
    const { id } = simulator.state.disputes.afterwards(charge, what);
    await told(id);
    await told(id);
    expect(await casesOf(playerId)).toEqual([{ kind: what, result: null }]);
    expect(await failedChecks(await asked(playerId, "10"))).toEqual(["disputes"]);
    const { staffId } = await makeStaff();
    const [kept] = await rows<{ id: string }>("select id from payment_dispute where player_id = $1", [
      playerId,
    ]);
    expect(await transaction((client) => closeDispute(kept?.id ?? "", staffId, client))).toBe(true);
    expect(await transaction((client) => closeDispute(kept?.id ?? "", staffId, client))).toBe(false);
    // The provider still has it open, which reopens nothing.
    await told(id);
    expect(await casesOf(playerId)).toEqual([{ kind: what, result: "closed" }]);
    expect(await failedChecks(await asked(playerId, "10"))).toEqual([]);
  });

  it("is not closed by staff where money is disputed", async () => {
    const { playerId, objectId } = await deposited();
    await told(disputes.open(objectId, "dispute"));
    const [kept] = await rows<{ id: string }>("select id from payment_dispute where player_id = $1", [
      playerId,
    ]);
    const { staffId } = await makeStaff();
    expect(await transaction((client) => closeDispute(kept?.id ?? "", staffId, client))).toBe(false);
  });
});

describe("a refund that was made at the provider", () => {
  it("is taken from the player once, and given again where it fails", async () => {
    const { playerId, objectId } = await deposited();
    const id = disputes.refund(objectId, 1_200n);
    await told(id);
    await told(id);
    expect(await moneyOf(playerId)).toEqual({ balance: 3_800n, owes: 0n });
    disputes.fail(id);
    await told(id);
    await told(id);
    expect(await moneyOf(playerId)).toEqual({ balance: 5_000n, owes: 0n });
  });

  it("that failed before we heard of it moves nothing", async () => {
    const { playerId, objectId } = await deposited();
    const id = disputes.refund(objectId, 1_200n);
    disputes.fail(id);
    await told(id);
    expect(await moneyOf(playerId)).toEqual({ balance: 5_000n, owes: 0n });
  });

  it("cannot be withdrawn by refund once more", async () => {
    const { playerId, objectId } = await deposited();
    await told(disputes.refund(objectId, 1_200n));
    const { destinations } = await destinationsOf({ playerId, currency: "EUR" });
    expect(destinations.map(({ method, maximum }) => [method, maximum])).toContainEqual(["card", 3_800n]);
    const out = await asked(playerId, "38");
    expect(await rows("select state from payment where id = $1", [out])).toEqual([{ state: "paid" }]);
  });
});
