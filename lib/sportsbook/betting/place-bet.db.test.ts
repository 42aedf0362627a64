import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { applyBook, setSuspension } from "#lib/sportsbook/markets/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { decideThreeWay, makeNextEvent, makePlayer, threeWay } from "#lib/sportsbook/testing.ts";
import {
  betView,
  decideBet,
  placeBet,
  playerBets,
  readRecord,
  refusalsWritten,
  replayBet,
  SlipInput,
  seedPolicy,
} from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
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
const available = async (playerId: string) => (await playerBalance(playerId, "EUR")).available;

const slip = (marketIds: string[], overrides: Partial<SlipInput> = {}): SlipInput => ({
  idempotencyKey: crypto.randomUUID(),
  stake: "10.00",
  legs: marketIds.map((marketId) => ({ marketId, outcomeKey: "home", odds: 20_000n })),
  oddsChoice: "none",
  ...overrides,
});

describe("placing", () => {
  it.each([
    ["JPY", "2500", 2_500n, 4_875n],
    ["KWD", "1.235", 1_235n, 2_408n],
  ] as const)("takes, stores and pays a bet in %s", async (currency, stake, minor, pays) => {
    const { eventId, marketId } = await makeNextEvent();
    await applyBook([{ eventId, markets: [threeWay(eventId, [19_500n, 35_000n, 40_000n])] }]);
    const player = await makePlayer(10_000n, currency);
    const placed = await placeBet(at(player), slip([marketId], { stake, oddsChoice: "any" }));
    expect(placed).toMatchObject({ ok: true, value: { currency, stake: minor, potentialReturn: pays } });
    expect((await playerBalance(player, currency)).available).toBe(10_000n - minor);
    await decideThreeWay(eventId, "home");
    await settleMarket(marketId);
    const { bets } = await playerBets(player, { status: "settled" });
    expect(bets).toMatchObject([{ currency, stake: minor, returned: pays }]);
    expect((await playerBalance(player, currency)).available).toBe(10_000n - minor + pays);
  });

  it("refuses a currency without limits, and the decision can be made again", async () => {
    const { marketId } = await makeNextEvent();
    const player = await makePlayer(10n ** 9n, "BTC");
    const refusal = { code: "currency_not_offered", currency: "BTC" };
    expect(await placeBet(at(player), slip([marketId], { stake: "0.001" }))).toEqual({ ok: false, refusal });
    await refusalsWritten();
    const [kept] = await rows<{ id: string }>("select id from bet_refusal where player_id = $1", [player]);
    expect(await replayBet(kept?.id as string)).toMatchObject([{ same: true, again: { refusal } }]);
  });

  it("takes the stake, keeps the price and answers with a receipt", async () => {
    const { marketId } = await makeNextEvent();
    const player = await makePlayer(5_000n);
    const placed = await placeBet(at(player), slip([marketId]));
    expect(placed).toMatchObject({
      ok: true,
      value: { stake: 1_000n, odds: 20_000n, potentialReturn: 2_000n, repeated: false },
    });
    expect(await available(player)).toBe(4_000n);
    const page = await playerBets(player, { status: "open" });
    expect(page.bets).toHaveLength(1);
    expect(placed).toMatchObject({ value: { placedAt: page.bets[0]?.placedAt } });
  });

  it("accepts exactly ten of two hundred parallel bets on a balance for ten", async () => {
    const { marketId } = await makeNextEvent();
    const player = await makePlayer(10_000n);
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => placeBet(at(player), slip([marketId]))),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(10);
    expect(new Set(answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code])))).toEqual(
      new Set(["insufficient_funds"]),
    );
    expect(await available(player)).toBe(0n);
  });

  it("makes one bet of one key sent a hundred times, and refuses the key for another slip", async () => {
    const { marketId } = await makeNextEvent();
    const player = await makePlayer(50_000n);
    const input = slip([marketId]);
    const answers = await Promise.all(Array.from({ length: 100 }, () => placeBet(at(player), input)));
    expect(new Set(answers.map((answer) => answer.ok && answer.value.id)).size).toBe(1);
    expect(
      answers.filter((answer) => answer.ok && "repeated" in answer.value && !answer.value.repeated),
    ).toHaveLength(1);
    expect(await available(player)).toBe(49_000n);
    expect(await placeBet(at(player), { ...input, stake: "11.00" })).toEqual({
      ok: false,
      refusal: { code: "key_reused" },
    });
  });

  it("reads a key in other letter case as the same key, and stores no other form", async () => {
    const { marketId } = await makeNextEvent();
    const player = await makePlayer(5_000n);
    const input = slip([marketId]);
    const loud = { ...input, idempotencyKey: input.idempotencyKey.toUpperCase() };
    const read = ({ legs, ...rest }: SlipInput) =>
      SlipInput.parse({ ...rest, legs: legs.map((leg) => ({ ...leg, odds: leg.odds.toString() })) });
    const [first, second] = [await placeBet(at(player), read(input)), await placeBet(at(player), read(loud))];
    expect(second).toMatchObject({ ok: true, value: { id: first.ok && first.value.id, repeated: true } });
    await expect(placeBet(at(player), loud)).rejects.toMatchObject({ code: "23514" });
    expect(await available(player)).toBe(4_000n);
  });

  it("answers a retry with the bet even when the market has closed since", async () => {
    const { eventId, marketId } = await makeNextEvent();
    const player = await makePlayer(5_000n);
    const input = slip([marketId]);
    const first = await placeBet(at(player), input);
    await decideThreeWay(eventId, "draw");
    const second = await placeBet(at(player), input);
    expect(second).toMatchObject({ ok: true, value: { id: first.ok && first.value.id, repeated: true } });
    await settleMarket(marketId);
  });
});

