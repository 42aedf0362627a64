import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { manualClock } from "#lib/core/clock.ts";
import { type Currency, money, toDecimalText } from "#lib/core/money.ts";
import { accountFor, playerBalance, transfer } from "#lib/ledger/index.ts";
import { type PlayerContext, playerContext } from "#lib/platform/commands/context.ts";
import { db } from "#lib/platform/database/db.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makePlayer } from "#lib/players/testing/factory.ts";
import { codesOf, verifyInvariants } from "#lib/processes/index.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { makeStaff } from "#lib/sportsbook/testing.ts";
import { csvRecord, deposit, depositOffer, statement, statementBatches } from "./index.ts";
import type { StatementFilter } from "./schema.ts";

let database: TestDatabase;
beforeAll(async () => {
  process.env.DEMO_MODE = "true";
  database = await testDatabase();
  await seedPolicy();
  // As in a process that has served before.
  await transaction((client) => db(client).payment.count());
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyInvariants()).filter((report) => report.violations.length > 0)).toEqual([]);
});

const clock = manualClock(new Date("2026-11-21T12:00:00Z"));

const newPlayer = async (): Promise<PlayerContext> => playerContext(await makePlayer(0n), "EUR", { clock });

const put = (ctx: PlayerContext, amount: string, idempotencyKey: string = crypto.randomUUID()) =>
  deposit(ctx, { amount, idempotencyKey });

describe("deposit", () => {
  it("moves the amount once for a hundred requests with one key", async () => {
    const ctx = await newPlayer();
    const key = crypto.randomUUID();
    const answers = await Promise.all(Array.from({ length: 100 }, () => put(ctx, "50", key)));
    const made = answers.map((answer) => (answer.ok ? answer.value : null));
    expect(new Set(made.map((view) => view?.id)).size).toBe(1);
    expect(made.filter((view) => view && !view.repeated)).toHaveLength(1);
    expect(await playerBalance(ctx.playerId, "EUR")).toMatchObject({ balance: 5_000n, version: 1n });
    const received = await rows(
      "select payload from outbox where kind = 'deposit.completed' and payload->>'playerId' = $1",
      [ctx.playerId],
    );
    expect(received).toEqual([
      {
        payload: {
          playerId: ctx.playerId,
          depositId: made[0]?.id,
          provider: "demo",
          amount: "5000",
          currency: "EUR",
        },
      },
    ]);
  });

  it("refuses a key that was used for another amount and says what it made, reads the same amount in another form", async () => {
    const ctx = await newPlayer();
    const key = crypto.randomUUID();
    expect((await put(ctx, "20", key)).ok).toBe(true);
    expect(await put(ctx, "20.00", key)).toMatchObject({ ok: true, value: { repeated: true } });
    expect(await put(ctx, "21", key)).toMatchObject({
      ok: false,
      refusal: { code: "key_reused", made: { amount: 2_000n, balance: 2_000n, repeated: true } },
    });
  });

  it.each([
    ["", { code: "amount_invalid" }],
    ["-5", { code: "amount_invalid" }],
    ["1e3", { code: "amount_invalid" }],
    ["0", { code: "amount_invalid" }],
    ["5.001", { code: "amount_invalid" }],
    ["0.99", { code: "below_minimum", minimum: 100n }],
    ["1000.01", { code: "above_maximum", maximum: 100_000n }],
  ])("refuses %j", async (amount, refusal) => {
    expect(await put(await newPlayer(), amount)).toEqual({ ok: false, refusal });
  });

  it("holds the day's limit against deposits at the same moment, and frees it after 24 hours", async () => {
    const ctx = await newPlayer();
    const answers = await Promise.all(Array.from({ length: 8 }, () => put(ctx, "1000")));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
    expect(answers.find(({ ok }) => !ok)).toEqual({
      ok: false,
      refusal: { code: "above_day_limit", left: 0n },
    });
    expect(await depositOffer(ctx)).toMatchObject({ leftToday: 0n, suggestions: [] });
    await database.asOwner(
      "update payment set created_at = created_at - interval '24 hours 1 second' where player_id = $1",
      [ctx.playerId],
    );
    expect((await put(ctx, "1000")).ok).toBe(true);
  });

  it("takes nothing from a suspended player, and nothing from staff", async () => {
    const ctx = await newPlayer();
    const { staffId } = await makeStaff();
    expect(await put({ ...ctx, playerId: staffId }, "20")).toEqual({
      ok: false,
      refusal: { code: "player_barred", reason: "not_a_player" },
    });
    await ownerRows("update player set status = 'suspended' where id = $1", [ctx.playerId]);
    expect(await put(ctx, "20")).toEqual({
      ok: false,
      refusal: { code: "player_barred", reason: "account_suspended" },
    });
  });
});

