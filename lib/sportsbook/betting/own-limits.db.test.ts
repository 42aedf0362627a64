import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { playerCommands } from "#lib/players/index.ts";
import type { LimitPeriod } from "#lib/players/schema.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { decideThreeWay, makeNextEvent, makePlayer, makeSession } from "#lib/sportsbook/testing.ts";
import { betLimitUse, placeBet, refusalsWritten, replayBet, resolvePendingBet, seedPolicy } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 60_000 });
});
afterAll(async () => {
  await refusalsWritten();
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyInvariants()).filter((report) => report.violations.length > 0)).toEqual([]);
});

const at = (playerId: string) => ({ playerId, sessionId: null });

const bet = (playerId: string, marketId: string, stake: string, outcomeKey = "home") =>
  placeBet(at(playerId), {
    idempotencyKey: crypto.randomUUID(),
    stake,
    legs: [{ marketId, outcomeKey, odds: 20_000n }],
    oddsChoice: "any",
  });

const limit = async (
  playerId: string,
  kind: "stake" | "loss",
  amount: string,
  period: LimitPeriod = "day",
): Promise<void> => {
  const actor = { playerId, sessionId: await makeSession(playerId), currency: "EUR" as const };
  const answer = await playerCommands.setLimitCommand(actor, { kind, period, amount });
  expect(answer).toMatchObject({ ok: true });
};

const usedOf = async (playerId: string) => (await betLimitUse(playerId)).map(({ used }) => used);

/** Lets the delay of the player's pending bets be over, without waiting for it. */
const passDelay = (playerId: string) =>
  database.asOwner(
    `update pending_bet set received_at = received_at - interval '2 minutes', due_at = due_at - interval '2 minutes'
      where player_id = $1 and ended_at is null`,
    [playerId],
  );

const usedEvents = async (playerId: string) =>
  (await rows("select 1 from outbox where kind = 'limit.used' and payload->>'playerId' = $1", [playerId]))
    .length;

describe("a stake limit", () => {
  it("is passed by none of a hundred bets at once", async () => {
    const player = await makePlayer(100_000n);
    const events = await Promise.all(Array.from({ length: 20 }, () => makeNextEvent({ running: false })));
    await limit(player, "stake", "55");
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => bet(player, events[n % 20]?.marketId as string, "10")),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
    for (const answer of answers.filter(({ ok }) => !ok))
      expect(["limit_reached", "too_busy"]).toContain(answer.ok ? "" : answer.refusal.code);
    expect((await playerBalance(player, "EUR")).available).toBe(95_000n);
    expect(await usedOf(player)).toEqual([5_000n]);
  });

  it("says which limit, what is left and when there is more, and what it names is accepted", async () => {
    const player = await makePlayer(100_000n);
    const { marketId } = await makeNextEvent({ running: false });
    await bet(player, marketId, "4");
    await limit(player, "stake", "10");
    const refused = await bet(player, marketId, "6.01");
    expect(refused).toMatchObject({
      ok: false,
      refusal: {
        code: "limit_reached",
        limit: "stake",
        period: "day",
        amount: 1_000n,
        left: 600n,
        maximumStake: 600n,
      },
    });
    const resetsAtMs = !refused.ok && "resetsAtMs" in refused.refusal ? refused.refusal.resetsAtMs : 0;
    const hours = (resetsAtMs - Date.now()) / 3_600_000;
    expect(hours > 24 - 0.1 && hours <= 25).toBe(true);
    await refusalsWritten();
    const [kept] = await rows<{ id: string }>("select id from bet_refusal where player_id = $1", [player]);
    expect(await replayBet(kept?.id as string)).toMatchObject([{ same: true }]);
    expect(await bet(player, marketId, "6")).toMatchObject({ ok: true });
    expect(await bet(player, marketId, "1")).toMatchObject({ refusal: { code: "limit_reached", left: 0n } });
  });

  it("counts what was staked in its period before it was set, and nothing older", async () => {
    const player = await makePlayer(100_000n);
    const { marketId } = await makeNextEvent({ running: false });
    await bet(player, marketId, "30");
    await limit(player, "stake", "40");
    await limit(player, "stake", "90", "week");
    expect(await usedOf(player)).toEqual([3_000n, 3_000n]);
    await database.asOwner(
      "update ledger_flow set hour = hour - interval '25 hours' where account_id in (select id from ledger_account where owner_id = $1)",
      [player],
    );
    expect((await betLimitUse(player)).map(({ period, used }) => [period, used])).toEqual(
      expect.arrayContaining([
        ["day", 0n],
        ["week", 3_000n],
      ]),
    );
    await database.asOwner(
      "update ledger_flow set hour = hour + interval '25 hours' where account_id in (select id from ledger_account where owner_id = $1)",
      [player],
    );
  });

  it("frees the stake of a bet that is void", async () => {
    const player = await makePlayer(100_000n);
    const { eventId, marketId } = await makeNextEvent({ running: false });
    await limit(player, "stake", "10");
    await bet(player, marketId, "10");
    await decideThreeWay(eventId, "void");
    await settleMarket(marketId);
    expect(await usedOf(player)).toEqual([0n]);
    const next = await makeNextEvent({ running: false });
    expect(await bet(player, next.marketId, "10")).toMatchObject({ ok: true });
  });

  it("applies where several are set, the lowest first", async () => {
    const player = await makePlayer(100_000n);
    const { marketId } = await makeNextEvent({ running: false });
    await limit(player, "stake", "100", "day");
    await limit(player, "stake", "20", "month");
    await limit(player, "loss", "50", "week");
    expect(await bet(player, marketId, "21")).toMatchObject({
      refusal: { code: "limit_reached", limit: "stake", period: "month", left: 2_000n },
    });
  });

  it("tells when four fifths and all of it are used, once each", async () => {
    const player = await makePlayer(100_000n);
    const { marketId } = await makeNextEvent({ running: false });
    await limit(player, "stake", "10");
    await bet(player, marketId, "7.99");
    expect(await usedEvents(player)).toBe(0);
    await bet(player, marketId, "0.50");
    await bet(player, marketId, "0.50");
    expect(await usedEvents(player)).toBe(1);
    await bet(player, marketId, "1.01");
    expect(await usedEvents(player)).toBe(2);
  });
});

