import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { type PlayerContext, playerContext } from "#lib/platform/commands/context.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { limitRules, playerCommands } from "#lib/players/index.ts";
import type { LimitPeriod } from "#lib/players/schema.ts";
import { makePlayer, makeSession } from "#lib/players/testing/factory.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { deposit, depositLimitUse, depositOffer, withdraw } from "./index.ts";
import { sweepPayments } from "./payments/sweep.ts";
import { demoProvider } from "./providers/demo/index.ts";
import type { PaymentObject } from "./providers/provider.ts";
import { progressWithdrawal } from "./withdrawals/pay.ts";

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
  vi.restoreAllMocks();
  expect((await verifyInvariants()).filter((report) => report.violations.length > 0)).toEqual([]);
});

const newPlayer = async (): Promise<PlayerContext> => playerContext(await makePlayer(0n), "EUR");

const put = (ctx: PlayerContext, amount: string, idempotencyKey: string = crypto.randomUUID()) =>
  deposit(ctx, { amount, idempotencyKey });

const actorOf = async ({ playerId }: PlayerContext) => ({
  playerId,
  sessionId: await makeSession(playerId),
  currency: "EUR" as const,
});

const limit = async (
  ctx: PlayerContext,
  amount: string,
  period: LimitPeriod = "day",
  kind: "deposit" | "net_deposit" = "deposit",
): Promise<void> => {
  const answer = await playerCommands.setLimitCommand(await actorOf(ctx), { kind, period, amount });
  expect(answer).toMatchObject({ ok: true });
};

const left = async (ctx: PlayerContext) => (await depositLimitUse(ctx.playerId))[0]?.used;

describe("a deposit limit", () => {
  it("is passed by none of a hundred deposits at once", async () => {
    const ctx = await newPlayer();
    await limit(ctx, "55");
    const answers = await Promise.all(Array.from({ length: 100 }, () => put(ctx, "10")));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
    expect((await playerBalance(ctx.playerId, "EUR")).balance).toBe(5_000n);
    expect(await put(ctx, "10")).toMatchObject({
      ok: false,
      refusal: { code: "limit_reached", limit: "deposit", period: "day", amount: 5_500n, left: 500n },
    });
    expect(await depositOffer(ctx)).toMatchObject({ limit: { used: 5_000n }, suggestions: [] });
  });

  it("applies where several are set, the lowest first, and frees what is older than its period", async () => {
    const ctx = await newPlayer();
    await put(ctx, "30");
    await limit(ctx, "40", "day");
    await limit(ctx, "100", "week");
    await limit(ctx, "500", "month", "net_deposit");
    expect(await put(ctx, "10.01")).toMatchObject({ refusal: { period: "day", left: 1_000n } });
    await database.asOwner(
      "update payment set created_at = created_at - interval '24 hours 1 second' where player_id = $1",
      [ctx.playerId],
    );
    expect(await put(ctx, "40.01")).toMatchObject({ refusal: { period: "day", left: 4_000n } });
    expect(await put(ctx, "40")).toMatchObject({ ok: true });
    expect(await put(ctx, "1")).toMatchObject({ refusal: { period: "day", left: 0n } });
  });

  it("is lowered at once for deposits at the same moment", async () => {
    const ctx = await newPlayer();
    const deposits = Array.from({ length: 20 }, () => put(ctx, "10"));
    await limit(ctx, "0");
    const [{ count } = { count: -1 }] = await rows<{ count: number }>(
      "select count(*)::int as count from payment where player_id = $1",
      [ctx.playerId],
    );
    await Promise.all(deposits);
    expect(await rows("select id from payment where player_id = $1", [ctx.playerId])).toHaveLength(count);
  });

  it("publishes once that four fifths are used, and that all of it is", async () => {
    const ctx = await newPlayer();
    await limit(ctx, "100");
    for (const amount of ["79", "1", "10", "10"]) expect(await put(ctx, amount)).toMatchObject({ ok: true });
    const events = await rows(
      "select 1 from outbox where kind = 'limit.used' and payload->>'playerId' = $1",
      [ctx.playerId],
    );
    expect(events).toHaveLength(2);
  });
});

