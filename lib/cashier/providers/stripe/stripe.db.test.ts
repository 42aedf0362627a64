import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { env } from "#lib/platform/config/env.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { simulatedCardToken } from "#lib/platform/stripe/simulated.ts";
import type { Simulator } from "#lib/platform/stripe/simulator/server.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makePlayer } from "#lib/players/testing/factory.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { deposit, depositOffer, destinationsOf, followPayment, withdraw } from "../../index.ts";
import { removeInstrument } from "../../instruments.ts";
import { progressWithdrawal } from "../../withdrawals/pay.ts";
import { simulatedStripe } from "../testing/stripe.ts";

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

/** From a country whose law allows credit cards. */
const newPlayer = async (): Promise<string> => {
  const playerId = await makePlayer(0n);
  await database.asOwner("update player set country = 'IE' where id = $1", [playerId]);
  return playerId;
};

// The number and the security code are what tells one test card from another.
let cards = 100;
const token = async (number: string): Promise<string> => {
  cards += 1;
  return (await simulatedCardToken({ number, expiry: "12/34", cvc: String(cards) })) ?? "";
};

const pay = async (playerId: string, number: string, idempotencyKey: string = crypto.randomUUID()) =>
  deposit(playerContext(playerId, "EUR"), {
    amount: "25",
    idempotencyKey,
    method: "card",
    token: await token(number),
  });

const balanceOf = async (playerId: string) => (await playerBalance(playerId, "EUR")).balance;

describe("a card", () => {
  it.each([
    ["4000000000000002", "declined"],
    ["4000000000009995", "insufficient_funds"],
    ["4000000000009987", "declined"],
    ["4000000000000069", "expired_card"],
    ["4000000000000127", "wrong_cvc"],
    ["4000000000000119", "try_again"],
  ])("%s is declined as %s, and frees what it reserved", async (number, reason) => {
    const playerId = await newPlayer();
    expect(await pay(playerId, number)).toEqual({ ok: false, refusal: { code: "declined", reason } });
    expect(await rows("select state, reason from payment where player_id = $1", [playerId])).toEqual([
      { state: "failed", reason },
    ]);
    expect(await balanceOf(playerId)).toBe(0n);
  });

  it("is charged once when its request is repeated with another token of the same form", async () => {
    const playerId = await newPlayer();
    const key = crypto.randomUUID();
    expect(await pay(playerId, "4242424242424242", key)).toMatchObject({
      ok: true,
      value: { repeated: false },
    });
    expect(await pay(playerId, "4242424242424242", key)).toMatchObject({
      ok: true,
      value: { repeated: true },
    });
    expect(await balanceOf(playerId)).toBe(2_500n);
  });

  it("is offered again once it has paid, and to nobody else", async () => {
    const [playerId, other] = [await newPlayer(), await newPlayer()];
    await pay(playerId, "4000056655665556");
    const offer = await depositOffer(playerContext(playerId, "EUR"));
    const [saved] = offer?.saved ?? [];
    expect(offer).toMatchObject({
      saved: [{ brand: "visa", last4: "5556", expired: false }],
      last: { amount: 2_500n, method: "card", instrumentId: saved?.id },
    });
    const again = (playerId: string) =>
      deposit(playerContext(playerId, "EUR"), {
        amount: "10",
        idempotencyKey: crypto.randomUUID(),
        method: "card",
        ...(saved && { instrumentId: saved.id }),
      });
    expect(await again(playerId)).toMatchObject({ ok: true, value: { state: "succeeded", balance: 3_500n } });
    expect(await again(other)).toEqual({ ok: false, refusal: { code: "card_invalid" } });
    expect(await rows("select 1 from payment_instrument where player_id = $1", [playerId])).toHaveLength(1);
  });

  it("on credit is refused where the law says so, before anything is started", async () => {
    const playerId = await newPlayer();
    await database.asOwner("update player set country = 'GB' where id = $1", [playerId]);
    expect(await pay(playerId, "4242424242424242")).toEqual({ ok: false, refusal: { code: "credit_card" } });
    expect(await rows("select 1 from payment where player_id = $1", [playerId])).toEqual([]);
    expect(await pay(playerId, "4000056655665556")).toMatchObject({ ok: true });
  });

  it("that is no card, or whose token is unknown, is asked for again", async () => {
    expect(await simulatedCardToken({ number: "1234 5678", expiry: "12/34", cvc: "123" })).toBeNull();
    const playerId = await newPlayer();
    expect(
      await deposit(playerContext(playerId, "EUR"), {
        amount: "25",
        idempotencyKey: crypto.randomUUID(),
        method: "card",
        token: "ctoken_unknown",
      }),
    ).toEqual({ ok: false, refusal: { code: "card_invalid" } });
  });
});

