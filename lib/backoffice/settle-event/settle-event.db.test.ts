import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { betView, placeBet, refusalsWritten, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { applyBook, MARKET_STATUS, marketIdOf } from "#lib/sportsbook/markets/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { makeNextEvent, makePlayer, makeStaff } from "#lib/sportsbook/testing.ts";
import { backofficeCommands } from "../index.ts";
import type { PreviewEventSettlementInput } from "../schema.ts";

const { eventSettlementCaseQuery, previewEventSettlement, settleEvent } = backofficeCommands;

let database: TestDatabase;
let staff: { staffId: string; sessionId: string };
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
  staff = await makeStaff();
});
afterAll(async () => {
  await refusalsWritten();
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyInvariants()).filter((report) => report.violations.length > 0)).toEqual([]);
});

/** An event with a result market and both teams to score. */
const newMatch = async () => {
  const event = await makeNextEvent();
  const btts = marketIdOf(event.eventId, "both_to_score", "");
  await applyBook([
    {
      eventId: event.eventId,
      markets: [
        {
          id: btts,
          marketType: "both_to_score",
          specifiers: "",
          status: MARKET_STATUS.active,
          outcomes: [
            { key: "yes", position: 0, odds: 18_000n, probability: 0.53, active: true },
            { key: "no", position: 1, odds: 20_000n, probability: 0.47, active: true },
          ],
        },
      ],
    },
  ]);
  return { ...event, btts };
};

const bet = async (playerId: string, legs: [string, string, bigint][], stake = "10.00") => {
  const placed = await placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake,
      legs: legs.map(([marketId, outcomeKey, odds]) => ({ marketId, outcomeKey, odds })),
      oddsChoice: "any",
    },
  );
  if (!placed.ok) throw new Error(placed.refusal.code);
  return placed.value.id;
};

const result = (marketId: string, won: string[], keys: string[]) => ({
  marketId,
  action: {
    kind: "result" as const,
    outcomes: keys.map((key) => ({
      key,
      result: won.includes(key) ? ("won" as const) : ("lost" as const),
      deadHeat: null,
    })),
  },
});
const THREE = ["home", "draw", "away"];
const BOTH = ["yes", "no"];

const settled = async (eventId: string, decisions: PreviewEventSettlementInput["decisions"], more = {}) => {
  const preview = await previewEventSettlement(staff, { eventId, decisions });
  if (!preview.ok) throw new Error(preview.refusal.code);
  const answer = await settleEvent(staff, {
    eventId,
    decisions,
    reason: "feed_silent",
    note: "",
    seen: preview.value.seen,
    beforeTheEnd: true,
    ...more,
  });
  for (const { marketId } of decisions) await settleMarket(marketId);
  return { preview: preview.value, answer };
};

const cash = async (player: string) => (await playerBalance(player, "EUR")).balance;

it("proposes what a score decides, and nothing before one is typed", async () => {
  const { eventId, marketId, btts } = await newMatch();
  const untyped = await eventSettlementCaseQuery(staff, { eventId, score: null });
  expect(untyped).toMatchObject({ ok: true, value: { eventOver: false, score: null } });
  expect(untyped.ok && untyped.value.markets.every(({ suggested }) => suggested === null)).toBe(true);
  const typed = await eventSettlementCaseQuery(staff, { eventId, score: [[2, 0]] });
  const markets = typed.ok ? new Map(typed.value.markets.map((each) => [each.marketId, each])) : new Map();
  expect(markets.get(marketId)).toMatchObject({ suggested: { home: { result: 1 }, away: { result: 0 } } });
  expect(markets.get(btts)).toMatchObject({ suggested: { yes: { result: 0 }, no: { result: 1 } } });
  expect(await eventSettlementCaseQuery(staff, { eventId: "none", score: null })).toEqual({
    ok: false,
    refusal: { code: "unknown_event" },
  });
});