describe("pending bets", () => {
  it("count from their receipt: a hundred at once do not pass the limit, and each that fits is accepted in the end", async () => {
    const player = await makePlayer(100_000n);
    const events = await Promise.all(Array.from({ length: 20 }, () => makeNextEvent({ running: true })));
    await limit(player, "stake", "55");
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => bet(player, events[n % 20]?.marketId as string, "10")),
    );
    const pending = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
    expect(pending.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => "pending"));
    expect(await usedOf(player)).toEqual([5_000n]);
    await passDelay(player);
    await Promise.all(pending.map(({ id }) => resolvePendingBet(id)));
    const bets = await rows("select id from bet where player_id = $1", [player]);
    expect(bets).toHaveLength(5);
    expect(await usedOf(player)).toEqual([5_000n]);
  });

  it("are rejected at the end of their delay when the limit was lowered meanwhile, and no longer count", async () => {
    const player = await makePlayer(100_000n);
    const { marketId } = await makeNextEvent({ running: true });
    await limit(player, "stake", "50");
    const made = await bet(player, marketId, "30");
    expect(made).toMatchObject({ ok: true, value: { status: "pending" } });
    await limit(player, "stake", "20");
    await passDelay(player);
    await resolvePendingBet(made.ok ? made.value.id : "");
    expect(await rows("select code from bet_refusal where player_id = $1", [player])).toEqual([
      { code: "limit_reached" },
    ]);
    expect(await usedOf(player)).toEqual([0n]);
    expect((await playerBalance(player, "EUR")).available).toBe(100_000n);
  });
});

describe("a loss limit", () => {
  it("counts stakes less returns, and is passed by none of a hundred bets at once", async () => {
    const player = await makePlayer(100_000n);
    const won = await makeNextEvent({ running: false });
    await limit(player, "loss", "30");
    expect(await bet(player, won.marketId, "20")).toMatchObject({ ok: true });
    await decideThreeWay(won.eventId, "home");
    await settleMarket(won.marketId);
    expect(await usedOf(player)).toEqual([-2_000n]);
    const events = await Promise.all(Array.from({ length: 20 }, () => makeNextEvent({ running: false })));
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => bet(player, events[n % 20]?.marketId as string, "10")),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
    expect(await usedOf(player)).toEqual([3_000n]);
  });
});

describe("setting a limit", () => {
  it("while bets are on their way lets none through that it does not allow", async () => {
    const player = await makePlayer(100_000n);
    const events = await Promise.all(Array.from({ length: 20 }, () => makeNextEvent({ running: false })));
    const bets = Array.from({ length: 60 }, (_, n) => bet(player, events[n % 20]?.marketId as string, "10"));
    await limit(player, "stake", "0");
    const [{ count } = { count: -1 }] = await rows<{ count: number }>(
      "select count(*)::int as count from bet where player_id = $1",
      [player],
    );
    await Promise.all(bets);
    expect(await rows("select id from bet where player_id = $1", [player])).toHaveLength(count);
  });
});