describe("currencies", () => {
  const playerIn = async (currency: Currency): Promise<PlayerContext> =>
    playerContext(await makePlayer(0n, currency), currency, { clock });

  it.each([
    ["JPY", "2500", 2_500n, "2500"],
    ["KWD", "12.345", 12_345n, "12.345"],
    ["KWD", "0,5", 500n, "0.500"],
  ] as const)(
    "takes %s %s, and shows it in the statement and its export",
    async (currency, typed, minor, text) => {
      const ctx = await playerIn(currency);
      expect(await put(ctx, typed)).toMatchObject({
        ok: true,
        value: { amount: minor, currency, balance: minor },
      });
      const page = await statement(ctx, { codes: null, from: null, to: null, before: null }, "UTC");
      expect(page.lines.map(({ amount }) => toDecimalText(money(currency, amount)))).toEqual([text]);
      expect(
        csvRecord(page.lines.map(({ balanceAfter }) => toDecimalText(money(currency, balanceAfter)))),
      ).toBe(`${text}\r\n`);
    },
  );

  it.each([
    ["JPY", "2500.5", { code: "amount_invalid" }],
    ["JPY", "99", { code: "below_minimum", minimum: 100n }],
    ["JPY", "100001", { code: "above_maximum", maximum: 100_000n }],
    ["KWD", "12.3456", { code: "amount_invalid" }],
    ["KWD", "0.249", { code: "below_minimum", minimum: 250n }],
    ["KWD", "250.001", { code: "above_maximum", maximum: 250_000n }],
    ["BTC", "0.0001", { code: "currency_not_offered", currency: "BTC" }],
  ] as const)("refuses %s %s", async (currency, typed, refusal) => {
    expect(await put(await playerIn(currency), typed)).toEqual({ ok: false, refusal });
  });

  it("suggests amounts of the currency, and offers nothing where it is not offered", async () => {
    expect((await depositOffer(await playerIn("JPY")))?.suggestions.slice(0, 2)).toEqual([2_000n, 5_000n]);
    expect((await depositOffer(await playerIn("KWD")))?.suggestions.slice(0, 2)).toEqual([5_000n, 12_500n]);
    expect(await depositOffer(await playerIn("BTC"))).toBeNull();
  });
});

describe("statement", () => {
  const all: StatementFilter = { codes: null, from: null, to: null, before: null };

  it("pages through every line once, newest first, and filters", async () => {
    const ctx = await newPlayer();
    for (let n = 1; n <= 7; n += 1) await put(ctx, String(n));
    await transfer([
      {
        id: crypto.randomUUID(),
        debit: await accountFor("player_cash", ctx.playerId, "EUR"),
        credit: await accountFor("adjustments", null, "EUR"),
        amount: money("EUR", 300n),
        code: "adjustment",
        reference: "goodwill",
      },
    ]);
    const seen: bigint[] = [];
    let before: string | null = null;
    do {
      const page = await statement(ctx, { ...all, before }, "UTC", 3);
      seen.push(...page.lines.map(({ amount }) => amount));
      before = page.next;
    } while (before !== null);
    expect(seen).toEqual([-300n, 700n, 600n, 500n, 400n, 300n, 200n, 100n]);

    const adjustments = await statement(ctx, { ...all, codes: codesOf("adjustments") }, "UTC");
    expect(adjustments.lines).toMatchObject([
      { amount: -300n, balanceAfter: 2_500n, reference: { kind: "other", text: "goodwill" } },
    ]);
    const deposits = await statement(ctx, { ...all, codes: codesOf("deposits") }, "UTC");
    expect(deposits.lines).toHaveLength(7);
    expect(deposits.lines[0]?.reference.kind).toBe("deposit");

    const exported: bigint[] = [];
    for await (const lines of statementBatches(ctx, all, "UTC"))
      exported.push(...lines.map(({ amount }) => amount));
    expect(exported).toEqual(seen);
  });

  it("shows a day as the player's calendar has it", async () => {
    const ctx = await newPlayer();
    await put(ctx, "10");
    const today = new Date().toISOString().slice(0, 10);
    expect((await statement(ctx, { ...all, from: today, to: today }, "UTC")).lines).toHaveLength(1);
    expect((await statement(ctx, { ...all, to: "2020-01-01" }, "UTC")).lines).toHaveLength(0);
  });

  it("is nobody else's", async () => {
    await put(await newPlayer(), "10");
    expect((await statement(await newPlayer(), all, "UTC")).lines).toEqual([]);
  });
});