describe("refusing", () => {
  it("takes worse odds only as the player chose, and better ones whatever the choice", async () => {
    const { eventId, marketId } = await makeNextEvent();
    const player = await makePlayer(50_000n);
    await applyBook([{ eventId, markets: [threeWay(eventId, [19_000n, 35_000n, 40_000n])] }]);
    const lower = slip([marketId]);
    expect(await placeBet(at(player), lower)).toEqual({
      ok: false,
      refusal: { code: "odds_changed", legs: [{ marketId, outcomeKey: "home", was: 20_000n, now: 19_000n }] },
    });
    expect((await placeBet(at(player), slip([marketId], { oddsChoice: "higher" }))).ok).toBe(false);
    expect(await placeBet(at(player), slip([marketId], { oddsChoice: "any" }))).toMatchObject({
      ok: true,
      value: { odds: 19_000n },
    });
    await applyBook([{ eventId, markets: [threeWay(eventId, [21_000n, 35_000n, 40_000n])] }]);
    for (const oddsChoice of ["none", "higher", "any"] as const)
      expect(await placeBet(at(player), slip([marketId], { oddsChoice }))).toMatchObject({
        ok: true,
        value: { odds: 21_000n },
      });
    expect(await available(player)).toBe(46_000n);
  });

  it.each([
    ["event", "feed", "goal"],
    ["market", "staff", "price_check"],
    ["sport", "staff", "kill_switch"],
    ["provider", "provider", "feed_down"],
    ["all", "staff", "kill_switch"],
  ] as const)(
    "names why a %s is suspended, and takes bets again when it is lifted",
    async (scope, source, reason) => {
      const { eventId, marketId } = await makeNextEvent();
      const player = await makePlayer(5_000n);
      const id = { event: eventId, market: marketId, sport: "football", provider: "test", all: "" }[scope];
      const where = scope === "all" ? ({ scope } as const) : { scope, id };
      await setSuspension({ where, source, on: true, reason });
      expect(await placeBet(at(player), slip([marketId]))).toEqual({
        ok: false,
        refusal: { code: "market_suspended", marketId, outcomeKey: "home", reason: `${source}:${reason}` },
      });
      await setSuspension({ where, source, on: false, reason });
      expect((await placeBet(at(player), slip([marketId]))).ok).toBe(true);
    },
  );

  it.each([
    ["-1", "stake_invalid"],
    ["0", "stake_invalid"],
    ["1e3", "stake_invalid"],
    ["NaN", "stake_invalid"],
    ["9223372036854775808", "stake_invalid"],
    ["1.005", "stake_invalid"],
    ["0.05", "stake_below_minimum"],
    ["5000.01", "stake_above_limit"],
  ])("refuses a stake of %s: %s", async (stake, code) => {
    const { marketId } = await makeNextEvent();
    const player = await makePlayer(1_000_000n);
    expect(await placeBet(at(player), slip([marketId], { stake }))).toMatchObject({
      ok: false,
      refusal: { code },
    });
  });

  it("does not combine legs of one match", async () => {
    const { marketId } = await makeNextEvent();
    const player = await makePlayer(5_000n);
    const legs = ["home", "draw"].map((outcomeKey) => ({ marketId, outcomeKey, odds: 20_000n }));
    expect(await placeBet(at(player), slip([marketId], { legs, oddsChoice: "any" }))).toMatchObject({
      ok: false,
      refusal: { code: "legs_not_combinable", reason: "same_market" },
    });
  });

  it("stops at the liability limit of an outcome and says what would still fit", async () => {
    const { marketId } = await makeNextEvent();
    const players = await Promise.all(Array.from({ length: 25 }, () => makePlayer(500_000n)));
    const answers = [];
    for (const player of players)
      answers.push(await placeBet(at(player), slip([marketId], { stake: "5000" })));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(20);
    expect(answers.at(-1)).toMatchObject({ ok: false, refusal: { code: "risk_limit", maximumStake: 0n } });
  });

  it("bars staff, suspended players and unknown sessions", async () => {
    const { marketId } = await makeNextEvent();
    const player = await makePlayer(5_000n);
    expect(await placeBet({ playerId: player, sessionId: crypto.randomUUID() }, slip([marketId]))).toEqual({
      ok: false,
      refusal: { code: "player_barred" },
    });
    await ownerRows("update player set status = 'suspended' where id = $1", [player]);
    expect(await placeBet(at(player), slip([marketId]))).toEqual({
      ok: false,
      refusal: { code: "player_barred" },
    });
  });

  it("keeps refusals with what the decision read", async () => {
    const { marketId } = await makeNextEvent();
    const player = await makePlayer(10n);
    await placeBet(at(player), slip([marketId]));
    await refusalsWritten();
    expect(
      await rows(
        "select code, decision->'player'->>'available' as available from bet_refusal where player_id = $1",
        [player],
      ),
    ).toEqual([{ code: "insufficient_funds", available: "10" }]);
  });
});

