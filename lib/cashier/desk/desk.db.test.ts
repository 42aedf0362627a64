import sharp from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { env } from "#lib/platform/config/env.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
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
import { receiveMoney } from "../payments/incoming.ts";
import { processProviderEvents } from "../payments/process.ts";
import { depositLimits } from "../providers/limits.ts";
import { simulatedStripe } from "../providers/testing/stripe.ts";
import { cancelWithdrawal, decideReview, progressWithdrawal } from "../withdrawals/pay.ts";
import { assignException, dismissException, openExceptions } from "./exceptions.ts";
import { blockInstrument, unblockInstrument } from "./instruments.ts";
import { paymentRecord } from "./payment.ts";
import { searchPayments } from "./payments.ts";
import { dismissProviderEvents, parkedProviderEvents, retryProviderEvents } from "./provider-events.ts";
import { adjustBalance, refundDeposit } from "./refund.ts";
import { progressReturns, returnException } from "./returns.ts";
import {
  addInformation,
  askInformation,
  continueReview,
  informationAsked,
  releaseReview,
  reviewQueue,
  sendInformation,
  takeReview,
} from "./review.ts";

let database: TestDatabase;
let simulator: Simulator;
let staffId: string;
beforeAll(async () => {
  process.env.DEMO_MODE = "true";
  database = await testDatabase();
  await seedPolicy();
  simulator = await simulatedStripe();
  ({ staffId } = await makeStaff());
  Object.assign(env(), {
    SEALING_KEYS: [{ version: "1", key: Buffer.alloc(32, 7).toString("base64url") }],
  });
});
afterAll(async () => {
  await simulator.stop();
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
});

const cashOf = async (playerId: string) => {
  const { balance, held } = await playerBalance(playerId, "EUR");
  return { balance, held };
};
const stateOf = async (id: string) =>
  (await rows<{ state: string }>("select state from payment where id = $1", [id]))[0]?.state;

const inReview = async (amount = "1500"): Promise<{ id: string; playerId: string }> => {
  const playerId = await makePlayer(500_000n);
  const made = await withdraw(playerContext(playerId, "EUR"), {
    amount,
    idempotencyKey: crypto.randomUUID(),
    method: "play_money",
  });
  if (!made.ok) throw new Error(made.refusal.code);
  await progressWithdrawal(made.value.id);
  return { id: made.value.id, playerId };
};

const payByCard = (playerId: string, amount: string, number = "4242424242424242") => {
  const { id: token } = simulator.state.createToken({
    payment_method_data: { card: { number, exp_month: "12", exp_year: "2034", cvc: "911" } },
  });
  const { card } = simulator.state.get(token, "confirmation_token").payment_method_preview as {
    card: object;
  };
  Object.assign(card, { funding: "debit" });
  const input = { amount, idempotencyKey: crypto.randomUUID(), method: "card", token };
  return deposit(playerContext(playerId, "EUR"), input);
};

const paidByCard = async (playerId: string, amount: string): Promise<string> => {
  const made = await payByCard(playerId, amount);
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
};

const suspended = async (amount = 2_500n, provider = "demo"): Promise<string> => {
  const objectId = crypto.randomUUID();
  await receiveMoney({
    provider,
    method: "play_money",
    objectId,
    playerId: null,
    amount,
    currency: "EUR",
    problem: "no_reference",
    limits: depositLimits("EUR"),
    instrument: null,
    source: "test",
  });
  const [found] = await rows<{ id: string }>("select id from payment_exception where object_id = $1", [
    objectId,
  ]);
  return found?.id ?? "";
};

const suspense = async () =>
  (
    await rows<{ balance: bigint }>(
      "select coalesce(sum(ledger_balance(id)), 0)::bigint as balance from ledger_account where kind = 'suspense'",
    )
  )[0]?.balance;