describe("the same card", () => {
  const payWith = async (playerId: string, cvc: string, expiry = "12/34") =>
    deposit(playerContext(playerId, "EUR"), {
      amount: "25",
      idempotencyKey: crypto.randomUUID(),
      method: "card",
      token: (await simulatedCardToken({ number: "4000056655665556", expiry, cvc })) ?? "",
    });
  const offered = async (playerId: string) =>
    (await depositOffer(playerContext(playerId, "EUR")))?.saved ?? [];

  it("entered twice is one card: in the list, and for what can be withdrawn to it", async () => {
    const playerId = await newPlayer();
    await payWith(playerId, "901");
    await payWith(playerId, "901", "01/36");
    await payWith(playerId, "902");
    expect(await offered(playerId)).toHaveLength(2);
    const { destinations } = await destinationsOf({ playerId, currency: "EUR" });
    expect(destinations.filter(({ method }) => method === "card").map(({ maximum }) => maximum)).toEqual([
      2_500n,
      5_000n,
    ]);
  });

  it("in two accounts opens a case, and the newer account deposits no more", async () => {
    const [one, other] = [await newPlayer(), await newPlayer()];
    await payWith(one, "903");
    expect(await payWith(other, "903")).toMatchObject({ ok: true });
    expect(await rows("select other_id, match from duplicate_case where player_id = $1", [other])).toEqual([
      { other_id: one, match: "instrument" },
    ]);
    expect(await payWith(other, "904")).toMatchObject({ refusal: { reason: "account_review" } });
    expect(await payWith(one, "903")).toMatchObject({ ok: true });
  });

  it("is offered no more once it was removed, until it is entered again; it stays where withdrawals go", async () => {
    const playerId = await newPlayer();
    await payWith(playerId, "905");
    const [saved] = await offered(playerId);
    const remove = (by: string) => transaction((client) => removeInstrument(saved?.id ?? "", by, client));
    expect(await remove(await newPlayer())).toBe(false);
    expect(await remove(playerId)).toBe(true);
    expect(await remove(playerId)).toBe(false);
    expect(await offered(playerId)).toEqual([]);
    expect(
      await deposit(playerContext(playerId, "EUR"), {
        amount: "25",
        idempotencyKey: crypto.randomUUID(),
        method: "card",
        ...(saved && { instrumentId: saved.id }),
      }),
    ).toEqual({ ok: false, refusal: { code: "card_invalid" } });
    const { destinations } = await destinationsOf({ playerId, currency: "EUR" });
    expect(destinations.some(({ instrument }) => instrument?.id === saved?.id)).toBe(true);
    await payWith(playerId, "905");
    expect(await offered(playerId)).toMatchObject([{ id: saved?.id }]);
  });
});

describe("pay by bank", () => {
  beforeAll(() => Object.assign(env(), { STRIPE_METHODS: ["card", "pay_by_bank"] }));

  it("is confirmed at the bank, and withdrawn by refund to where it came from", async () => {
    const playerId = await newPlayer();
    const ctx = playerContext(playerId, "EUR");
    const made = await deposit(ctx, {
      amount: "40",
      idempotencyKey: crypto.randomUUID(),
      method: "pay_by_bank",
    });
    if (!made.ok) throw new Error(made.refusal.code);
    expect(made.value.state).toBe("requires_action");
    await fetch(made.value.action?.url ?? "", {
      method: "POST",
      body: new URLSearchParams({ answer: "complete" }),
      redirect: "manual",
    });
    expect(await followPayment(made.value.id, playerId)).toMatchObject({ state: "succeeded" });
    const { destinations } = await destinationsOf({ playerId, currency: "EUR" });
    expect(destinations).toContainEqual({
      method: "pay_by_bank",
      provider: "stripe",
      instrument: null,
      maximum: 4_000n,
    });
    const out = await withdraw(ctx, {
      amount: "40",
      idempotencyKey: crypto.randomUUID(),
      method: "pay_by_bank",
    });
    if (!out.ok) throw new Error(out.refusal.code);
    await progressWithdrawal(out.value.id);
    expect(await rows("select state from payment where id = $1", [out.value.id])).toEqual([
      { state: "paid" },
    ]);
  });

  it("is not offered in a currency that it does not take", async () => {
    const offer = await depositOffer(playerContext(await makePlayer(0n, "SEK"), "SEK"));
    expect(offer?.methods.some(({ method }) => method === "pay_by_bank") ?? false).toBe(false);
  });
});

describe("3-D Secure", () => {
  const answer = async (url: string, said: "complete" | "fail") =>
    fetch(url, { method: "POST", body: new URLSearchParams({ answer: said }), redirect: "manual" });

  it.each([
    ["4000002760003184", "complete", "succeeded", 2_500n],
    ["4000002760003184", "fail", "failed", 0n],
    ["4000008400001629", "complete", "failed", 0n],
    ["4000008260003178", "complete", "failed", 0n],
  ] as const)(
    "%s, answered with %s, has %s when the player comes back",
    async (number, said, state, balance) => {
      const playerId = await newPlayer();
      const made = await pay(playerId, number);
      if (!made.ok) throw new Error(made.refusal.code);
      const { id, action } = made.value;
      expect(made.value.state).toBe("requires_action");
      const back = await answer(action?.url ?? "", said);
      expect(back.headers.get("location")).toBe(new URL(`/cashier/payments/${id}`, env().PUBLIC_URL).href);
      expect(await followPayment(id, await newPlayer())).toBeNull();
      expect(await followPayment(id, playerId)).toMatchObject({ state });
      expect(await balanceOf(playerId)).toBe(balance);
    },
  );

  it("is not asked again of a card that was confirmed before", async () => {
    const playerId = await newPlayer();
    const made = await pay(playerId, "4000002500003155");
    if (!made.ok) throw new Error(made.refusal.code);
    await answer(made.value.action?.url ?? "", "complete");
    await followPayment(made.value.id, playerId);
    const [saved] = (await depositOffer(playerContext(playerId, "EUR")))?.saved ?? [];
    expect(
      await deposit(playerContext(playerId, "EUR"), {
        amount: "25",
        idempotencyKey: crypto.randomUUID(),
        method: "card",
        ...(saved && { instrumentId: saved.id }),
      }),
    ).toMatchObject({ ok: true, value: { state: "succeeded" } });
  });
});