describe("settling", () => {
  it("pays an accumulator exactly, rounded down once", async () => {
    const made = await Promise.all([makeNextEvent(), makeNextEvent(), makeNextEvent()]);
    const player = await makePlayer(1_000n);
    for (const { eventId } of made) {
      await applyBook([{ eventId, markets: [threeWay(eventId, [13_333n, 35_000n, 40_000n])] }]);
    }
    const placed = await placeBet(
      at(player),
      slip(
        made.map((event) => event.marketId),
        { stake: "9.99", oddsChoice: "any" },
      ),
    );
    expect(placed).toMatchObject({ ok: true, value: { potentialReturn: 2_367n } });
    for (const { eventId, marketId } of made) {
      await decideThreeWay(eventId, "home");
      await Promise.all([settleMarket(marketId), settleMarket(marketId)]);
    }
    expect(await available(player)).toBe(1n + 2_367n);
    const bet = placed.ok ? await betView(placed.value.id) : null;
    expect(bet).toMatchObject({ status: "settled", result: "won", returned: 2_367n });
  });

  it("settles a loss at the first lost leg, a void leg at odds 1, and refunds when all are void", async () => {
    const [a, b, c] = await Promise.all([makeNextEvent(), makeNextEvent(), makeNextEvent()]);
    const player = await makePlayer(10_000n);
    await placeBet(at(player), slip([a.marketId, b.marketId]));
    await placeBet(at(player), slip([b.marketId, c.marketId]));
    await placeBet(at(player), slip([c.marketId]));
    await decideThreeWay(a.eventId, "away");
    await settleMarket(a.marketId);
    expect((await playerBets(player, { status: "settled" })).bets.map((bet) => bet.result)).toEqual(["lost"]);
    await decideThreeWay(c.eventId, "void");
    await settleMarket(c.marketId);
    expect(await available(player)).toBe(8_000n);
    await decideThreeWay(b.eventId, "home");
    await settleMarket(b.marketId);
    expect(await available(player)).toBe(10_000n);
    expect((await playerBets(player, { status: "open" })).bets).toEqual([]);
  });
});

