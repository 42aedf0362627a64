import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { accountBalance, accountFor, playerBalance } from "#lib/ledger/index.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import type { Simulator } from "#lib/platform/stripe/simulator/server.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makePlayer } from "#lib/players/testing/factory.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { deposit } from "../index.ts";
import { processProviderEvents, providerEventsDue } from "../payments/process.ts";
import { receiveWebhook } from "../payments/receive.ts";
import { comparePayments, sweepPayments } from "../payments/sweep.ts";
import { demoFarSide } from "./testing/demo.ts";
import type { FarSide } from "./testing/far-side.ts";
import { simulatedStripe, stripeFarSide } from "./testing/stripe.ts";

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
  vi.restoreAllMocks();
  expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
});

const balanceOf = async (playerId: string) => (await playerBalance(playerId, "EUR")).balance;

const suspense = async (provider: string) =>
  accountBalance(await accountFor("suspense", null, "EUR", provider));

/** Every provider passes these. A new one adds its far side here. */
describe.each<[string, () => FarSide]>([
  ["demo", demoFarSide],
  ["stripe", () => stripeFarSide(simulator)],
])("%s", (_, open) => {
  /** A deposit that its provider has begun. */
  const begun = async (far: FarSide, state: "processing" | "succeeded" = "processing") => {
    far.begin(state);
    const playerId = await makePlayer(0n);
    const made = await deposit(playerContext(playerId, "EUR"), {
      amount: "25",
      idempotencyKey: crypto.randomUUID(),
      ...far.input(),
    });
    if (!made.ok) throw new Error(made.refusal.code);
    const [payment] = await rows<{ object: string }>(
      "select object_id as object from payment where id = $1",
      [made.value.id],
    );
    return { playerId, paymentId: made.value.id, objectId: payment?.object ?? "", view: made.value };
  };

  const stateOf = async (paymentId: string) =>
    (await rows<{ state: string }>("select state from payment where id = $1", [paymentId]))[0]?.state;

  const receive = async (far: FarSide, message: { body: Buffer; headers: Headers }) => {
    const answer = await receiveWebhook(far.provider, message.body, message.headers);
    await processProviderEvents();
    return answer;
  };

  it("credits a deposit that succeeds at once", async () => {
    const { playerId, view } = await begun(open(), "succeeded");
    expect(view).toMatchObject({ state: "succeeded", repeated: false, balance: 2_500n });
    expect(await balanceOf(playerId)).toBe(2_500n);
  });

  it("credits a deposit once, however often and in whatever order its messages come", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1 }),
        fc.integer({ min: 1, max: 2 }),
        async (order, times) => {
          const far = open();
          const { playerId, paymentId, objectId, view } = await begun(far);
          expect(view.state).toBe("processing");
          const messages = [0, 1, 2, 3].map(() => far.message(objectId));
          await far.change(objectId, { state: "succeeded" });
          for (const at of order)
            for (let time = 1; time <= times; time += 1)
              expect(await receive(far, messages[at] as (typeof messages)[number])).toBe(
                time === 1 ? "stored" : "known",
              );
          expect([await balanceOf(playerId), await stateOf(paymentId)]).toEqual([2_500n, "succeeded"]);
          vi.restoreAllMocks();
        },
      ),
      { numRuns: 8 },
    );
  });

  it("credits once when the same message comes a hundred times at once", async () => {
    const far = open();
    const { playerId, objectId } = await begun(far);
    await far.change(objectId, { state: "succeeded" });
    const message = far.message(objectId);
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => receiveWebhook(far.provider, message.body, message.headers)),
    );
    expect(answers.filter((answer) => answer === "stored")).toHaveLength(1);
    await Promise.all(Array.from({ length: 10 }, processProviderEvents));
    expect(await balanceOf(playerId)).toBe(2_500n);
  });

  it("refuses a message that it did not sign, and stores nothing of it", async () => {
    const far = open();
    const { playerId, objectId } = await begun(far);
    const { body, headers } = far.message(objectId);
    const before = await rows("select count(*)::int as n from provider_event");
    const other = Buffer.from(body.toString("utf8").replace(objectId, objectId.replace(/.$/, "0")));
    expect(await receive(far, { body, headers: new Headers() })).toBe("refused");
    expect(await receive(far, { body: Buffer.concat([body, Buffer.from(" ")]), headers })).toBe("refused");
    if (!other.equals(body)) expect(await receive(far, { body: other, headers })).toBe("refused");
    expect(await rows("select count(*)::int as n from provider_event")).toEqual(before);
    expect(await balanceOf(playerId)).toBe(0n);
  });

  it("moves nothing on a message's own word: the object is asked", async () => {
    const far = open();
    const { playerId, paymentId, objectId } = await begun(far);
    expect(await receive(far, far.message(objectId))).toBe("stored");
    expect([await balanceOf(playerId), await stateOf(paymentId)]).toEqual([0n, "processing"]);
  });

  it("parks a kind that it does not know, and a message about an object that is not there", async () => {
    const far = open();
    const { objectId } = await begun(far);
    await receive(far, far.message(objectId, "weather.changed"));
    await receive(far, far.message(`${objectId}0`));
    const parked = await rows<{ kind: string; failure: string | null }>(
      "select kind, failure from provider_event where state = 'parked' order by id desc limit 2",
    );
    expect(parked.map(({ failure }) => failure)).toEqual(["the provider has no such object", null]);
  });

  it("finds money whose messages got lost", async () => {
    const far = open();
    const { playerId, paymentId, objectId } = await begun(far);
    await far.change(objectId, { state: "succeeded" });
    await sweepPayments();
    expect(await balanceOf(playerId)).toBe(0n);
    await database.asOwner(
      "update payment set changed_at = changed_at - interval '11 minutes' where id = $1",
      [paymentId],
    );
    await sweepPayments();
    expect(await balanceOf(playerId)).toBe(2_500n);
  });

  it("processes an event again a while after whoever claimed it died", async () => {
    const far = open();
    const { playerId, objectId } = await begun(far);
    await far.change(objectId, { state: "succeeded" });
    const { body, headers } = far.message(objectId);
    await receiveWebhook(far.provider, body, headers);
    await database.asOwner(
      "update provider_event set attempts = 1, due_at = clock_timestamp() + interval '1 minute' where state = 'received'",
    );
    expect([await providerEventsDue(), await processProviderEvents()]).toEqual([false, 0]);
    await database.asOwner("update provider_event set due_at = clock_timestamp() where state = 'received'");
    expect([await providerEventsDue(), await processProviderEvents()]).toEqual([true, 1]);
    expect(await balanceOf(playerId)).toBe(2_500n);
  });

  it("lets an event wait whose object cannot be had, longer each time, and processes the others", async () => {
    const far = open();
    const [first, second] = [await begun(far), await begun(far)];
    for (const { objectId } of [first, second]) {
      await far.change(objectId, { state: "succeeded" });
      const { body, headers } = far.message(objectId);
      await receiveWebhook(far.provider, body, headers);
    }
    const { fetch } = far.provider;
    vi.spyOn(far.provider, "fetch").mockImplementation((id) =>
      id === first.objectId ? Promise.reject(new Error("no answer")) : fetch(id),
    );
    await processProviderEvents();
    expect([await balanceOf(first.playerId), await balanceOf(second.playerId)]).toEqual([0n, 2_500n]);
    expect(
      await rows(
        "select attempts, failure, due_at > clock_timestamp() as waits from provider_event where object_id = $1",
        [first.objectId],
      ),
    ).toEqual([{ attempts: 1, failure: "no answer", waits: true }]);
    vi.restoreAllMocks();
    await database.asOwner("update provider_event set due_at = clock_timestamp() where state = 'received'");
    await processProviderEvents();
    expect(await balanceOf(first.playerId)).toBe(2_500n);
  });

  it("credits many deposits in one commit, and leaves what does not match to staff", async () => {
    const far = open();
    const deposits = [];
    for (let n = 0; n < 12; n += 1) deposits.push(await begun(far));
    for (const [n, { objectId }] of deposits.entries()) {
      await far.change(objectId, { state: "succeeded", ...(n === 3 && { amount: 2_400n }) });
      for (let time = 0; time < 2; time += 1) {
        const { body, headers } = far.message(objectId);
        await receiveWebhook(far.provider, body, headers);
      }
    }
    await Promise.all([processProviderEvents(), processProviderEvents()]);
    const balances = await Promise.all(deposits.map(({ playerId }) => balanceOf(playerId)));
    expect(balances).toEqual(deposits.map((_, n) => (n === 3 ? 0n : 2_500n)));
    expect(await stateOf(deposits[3]?.paymentId ?? "")).toBe("in_review");
  });

  it("ends a deposit that waits for the player for an hour, and frees its part of the limits", async () => {
    const far = open();
    const { paymentId, objectId } = await begun(far);
    await far.change(objectId, { state: "requires_action" });
    await receive(far, far.message(objectId));
    expect(await stateOf(paymentId)).toBe("requires_action");
    await database.asOwner(
      "update payment set created_at = created_at - interval '1 hour', changed_at = changed_at - interval '1 hour' where id = $1",
      [paymentId],
    );
    await sweepPayments();
    expect(await stateOf(paymentId)).toBe("expired");
  });

  it("credits a deposit that succeeds after it had failed, because the money was taken", async () => {
    const far = open();
    const { playerId, paymentId, objectId } = await begun(far);
    await far.change(objectId, { state: "failed" });
    await receive(far, far.message(objectId));
    expect(await stateOf(paymentId)).toBe("failed");
    await far.change(objectId, { state: "succeeded" });
    await receive(far, far.message(objectId));
    expect([await balanceOf(playerId), await stateOf(paymentId)]).toEqual([2_500n, "succeeded"]);
    await far.change(objectId, { state: "failed" });
    await receive(far, far.message(objectId));
    expect([await balanceOf(playerId), await stateOf(paymentId)]).toEqual([2_500n, "succeeded"]);
  });

  it.each([
    ["amount", { amount: 2_501n }, 2_501n],
    ["currency", { currency: "JPY" }, 0n],
    ["player", { playerId: crypto.randomUUID() }, 2_500n],
  ] as const)(
    "puts money of another %s into suspense, once, and credits nobody",
    async (problem, to, waits) => {
      const far = open();
      const before = await suspense(far.provider.id);
      const { playerId, paymentId, objectId } = await begun(far);
      await far.change(objectId, { state: "succeeded", ...to });
      await receive(far, far.message(objectId));
      await receive(far, far.message(objectId));
      expect([await balanceOf(playerId), await stateOf(paymentId)]).toEqual([0n, "in_review"]);
      expect((await suspense(far.provider.id)) - before).toBe(waits);
      expect(await rows("select problem from payment_exception where object_id = $1", [objectId])).toEqual([
        { problem },
      ]);
    },
  );

  it("puts money that belongs to no payment into suspense, and finds it without a message", async () => {
    const far = open();
    const before = await suspense(far.provider.id);
    const objectId = await far.foreign(700n);
    expect(await comparePayments(new Date(0))).toBeGreaterThan(0);
    expect(await comparePayments(new Date(0))).toBe(0);
    expect((await suspense(far.provider.id)) - before).toBe(700n);
    expect(
      await rows("select problem, payment_id from payment_exception where object_id = $1", [objectId]),
    ).toEqual([{ problem: "unknown_payment", payment_id: null }]);
  });
});

describe("the steps of a payment", () => {
  it("cannot be left out, invented or repeated, whoever writes them", async () => {
    const far = demoFarSide();
    far.begin("processing");
    const made = await deposit(playerContext(await makePlayer(0n), "EUR"), {
      amount: "25",
      idempotencyKey: crypto.randomUUID(),
    });
    const id = made.ok ? made.value.id : "";
    const refused = (sql: string) =>
      expect(database.asOwner(sql, [id])).rejects.toMatchObject({ code: "23503" });
    // No transition, a transition that leads elsewhere, one from where the payment is not, one that is not allowed.
    await refused("update payment set state = 'failed' where id = $1");
    await refused("update payment set state = 'failed', version = version + 1 where id = $1");
    const step = (from: string, to: string, version: number) =>
      refused(
        `insert into payment_transition (payment_id, version, direction, from_state, to_state, cause)
         values ($1, ${version}, 'deposit', '${from}', '${to}', 'staff')`,
      );
    await step("created", "failed", 3);
    await step("processing", "failed", 4);
    await step("processing", "created", 3);
    await step("processing", "paid", 3);
  });
});