describe("the review queue", () => {
  it("lists withdrawals with what stopped them, and gives each to one person", async () => {
    const { id } = await inReview();
    const other = await makeStaff();
    const listed = (await reviewQueue()).find((row) => row.id === id);
    expect(listed).toMatchObject({ state: "in_review", reasons: ["amount"], assignee: null });
    const take = (by: string, from: string | null) =>
      transaction((client) => takeReview({ paymentId: id, from, staffId: by }, client));
    const taken = await Promise.all([take(staffId, null), take(other.staffId, null)]);
    expect(taken.filter(({ ok }) => ok)).toHaveLength(1);
    expect(taken.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: "taken_by_other" } });
    const owner = taken[0]?.ok ? staffId : other.staffId;
    const second = owner === staffId ? other.staffId : staffId;
    expect(await take(second, null)).toMatchObject({ ok: false });
    expect(await take(second, owner)).toMatchObject({ ok: true });
    expect(await transaction((client) => releaseReview(id, owner, client))).toBe(false);
    expect(await transaction((client) => releaseReview(id, second, client))).toBe(true);
    await transaction((client) => decideReview(id, { staffId, approve: false }, client));
    expect((await reviewQueue()).some((row) => row.id === id)).toBe(false);
    expect(await take(staffId, null)).toMatchObject({ refusal: { code: "not_in_review" } });
  });

  it("waits for documents, which only its player sends, and goes on with them", async () => {
    const { id, playerId } = await inReview();
    const note = "A payslip of the last three months, please.";
    const picture = await sharp({ create: { width: 600, height: 400, channels: 3, background: "#456" } })
      .png()
      .toBuffer();
    expect(await addInformation(id, playerId, picture)).toMatchObject({ refusal: { code: "not_needed" } });
    const ask = () => transaction((client) => askInformation({ paymentId: id, note, staffId }, client));
    expect(await ask()).toBe(true);
    expect(await ask()).toBe(false);
    expect(await stateOf(id)).toBe("information_needed");
    expect(await cashOf(playerId)).toEqual({ balance: 500_000n, held: 150_000n });
    const stranger = await makePlayer(0n);
    expect(await informationAsked(id, stranger)).toBeNull();
    expect(await addInformation(id, stranger, picture)).toMatchObject({ ok: false });
    const send = (by: string) => transaction((client) => sendInformation(id, by, client));
    expect(await send(playerId)).toMatchObject({ refusal: { code: "nothing_uploaded" } });
    expect(await addInformation(id, playerId, Buffer.from("no picture"))).toMatchObject({
      refusal: { code: "not_an_image" },
    });
    expect(await addInformation(id, playerId, picture)).toMatchObject({ ok: true });
    expect(await informationAsked(id, playerId)).toMatchObject({ note, documents: [{}] });
    expect(await send(stranger)).toMatchObject({ refusal: { code: "nothing_asked" } });
    expect(await send(playerId)).toMatchObject({ ok: true });
    expect(await stateOf(id)).toBe("in_review");
    const record = await paymentRecord(id);
    expect(record?.information).toMatchObject([{ note, outcome: "sent", documents: [{ deleted: false }] }]);
    expect((await reviewQueue()).find((row) => row.id === id)?.answeredAt).toBeInstanceOf(Date);
    await transaction((client) => decideReview(id, { staffId, approve: true }, client));
    await progressWithdrawal(id);
    expect(await stateOf(id)).toBe("paid");
  });

  it("goes on without documents, and a cancelled withdrawal waits for none", async () => {
    const { id } = await inReview();
    await transaction((client) => askInformation({ paymentId: id, note: "A payslip.", staffId }, client));
    expect(await transaction((client) => continueReview(id, staffId, client))).toBe(true);
    expect(await transaction((client) => continueReview(id, staffId, client))).toBe(false);
    const { id: next, playerId } = await inReview();
    await transaction((client) => askInformation({ paymentId: next, note: "A payslip.", staffId }, client));
    expect(await transaction((client) => cancelWithdrawal(next, playerId, client))).toBe(true);
    expect(await cashOf(playerId)).toEqual({ balance: 500_000n, held: 0n });
  });
});