describe("the record", () => {
  it("decides every accepted bet again with the same answer", async () => {
    const made = await Promise.all([makeNextEvent(), makeNextEvent()]);
    const player = await makePlayer(10_000n);
    await placeBet(at(player), slip(made.map((event) => event.marketId)));
    const bets = await rows<{ decision: never; odds: bigint; potential_return: bigint; rules: unknown }>(
      `select b.decision, b.odds, b.potential_return, p.rules
         from bet b join betting_policy p on p.version = (b.decision->>'policyVersion')::int`,
    );
    expect(bets.length).toBeGreaterThan(10);
    for (const bet of bets) {
      const { slip: input, snapshot, nowMs } = readRecord(bet.decision, bet.rules);
      expect(decideBet(input, snapshot, nowMs)).toMatchObject({
        ok: true,
        value: { odds: bet.odds, potentialReturn: { minor: bet.potential_return } },
      });
    }
  });
});

describe("races", () => {
  it("never accepts a bet on a market after its suspension was committed, nor at a price that is gone", async () => {
    const { eventId, marketId } = await makeNextEvent();
    const players = await Promise.all(Array.from({ length: 40 }, () => makePlayer(100_000n)));
    let over = false;
    const storm = (async () => {
      for (let round = 0; round < 30; round += 1) {
        await applyBook([
          { eventId, markets: [threeWay(eventId, [20_000n + BigInt(round) * 100n, 35_000n, 40_000n])] },
        ]);
        await setSuspension({
          where: { scope: "event", id: eventId },
          source: "staff",
          on: true,
          reason: "race",
        });
        await setSuspension({
          where: { scope: "event", id: eventId },
          source: "staff",
          on: false,
          reason: "race",
        });
      }
      over = true;
    })();
    const once = (player: string) =>
      placeBet(at(player), slip([marketId], { oddsChoice: "any", stake: "1" }));
    const answers = await Promise.all(
      players.map(async (player) => {
        const mine = [];
        while (!over) mine.push(await once(player));
        mine.push(await once(player));
        return mine;
      }),
    );
    await storm;
    expect(answers.every((mine) => mine.at(-1)?.ok)).toBe(true);
    const wrong = await rows(
      `select b.id from bet b join bet_leg l on l.bet_id = b.id
        where l.market_id = $1
          and (exists (select from suspension s where s.scope = 'event' and s.scope_id = l.event_id
                        and s.at < b.placed_at and b.placed_at < s.lifted_at)
            or not exists (select from price_history h where h.market_id = l.market_id and h.version = l.market_version
                              and (h.prices->>l.outcome_key)::bigint = l.odds))`,
      [marketId],
    );
    expect(wrong).toEqual([]);
  });
});