describe("a limit on net deposits", () => {
  const out = async (ctx: PlayerContext, amount: string): Promise<string> => {
    const made = await withdraw(ctx, { amount, idempotencyKey: crypto.randomUUID(), method: "play_money" });
    if (!made.ok) throw new Error(made.refusal.code);
    await progressWithdrawal(made.value.id);
    return made.value.id;
  };

  it("has room again for what was deposited and withdrawn", async () => {
    const ctx = await newPlayer();
    await limit(ctx, "50", "day", "net_deposit");
    await put(ctx, "50");
    expect(await put(ctx, "10")).toMatchObject({
      refusal: { code: "limit_reached", limit: "net_deposit", left: 0n },
    });
    await out(ctx, "20");
    expect(await left(ctx)).toBe(3_000n);
    expect(await put(ctx, "20.01")).toMatchObject({ refusal: { code: "limit_reached", left: 2_000n } });
    expect(await put(ctx, "20")).toMatchObject({ ok: true });
  });

  it("has no more room for winnings that were withdrawn before", async () => {
    const ctx = playerContext(await makePlayer(30_000n), "EUR");
    await limit(ctx, "50", "week", "net_deposit");
    await out(ctx, "200");
    expect(await left(ctx)).toBe(0n);
    expect(await put(ctx, "50.01")).toMatchObject({ refusal: { code: "limit_reached", left: 5_000n } });
    expect(await put(ctx, "50")).toMatchObject({ ok: true });
    expect(await put(ctx, "1")).toMatchObject({ refusal: { code: "limit_reached", left: 0n } });
  });

  it("counts a withdrawal once it is paid, and gross limits count none", async () => {
    const ctx = await newPlayer();
    await limit(ctx, "50", "day", "net_deposit");
    await put(ctx, "50");
    await withdraw(ctx, { amount: "20", idempotencyKey: crypto.randomUUID(), method: "play_money" });
    expect(await left(ctx)).toBe(5_000n);
    await limit(ctx, "60", "day", "deposit");
    await out(ctx, "20");
    expect(await put(ctx, "15")).toMatchObject({
      refusal: { code: "limit_reached", limit: "deposit", left: 1_000n },
    });
  });
});

describe("a deposit that was started", () => {
  it("reserves its part of the limit until it fails", async () => {
    const ctx = await newPlayer();
    await limit(ctx, "50");
    const answers: (() => void)[] = [];
    vi.spyOn(demoProvider, "create").mockImplementation(
      ({ paymentId, playerId, amount }) =>
        new Promise((resolve) =>
          answers.push(() =>
            resolve({
              kind: "payment",
              id: `demo_${paymentId}`,
              paymentId,
              playerId,
              amount,
              currency: "EUR",
              state: "failed",
              live: false,
              reason: "declined",
              action: null,
              instrument: null,
            } satisfies PaymentObject),
          ),
        ),
    );
    const first = put(ctx, "40");
    await expect.poll(() => answers.length).toBe(1);
    expect(await put(ctx, "20")).toMatchObject({ refusal: { code: "limit_reached", left: 1_000n } });
    answers[0]?.();
    expect(await first).toEqual({ ok: false, refusal: { code: "declined", reason: "declined" } });
    expect(await left(ctx)).toBe(0n);
    expect((await playerBalance(ctx.playerId, "EUR")).balance).toBe(0n);
    vi.restoreAllMocks();
    expect(await put(ctx, "50")).toMatchObject({ ok: true });
  });

  it("goes on with its key where the provider did not answer, and moves money once", async () => {
    const ctx = await newPlayer();
    const key = crypto.randomUUID();
    vi.spyOn(demoProvider, "create").mockRejectedValueOnce(new Error("no answer"));
    await expect(put(ctx, "40", key)).rejects.toThrow("no answer");
    const answers = await Promise.all(Array.from({ length: 20 }, () => put(ctx, "40", key)));
    expect(answers.filter((answer) => answer.ok && !answer.value.repeated)).toHaveLength(1);
    expect((await playerBalance(ctx.playerId, "EUR")).balance).toBe(4_000n);
  });

  it("is given up after an hour", async () => {
    const ctx = await newPlayer();
    await limit(ctx, "50");
    vi.spyOn(demoProvider, "create").mockRejectedValueOnce(new Error("no answer"));
    await expect(put(ctx, "40")).rejects.toThrow("no answer");
    await sweepPayments();
    expect(await left(ctx)).toBe(4_000n);
    await database.asOwner(
      "update payment set created_at = created_at - interval '1 hour', changed_at = changed_at - interval '1 hour' where player_id = $1",
      [ctx.playerId],
    );
    expect(await sweepPayments()).toBe(1);
    expect(await left(ctx)).toBe(0n);
  });
});

describe("the question before the first deposit", () => {
  it("is asked until it is answered, by a limit or by none", async () => {
    const [one, other] = [await newPlayer(), await newPlayer()];
    await database.asOwner("delete from player_limit_prompt");
    expect(await limitRules(one.playerId)).toMatchObject({ missing: [], unanswered: true });
    expect(await put(one, "20")).toEqual({ ok: false, refusal: { code: "limit_choice_required" } });
    await limit(one, "50");
    expect(await limitRules(one.playerId)).toMatchObject({ unanswered: false });
    expect(await put(one, "20")).toMatchObject({ ok: true });
    await playerCommands.declineLimitsCommand(await actorOf(other), {});
    await playerCommands.declineLimitsCommand(await actorOf(other), {});
    expect(await limitRules(other.playerId)).toMatchObject({ unanswered: false });
    expect(await put(other, "20")).toMatchObject({ ok: true });
  });
});