describe("money in suspense", () => {
  const assign = (exceptionId: string, player: string) =>
    transaction((client) => assignException({ exceptionId, player, staffId }, client));

  it("is credited to one player, once, as a deposit", async () => {
    const before = await suspense();
    const [id, playerId] = [await suspended(), await makePlayer(0n)];
    expect(await suspense()).toBe((before ?? 0n) + 2_500n);
    const answers = await Promise.all([1, 2, 3].map(() => assign(id, playerId)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter(({ ok }) => !ok)).toMatchObject([
      { refusal: { code: "already_resolved" } },
      { refusal: { code: "already_resolved" } },
    ]);
    expect(await cashOf(playerId)).toEqual({ balance: 2_500n, held: 0n });
    expect(await suspense()).toBe(before);
    const { rows: found } = await searchPayments({ q: playerId });
    expect(found).toMatchObject([{ state: "succeeded", amount: 2_500n, method: "play_money" }]);
    expect(
      (await paymentRecord(found[0]?.id ?? ""))?.transitions.map(({ to, cause }) => [to, cause]),
    ).toEqual([
      ["created", "staff"],
      ["succeeded", "staff"],
    ]);
  });

  it("is not credited above a limit of the player, in another currency, or to nobody", async () => {
    const id = await suspended();
    const limited = await makePlayer(0n);
    await ownerRows(
      "insert into player_limit (player_id, kind, period, amount, since) values ($1, 'deposit', 'day', 1000, now())",
      [limited],
    );
    expect(await assign(id, limited)).toMatchObject({ refusal: { code: "limit_reached", left: 1_000n } });
    expect(await assign(id, "nobody@mail.example")).toMatchObject({ refusal: { code: "unknown_player" } });
    expect(await assign(id, await makePlayer(0n, "SEK"))).toMatchObject({
      refusal: { code: "other_currency" },
    });
    const closed = await makePlayer(0n);
    await database.asOwner("update player set status = 'suspended' where id = $1", [closed]);
    expect(await assign(id, closed)).toMatchObject({ refusal: { code: "player_barred" } });
    expect(
      await transaction((client) => dismissException({ exceptionId: id, staffId }, client)),
    ).toMatchObject({ refusal: { code: "has_money" } });
    expect((await openExceptions()).some((row) => row.id === id && row.suspended)).toBe(true);
  });

  it("goes back to its sender once, and leaves suspense when the provider has paid", async () => {
    const before = await suspense();
    const id = await suspended();
    const back = () => transaction((client) => returnException({ exceptionId: id, staffId }, client));
    expect(await back()).toMatchObject({ ok: true });
    expect(await back()).toMatchObject({ refusal: { code: "already_resolved" } });
    expect(await assign(id, await makePlayer(0n))).toMatchObject({ refusal: { code: "already_resolved" } });
    expect(await suspense()).toBe((before ?? 0n) + 2_500n);
    await progressReturns();
    await progressReturns();
    expect(await suspense()).toBe(before);
    expect(await rows("select resolution from payment_exception where id = $1", [id])).toEqual([
      { resolution: "returned" },
    ]);
    expect(
      await rows("select 1 from demo_payout d join payment_return r on r.id::text = d.payout_id"),
    ).toHaveLength(1);
  });

  it("can be returned again after a return failed", async () => {
    const id = await suspended();
    const back = () => transaction((client) => returnException({ exceptionId: id, staffId }, client));
    await back();
    await rows("update payment_return set state = 'failed', reason = 'closed' where exception_id = $1", [id]);
    expect((await openExceptions()).find((row) => row.id === id)).toMatchObject({
      returnState: null,
      returnFailed: "closed",
    });
    expect(await back()).toMatchObject({ ok: true });
    await progressReturns();
    expect((await openExceptions()).some((row) => row.id === id)).toBe(false);
  });
});

describe("staff correct money", () => {
  it("by refunds of a deposit, up to what is left of it and of the cash", async () => {
    const playerId = await makePlayer(0n);
    const depositId = await paidByCard(playerId, "50");
    const refund = (amount: string) =>
      transaction(async (client) => {
        const done = await refundDeposit({ depositId, amount, staffId, key: crypto.randomUUID() }, client);
        // A refusal rolls back, as that of a command does.
        if (!done.ok) await client.query("rollback");
        return done;
      });
    expect(await refund("0")).toMatchObject({ refusal: { code: "amount_invalid" } });
    expect(await refund("50.01")).toMatchObject({ refusal: { code: "above_deposit", left: 5_000n } });
    const made = await refund("20");
    if (!made.ok) throw new Error(made.refusal.code);
    expect(await cashOf(playerId)).toEqual({ balance: 3_000n, held: 0n });
    await progressWithdrawal(made.value.paymentId);
    expect(await stateOf(made.value.paymentId)).toBe("paid");
    expect((await paymentRecord(depositId))?.refundedBy).toMatchObject([{ amount: 2_000n, state: "paid" }]);
    expect(
      await transaction((client) => adjustBalance({ playerId, direction: "debit", amount: "25" }, client)),
    ).toMatchObject({ ok: true });
    expect(await refund("30")).toMatchObject({ refusal: { code: "above_available", available: 500n } });
    expect(await refund("31")).toMatchObject({ refusal: { code: "above_deposit", left: 3_000n } });
    expect(await cashOf(playerId)).toEqual({ balance: 500n, held: 0n });
  });

  it("by adjustments, never below what is available", async () => {
    const playerId = await makePlayer(1_000n);
    const adjust = (direction: "credit" | "debit", amount: string) =>
      transaction((client) => adjustBalance({ playerId, direction, amount }, client));
    expect(await adjust("debit", "10.01")).toMatchObject({ refusal: { code: "above_available" } });
    expect(await adjust("credit", "2.50")).toMatchObject({ ok: true });
    expect(await adjust("debit", "0.001")).toMatchObject({ refusal: { code: "amount_invalid" } });
    expect(await cashOf(playerId)).toEqual({ balance: 1_250n, held: 0n });
  });
});

describe("a blocked card", () => {
  it("takes no deposit and no withdrawal, whoever uses it, until it is unblocked", async () => {
    const [first, second] = [await makePlayer(0n), await makePlayer(0n)];
    await paidByCard(first, "50");
    const [card] = await rows<{ id: string }>("select id from payment_instrument where player_id = $1", [
      first,
    ]);
    const instrumentId = card?.id ?? "";
    const block = () =>
      transaction((client) => blockInstrument({ instrumentId, reason: "fraud", staffId }, client));
    expect(await block()).toBe(true);
    expect(await block()).toBe(false);
    for (const playerId of [first, second])
      expect(await payByCard(playerId, "20")).toMatchObject({ refusal: { code: "declined" } });
    const cards = async () =>
      (await destinationsOf({ playerId: first, currency: "EUR" })).destinations.filter(
        ({ method }) => method === "card",
      );
    expect(await cards()).toEqual([]);
    expect(await transaction((client) => unblockInstrument(instrumentId, staffId, client))).toBe(true);
    expect(await cards()).toHaveLength(1);
    expect(await payByCard(second, "20")).toMatchObject({ ok: true });
  });
});

describe("parked events", () => {
  it("are listed by kind, processed again or dismissed", async () => {
    await ownerRows(
      `insert into provider_event (provider, event_id, kind, object_kind, object_id, body, state, failure, ended_at)
       values ('demo', 'a', 'payment.succeeded', 'payment', 'nothing', '', 'parked', 'the provider has no such object', now()),
              ('demo', 'b', 'dispute.opened', null, null, '', 'parked', null, now())`,
      [],
    );
    const parked = await parkedProviderEvents();
    expect(parked.map(({ kind, processable, count }) => [kind, processable, count]).toSorted()).toEqual([
      ["dispute.opened", false, 1],
      ["payment.succeeded", true, 1],
    ]);
    const retry = (kind: string) => transaction((client) => retryProviderEvents("demo", kind, client));
    expect(await retry("dispute.opened")).toBe(0);
    expect(await retry("payment.succeeded")).toBe(1);
    await processProviderEvents();
    expect(await parkedProviderEvents()).toHaveLength(2);
    for (const kind of ["payment.succeeded", "dispute.opened"])
      await transaction((client) => dismissProviderEvents("demo", kind, client));
    expect(await parkedProviderEvents()).toEqual([]);
  });
});

describe("the list of payments", () => {
  it("is filtered by what staff ask for, and paged without gaps", async () => {
    const playerId = await makePlayer(500_000n);
    const ctx = playerContext(playerId, "EUR");
    for (let n = 1; n <= 3; n += 1)
      await deposit(ctx, { amount: `${n * 10}`, idempotencyKey: crypto.randomUUID(), method: "play_money" });
    await withdraw(ctx, { amount: "40", idempotencyKey: crypto.randomUUID(), method: "play_money" });
    const amounts = async (search: object) =>
      (await searchPayments({ q: playerId, ...search })).rows.map(({ amount }) => amount);
    expect(await amounts({})).toEqual([4_000n, 3_000n, 2_000n, 1_000n]);
    expect(await amounts({ direction: "deposit", min: "20", max: "29.99" })).toEqual([2_000n]);
    expect(await amounts({ state: "requested" })).toEqual([4_000n]);
    expect(await amounts({ provider: "stripe" })).toEqual([]);
    expect(await amounts({ q: `${playerId}@TEST.example` })).toHaveLength(4);
    const { rows: page } = await searchPayments({ q: playerId });
    expect(await amounts({ before: page[1]?.id })).toEqual([2_000n, 1_000n]);
    const day = new Date().toISOString().slice(0, 10);
    expect(await amounts({ from: day, to: day })).toHaveLength(4);
    expect(await amounts({ to: "2020-01-01" })).toEqual([]);
  });
});
