import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { verifyAudit } from "#lib/audit/index.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { placeBet, refusalsWritten, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { decideThreeWay, makeNextEvent, makePlayer, makeStaff, threeWay } from "#lib/sportsbook/testing.ts";
import { expirePrices, tradingCommands } from "./index.ts";

const { setPrice, releasePrice, setMargin, setMarketStatus, setDefaults } = tradingCommands;

let database: TestDatabase;
let trader: { staffId: string; sessionId: string };
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
  trader = await makeStaff();
});
afterAll(async () => {
  await refusalsWritten();
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyAudit()).broken).toEqual([]);
});

const market = async (marketId: string) => {
  const found = await rows<{
    key: string;
    odds: bigint;
    feed: bigint | null;
    status: number;
    version: bigint;
  }>(
    `select o.key, o.odds, o.feed_odds as feed, m.status, m.version from market m join outcome o on o.market_id = m.id
      where m.id = $1 order by o.position`,
    [marketId],
  );
  return {
    odds: found.map(({ odds }) => odds),
    feed: found.map(({ feed }) => feed),
    status: found[0]?.status,
    version: found[0]?.version,
  };
};

const manual = (marketId: string, odds: bigint, more: Partial<Parameters<typeof setPrice>[1]> = {}) =>
  setPrice(trader, { marketId, outcomeKey: "home", odds, minutes: null, version: 0, ...more });

const bet = (playerId: string, marketId: string, odds: bigint) =>
  placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake: "1.00",
      legs: [{ marketId, outcomeKey: "home", odds }],
      oddsChoice: "none",
    },
  );