it("settles every market by one decision, as it was shown, and rolls all of them back", async () => {
  const { eventId, marketId, btts } = await newMatch();
  const other = await makeNextEvent();
  const player = await makePlayer(10_000n);
  const wins = await bet(player, [[marketId, "home", 20_000n]]);
  const loses = await bet(player, [[btts, "yes", 18_000n]]);
  const double = await bet(player, [
    [btts, "no", 20_000n],
    [other.marketId, "home", 20_000n],
  ]);
  const decisions = [result(marketId, ["home"], THREE), result(btts, ["no"], BOTH)];
  const { preview, answer } = await settled(eventId, decisions);
  expect(preview.base).toEqual({ paid: 2_000n, takenBack: 0n, house: 0n });
  expect(preview.effects).toMatchObject([
    { currency: "EUR", touched: 3, settled: 2, goesOn: 1, paid: 2_000n },
  ]);
  expect(answer).toMatchObject({ ok: true });
  expect(await betView(wins)).toMatchObject({ status: "settled", result: "won" });
  expect(await betView(loses)).toMatchObject({ status: "settled", result: "lost" });
  expect(await betView(double)).toMatchObject({ status: "open" });
  expect(await cash(player)).toBe(9_000n);
  expect(await rows("select action from audit_entry where subject = $1", [`event:${eventId}`])).toEqual([
    { action: "event.settle" },
  ]);

  const back = [marketId, btts].map((id) => ({ marketId: id, action: { kind: "rollback_result" as const } }));
  const rolled = await settled(eventId, back);
  expect(rolled.preview.base).toEqual({ paid: 0n, takenBack: 2_000n, house: 0n });
  expect(await betView(wins)).toMatchObject({ status: "open", result: null });
  expect(await cash(player)).toBe(7_000n);
  expect(
    await rows("select action from audit_entry where subject = $1 order by action", [`event:${eventId}`]),
  ).toEqual([{ action: "event.rollback" }, { action: "event.settle" }]);
});

it("refuses as a whole where one market would have two winners, or is another event's", async () => {
  const { eventId, marketId, btts } = await newMatch();
  const player = await makePlayer(10_000n);
  const placed = await bet(player, [[marketId, "home", 20_000n]]);
  const two = [result(marketId, ["home"], THREE), result(btts, ["yes", "no"], BOTH)];
  const refusal = { code: "market_refused", marketId: btts, why: "needs_one_winner" };
  expect(await previewEventSettlement(staff, { eventId, decisions: two })).toEqual({ ok: false, refusal });
  expect(
    await settleEvent(staff, {
      eventId,
      decisions: two,
      reason: "feed_silent",
      note: "",
      seen: "",
      beforeTheEnd: true,
    }),
  ).toEqual({ ok: false, refusal });
  const other = await makeNextEvent();
  expect(
    await previewEventSettlement(staff, { eventId, decisions: [result(other.marketId, ["home"], THREE)] }),
  ).toMatchObject({ refusal: { code: "market_refused", why: "unknown_market" } });
  await settleMarket(marketId);
  expect(await betView(placed)).toMatchObject({ status: "open" });
});

it("asks for a confirmation before the end, and for a new look after a bet in between", async () => {
  const { eventId, marketId } = await newMatch();
  const player = await makePlayer(10_000n);
  const decisions = [result(marketId, ["home"], THREE)];
  const early = await settled(eventId, decisions, { beforeTheEnd: false });
  expect(early.answer).toEqual({ ok: false, refusal: { code: "event_not_over" } });
  const preview = await previewEventSettlement(staff, { eventId, decisions });
  await bet(player, [[marketId, "home", 20_000n]]);
  const answer = await settleEvent(staff, {
    eventId,
    decisions,
    reason: "feed_silent",
    note: "",
    seen: preview.ok ? preview.value.seen : "",
    beforeTheEnd: true,
  });
  expect(answer).toMatchObject({
    ok: false,
    refusal: { code: "effect_changed", preview: { base: { paid: 2_000n } } },
  });
});

it("of two members of staff at once, one settles", async () => {
  const { eventId, marketId } = await newMatch();
  const player = await makePlayer(10_000n);
  await bet(player, [[marketId, "home", 20_000n]]);
  const other = await makeStaff();
  const preview = await previewEventSettlement(staff, {
    eventId,
    decisions: [result(marketId, ["home"], THREE)],
  });
  const seen = preview.ok ? preview.value.seen : "";
  const send = (by: typeof staff) =>
    settleEvent(by, {
      eventId,
      decisions: [result(marketId, ["home"], THREE)],
      reason: "feed_silent",
      note: "",
      seen,
      beforeTheEnd: true,
    });
  const answers = await Promise.all([send(staff), send(other)]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  await settleMarket(marketId);
  expect(await cash(player)).toBe(11_000n);
});