describe("a trader's price", () => {
  it("is offered at once, so that a bet on the price before is refused, and is in the audit trail", async () => {
    const { marketId } = await makeNextEvent();
    const player = await makePlayer(10_000n);
    const before = await market(marketId);
    expect(await manual(marketId, 19_000n)).toEqual({ ok: true, value: { version: 1 } });
    const now = await market(marketId);
    expect(now).toMatchObject({ odds: [19_000n, 35_000n, 40_000n], feed: [20_000n, null, null], status: 1 });
    expect(now.version ?? 0n).toBeGreaterThan(before.version ?? 0n);
    expect(await bet(player, marketId, 20_000n)).toMatchObject({
      ok: false,
      refusal: { code: "odds_changed" },
    });
    expect(await bet(player, marketId, 19_000n)).toMatchObject({ ok: true });
    const [entry] = await rows<{ action: string; before: unknown; after: unknown }>(
      "select action, before, after from audit_entry where subject = $1",
      [`market:${marketId}`],
    );
    expect(entry).toMatchObject({
      action: "market.set_price",
      before: { version: 0, outcomes: { home: { odds: "20000", manual: null } } },
      after: { version: 1, outcomes: { home: { odds: "19000", manual: "19000" } } },
    });
  });

  it("stands while the feed moves, and returns to the feed's newest price when it is released", async () => {
    const { eventId, marketId } = await makeNextEvent();
    await manual(marketId, 19_000n);
    await applyBook([{ eventId, markets: [threeWay(eventId, [21_000n, 34_000n, 38_000n])] }]);
    expect((await market(marketId)).odds).toEqual([19_000n, 34_000n, 38_000n]);
    expect(await releasePrice(trader, { marketId, outcomeKey: "home", version: 1 })).toEqual({
      ok: true,
      value: { version: 2 },
    });
    expect(await market(marketId)).toMatchObject({
      odds: [21_000n, 34_000n, 38_000n],
      feed: [null, null, null],
    });
    expect(await releasePrice(trader, { marketId, outcomeKey: null, version: 2 })).toMatchObject({
      refusal: { code: "no_manual_price" },
    });
  });

  it("is refused where it makes a book under 100 %, changes nothing then, and is taken when that is confirmed", async () => {
    const { marketId } = await makeNextEvent();
    const before = await market(marketId);
    const refused = await manual(marketId, 25_000n);
    expect(refused).toMatchObject({ refusal: { code: "book_below_fair" } });
    expect(!refused.ok && "margin" in refused.refusal && refused.refusal.margin).toBeCloseTo(
      0.4 + 1 / 3.5 + 0.25 - 1,
      6,
    );
    expect(await market(marketId)).toEqual(before);
    expect(await manual(marketId, 25_000n, { belowFair: true })).toMatchObject({ ok: true });
    expect((await market(marketId)).odds[0]).toBe(25_000n);
  });

  it("suspends the market when the feed moves the book under 100 %, until the prices move back or it is released", async () => {
    const { eventId, marketId } = await makeNextEvent();
    await manual(marketId, 20_200n);
    const drifted = threeWay(eventId, [15_000n, 60_000n, 90_000n]);
    await applyBook([{ eventId, markets: [drifted] }]);
    expect(await market(marketId)).toMatchObject({ status: -1, odds: [20_200n, 60_000n, 90_000n] });
    expect(await bet(await makePlayer(1_000n), marketId, 20_200n)).toMatchObject({ ok: false });
    await applyBook([{ eventId, markets: [threeWay(eventId)] }]);
    expect((await market(marketId)).status).toBe(1);
    await applyBook([{ eventId, markets: [drifted] }]);
    await releasePrice(trader, { marketId, outcomeKey: "home", version: 1 });
    expect(await market(marketId)).toMatchObject({ status: 1, odds: [15_000n, 60_000n, 90_000n] });
  });

  it.each([
    ["of another market", { marketId: "nothing" }, "unknown_market"],
    ["of another outcome", { outcomeKey: "nobody" }, "unknown_outcome"],
    ["off the ladder", { odds: 20_150n }, "off_ladder"],
    ["on settings that have changed", { version: 4 }, "control_changed"],
  ])("%s is refused", async (_, more, code) => {
    const { marketId } = await makeNextEvent();
    expect(await manual(marketId, 19_000n, more)).toMatchObject({ ok: false, refusal: { code } });
    expect((await market(marketId)).odds[0]).toBe(20_000n);
  });

  it("is refused on what is decided or not offered, and opens nothing", async () => {
    const { eventId, marketId } = await makeNextEvent();
    const [home, draw, away] = threeWay(eventId).outcomes;
    if (!home || !draw || !away) throw new Error("no outcomes");
    const closed = { ...threeWay(eventId), outcomes: [{ ...home, active: false }, draw, away] };
    await applyBook([{ eventId, markets: [closed] }]);
    expect(await manual(marketId, 19_000n)).toMatchObject({ refusal: { code: "outcome_not_offered" } });
    await applyBook([{ eventId, markets: [threeWay(eventId)] }]);
    await applyBook([
      {
        eventId,
        results: [
          {
            marketId,
            certainty: 1,
            cancelled: false,
            outcomes: [{ key: "home", result: 0, voidFactor: null, deadHeatFactor: null }],
          },
        ],
      },
    ]);
    expect(await manual(marketId, 19_000n)).toMatchObject({ refusal: { code: "outcome_decided" } });
    await decideThreeWay(eventId, "draw");
    expect(await manual(marketId, 19_000n, { outcomeKey: "draw" })).toMatchObject({
      refusal: { code: "market_closed" },
    });
  });

  it("of two traders at once: one is taken, and the other is told that something has changed", async () => {
    const { marketId } = await makeNextEvent();
    const other = await makeStaff("Other");
    const answers = await Promise.all(
      ([trader, other] as const).map((who, nth) =>
        setPrice(who, {
          marketId,
          outcomeKey: "home",
          odds: nth === 0 ? 19_000n : 18_000n,
          minutes: null,
          version: 0,
        }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: "control_changed" } });
    expect(answers[0]?.ok ? 19_000n : 18_000n).toBe((await market(marketId)).odds[0]);
  });

  it("races the feed and bets: whatever comes last, the market has the trader's price", async () => {
    const { eventId, marketId } = await makeNextEvent();
    const player = await makePlayer(100_000n);
    const feed = Array.from(
      { length: 20 },
      (_, n) => () =>
        applyBook([
          { eventId, markets: [threeWay(eventId, [20_000n + BigInt(n % 3) * 200n, 34_000n, 38_000n])] },
        ]),
    );
    const bets = Array.from({ length: 10 }, () => () => bet(player, marketId, 19_000n));
    const [taken] = await Promise.all([
      manual(marketId, 19_000n),
      ...[...feed, ...bets].map((work) => work()),
    ]);
    expect(taken).toMatchObject({ ok: true });
    expect((await market(marketId)).odds[0]).toBe(19_000n);
  });

  it("ends with its time: by the feed's next price, and by the sweep where the feed is quiet", async () => {
    const [moved, quiet] = [await makeNextEvent(), await makeNextEvent()];
    for (const { marketId } of [moved, quiet]) await manual(marketId, 19_000n, { minutes: 1 });
    expect(await expirePrices()).toBe(0);
    await ownerRows(
      "update price_control set expires_at = clock_timestamp() where released_at is null and expires_at is not null",
    );
    const price = { eventId: moved.eventId, markets: [threeWay(moved.eventId, [21_000n, 34_000n, 38_000n])] };
    await applyBook([price]);
    expect((await market(moved.marketId)).odds[0]).toBe(21_000n);
    expect((await market(quiet.marketId)).odds[0]).toBe(19_000n);
    const ended = await Promise.all([expirePrices(), expirePrices()]);
    expect(ended.reduce((all, each) => all + each)).toBe(2);
    expect(await market(quiet.marketId)).toMatchObject({
      odds: [20_000n, 35_000n, 40_000n],
      feed: [null, null, null],
    });
    // The settings have moved on: what a trader sees on an old page is not acted on.
    expect(await manual(quiet.marketId, 18_000n, { version: 1 })).toMatchObject({
      refusal: { code: "control_changed" },
    });
    expect(await manual(quiet.marketId, 18_000n, { version: 2 })).toMatchObject({ ok: true });
  });
});

describe("a market's margin", () => {
  it("is laid over the fair prices at once and on what the feed sends, below manual prices", async () => {
    const { eventId, marketId } = await makeNextEvent();
    const margin = { method: "multiplicative", overroundBp: 11_000 } as const;
    expect(await setMargin(trader, { marketId, margin, version: 0 })).toMatchObject({ ok: true });
    // 1 / (0.48 × 1.1), 1 / (0.27 × 1.1), 1 / (0.25 × 1.1), down to the ladder.
    expect(await market(marketId)).toMatchObject({
      odds: [18_900n, 33_600n, 36_200n],
      feed: [20_000n, 35_000n, 40_000n],
    });
    await manual(marketId, 19_500n, { version: 1 });
    await applyBook([{ eventId, markets: [threeWay(eventId, [21_000n, 35_000n, 40_000n])] }]);
    expect((await market(marketId)).odds).toEqual([19_500n, 33_600n, 36_200n]);
    expect(await setMargin(trader, { marketId, margin: null, version: 2 })).toMatchObject({ ok: true });
    expect((await market(marketId)).odds).toEqual([19_500n, 35_000n, 40_000n]);
  });

  it("is refused where the feed tells no probabilities", async () => {
    const { eventId, marketId } = await makeNextEvent();
    const bare = threeWay(eventId);
    const outcomes = bare.outcomes.map((outcome) => ({ ...outcome, probability: null }));
    await applyBook([{ eventId, markets: [{ ...bare, outcomes }] }]);
    expect(
      await setMargin(trader, { marketId, margin: { method: "power", overroundBp: 12_000 }, version: 0 }),
    ).toMatchObject({ refusal: { code: "no_fair_prices" } });
  });
});

describe("a market that is off", () => {
  it("takes no bet, whatever the feed sends, and comes back as the feed has it", async () => {
    const { eventId, marketId } = await makeNextEvent();
    expect(await setMarketStatus(trader, { marketId, on: false, version: 0 })).toMatchObject({ ok: true });
    expect((await market(marketId)).status).toBe(0);
    await applyBook([{ eventId, markets: [threeWay(eventId, [21_000n, 34_000n, 38_000n])] }]);
    expect((await market(marketId)).status).toBe(0);
    expect(await bet(await makePlayer(1_000n), marketId, 21_000n)).toMatchObject({ ok: false });
    // The feed stops it meanwhile: switching it on does not open it.
    await applyBook([{ eventId, stops: [{ marketId, status: -1 }] }]);
    await setMarketStatus(trader, { marketId, on: null, version: 1 });
    expect(await market(marketId)).toMatchObject({ status: -1, odds: [21_000n, 34_000n, 38_000n] });
  });

  it("is settled all the same, and a rollback leaves it suspended until the feed offers it", async () => {
    const { eventId, marketId } = await makeNextEvent();
    await setMarketStatus(trader, { marketId, on: false, version: 0 });
    await decideThreeWay(eventId, "home");
    expect((await market(marketId)).status).toBe(-3);
    await applyBook([{ eventId, corrections: [{ marketId, kind: "rollback_result" }] }]);
    await setMarketStatus(trader, { marketId, on: null, version: 1 });
    expect((await market(marketId)).status).toBe(-1);
  });
});

describe("the settings of a competition", () => {
  it("apply to its open markets at once, and to those that come, below a market's own", async () => {
    const [first, own] = [await makeNextEvent(), await makeNextEvent()];
    await setMargin(trader, {
      marketId: own.marketId,
      margin: { method: "multiplicative", overroundBp: 12_000 },
      version: 0,
    });
    const [before] = [(await market(own.marketId)).odds];
    const defaults = {
      competitionId: "test",
      marketType: "1x2",
      margin: { method: "multiplicative", overroundBp: 11_000 },
      off: false,
    } as const;
    expect(await setDefaults(trader, { ...defaults, version: 0 })).toEqual({
      ok: true,
      value: { version: 1 },
    });
    expect((await market(first.marketId)).odds).toEqual([18_900n, 33_600n, 36_200n]);
    expect((await market(own.marketId)).odds).toEqual(before);
    expect((await market((await makeNextEvent()).marketId)).odds).toEqual([18_900n, 33_600n, 36_200n]);
    expect(await setDefaults(trader, { ...defaults, version: 0 })).toMatchObject({
      refusal: { code: "control_changed" },
    });
    expect(await setDefaults(trader, { ...defaults, margin: null, off: true, version: 1 })).toMatchObject({
      ok: true,
    });
    expect((await market(first.marketId)).status).toBe(0);
    expect(await setDefaults(trader, { ...defaults, margin: null, version: 2 })).toMatchObject({ ok: true });
    expect(await market(first.marketId)).toMatchObject({ status: 1, odds: [20_000n, 35_000n, 40_000n] });
    expect(await setDefaults(trader, { ...defaults, competitionId: "none", version: 0 })).toMatchObject({
      refusal: { code: "unknown_competition" },
    });
  });
});
