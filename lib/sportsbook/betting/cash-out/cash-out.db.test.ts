import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import {
  cash,
  correct,
  kinds,
  moves,
  result,
  stateOf,
  testCorrections,
} from "#lib/sportsbook/settlement/testing/corrections.ts";
import { pricedEvent } from "#lib/sportsbook/testing/priced-event.ts";
import { makeEvent, makePlayer, type TestEvent } from "#lib/sportsbook/testing.ts";
import { betHistory, cashOut, placeBet, priceCashOuts, runCashOutOrders, setAutoCashOut } from "../index.ts";
import type { SlipInput } from "../schema.ts";
import { WHOLE } from "./schema.ts";

const database = testCorrections();

type Legs = { marketId: string; outcomeKey: string; odds: bigint }[];

const place = async (playerId: string, legs: Legs, stake = "10", more: Partial<SlipInput> = {}) => {
  const placed = await placeBet(
    { playerId, sessionId: null },
    { idempotencyKey: crypto.randomUUID(), stake, legs, oddsChoice: "any", ...more },
  );
  if (!placed.ok)
    throw new Error(JSON.stringify(placed.refusal, (_, v) => (typeof v === "bigint" ? `${v}` : v)));
  return placed.value.id;
};

const offerOf = async (betId: string) => {
  const [priced] = await priceCashOuts([betId], null);
  return priced?.cashOut;
};
const amountOf = async (betId: string): Promise<bigint> => (await offerOf(betId))?.offer?.amount ?? 0n;

const take = (
  playerId: string,
  betId: string,
  amount: bigint,
  part = WHOLE,
  idempotencyKey = crypto.randomUUID(),
) => cashOut(playerId, { betId, idempotencyKey, amount, part });

const legOf = ({ marketId }: TestEvent, outcomeKey = "home", odds = 20_000n) => ({
  marketId,
  outcomeKey,
  odds,
});
const exposureOf = (marketId: string) =>
  rows<{ bets: bigint; stake: bigint; payout: bigint }>(
    "select sum(bets)::bigint as bets, sum(stake)::bigint as stake, sum(payout)::bigint as payout from market_exposure where market_id = $1",
    [marketId],
  );

/** A version of the policy in which football waits so long in play. */
const delayOf = (ms: number) =>
  ownerRows(
    `insert into betting_policy (version, rules)
     select version + 1, jsonb_set(rules, '{inPlayDelayMs,football}', $1::text::jsonb) from betting_policy order by version desc limit 1`,
    [String(ms)],
  );

describe("an offer", () => {
  it("is the stake times odds times fair probability, less the margin", async () => {
    const player = await makePlayer(10_000n);
    const event = await pricedEvent("fair");
    const { odds, probability } = event.priceOf("1x2", "", "home");
    const bet = await place(player, [event.leg("1x2", "", "home")]);
    const fair = 1_000 * (Number(odds) / 10_000) * probability;
    expect(await amountOf(bet)).toBe(BigInt(Math.floor(fair * 0.94)));
  });

  it("multiplies the events of an accumulator, and takes no margin on what is won", async () => {
    const player = await makePlayer(10_000n);
    const [first, second] = [
      await makeEvent("acca-1", { running: false }),
      await makeEvent("acca-2", { running: false }),
    ];
    const bet = await place(player, [legOf(first), legOf(second)]);
    // 10 × (2.0 × 0.48)²
    expect(await amountOf(bet)).toBe(866n);
    await result(first, "home");
    // 10 × 2.0 × (2.0 × 0.48) × 0.94
    expect(await amountOf(bet)).toBe(1_804n);
    expect(await take(player, bet, 1_804n)).toMatchObject({
      ok: true,
      value: { amount: 1_804n, restId: null },
    });
    expect(await cash(player)).toBe(10_804n);
  });

  it("follows the score, and is worth nothing once it cannot win", async () => {
    const player = await makePlayer(10_000n);
    const event = await pricedEvent("score", { score: { phase: "first_half", clockSeconds: 600 } });
    const bet = await place(player, [event.leg("total", "total=3.5", "over")]);
    const before = await amountOf(bet);
    await event.move({ goals: ["home", "home"], score: { phase: "first_half", clockSeconds: 660 } });
    expect(await amountOf(bet)).toBeGreaterThan(before * 2n);
    const home = await place(player, [event.leg("next_goal", "goalnr=3", "away")]);
    expect(await amountOf(home)).toBeGreaterThan(0n);
  });

  it("never buys a bet back for more than it cost, even at a price that staff set above fair", async () => {
    const player = await makePlayer(10_000n);
    const event = await pricedEvent("boost");
    const { marketId } = event.priceOf("1x2", "", "home");
    await rows("update outcome set odds = 50000 where market_id = $1 and key = 'home'", [marketId]);
    const bet = await place(player, [{ marketId, outcomeKey: "home", odds: 50_000n }]);
    expect(await amountOf(bet)).toBe(940n);
  });

  it("is withheld while a market is suspended, and while its result is on its way", async () => {
    const player = await makePlayer(10_000n);
    const event = await makeEvent("withheld");
    const bet = await place(player, [legOf(event)]);
    await applyBook([{ eventId: event.eventId, suspend: "var" }]);
    expect(await offerOf(bet)).toMatchObject({ offer: null, reason: { code: "suspended" } });
    expect(await take(player, bet, 1n)).toMatchObject({
      ok: false,
      refusal: { code: "cash_out_unavailable" },
    });
    await applyBook([{ eventId: event.eventId, resume: true, status: 3 }]);
    expect(await offerOf(bet)).toMatchObject({ offer: null, reason: { code: "awaiting_result" } });
  });
});

describe("a cash-out", () => {
  it("ends the bet for good: later results and corrections move nothing", async () => {
    const player = await makePlayer(10_000n);
    const event = await makeEvent("ended", { running: false });
    const bet = await place(player, [legOf(event)]);
    const key = crypto.randomUUID();
    const amount = await amountOf(bet);
    expect(amount).toBe(902n);
    const answer = await take(player, bet, amount, WHOLE, key);
    expect(answer).toMatchObject({ ok: true, value: { betId: bet, amount, stake: 1_000n, restId: null } });
    expect(await stateOf(bet)).toBe("settled cashed_out 902 cash_out");
    expect(await cash(player)).toBe(9_902n);
    expect(await exposureOf(event.marketId)).toEqual([{ bets: 0n, stake: 0n, payout: 0n }]);
    expect(await kinds(bet)).toEqual(["bet.placed", "bet.settled"]);
    expect((await moves(bet)).map(({ code, amount: moved }) => `${code} ${moved}`).sort()).toEqual([
      "bet_cash_out 902",
      "bet_stake 1000",
      "bet_stake_settled 1000",
    ]);
    for (const winner of ["home", "away"]) await result(event, winner);
    await correct(event, "rollback_result");
    await result(event, "home");
    expect(await stateOf(bet)).toBe("settled cashed_out 902 cash_out");
    expect(await betHistory(bet)).toHaveLength(1);
    expect(await cash(player)).toBe(9_902n);
    // Sent again, it gets its answer; another one is too late.
    expect(await take(player, bet, amount, WHOLE, key)).toEqual(answer);
    expect(await take(player, bet, amount)).toMatchObject({ ok: false, refusal: { code: "bet_ended" } });
    expect(await take(await makePlayer(0n), bet, 1n, WHOLE, key)).toMatchObject({
      ok: false,
      refusal: { code: "unknown_bet" },
    });
  });

  it("pays the offer of its moment: more than was seen, never less", async () => {
    const player = await makePlayer(10_000n);
    const event = await pricedEvent("moved");
    const bet = await place(player, [event.leg("1x2", "", "home")]);
    const shown = await amountOf(bet);
    expect(await take(player, bet, shown + 1n)).toEqual({
      ok: false,
      refusal: { code: "offer_changed", amount: shown },
    });
    await event.move({ goals: ["home"], score: { phase: "first_half", clockSeconds: 60 } });
    const paid = await take(player, bet, shown);
    expect(paid.ok && paid.value.amount > shown).toBe(true);
  });

  it("of a part leaves the rest to run at the same odds", async () => {
    const player = await makePlayer(10_000n);
    const [first, second] = [
      await makeEvent("part-1", { running: false }),
      await makeEvent("part-2", { running: false }),
    ];
    const bet = await place(player, [legOf(first), legOf(second)]);
    await result(first, "home");
    const key = crypto.randomUUID();
    const answer = await take(player, bet, 451n, 2_500, key);
    expect(answer).toMatchObject({ ok: true, value: { stake: 250n, amount: 451n } });
    const restId = answer.ok ? (answer.value.restId ?? "") : "";
    expect(await cash(player)).toBe(9_451n);
    expect(await stateOf(restId)).toBe("open null null null");
    expect(await rows("select stake, potential_return, origin_id from bet where id = $1", [restId])).toEqual([
      { stake: 750n, potential_return: 3_000n, origin_id: bet },
    ]);
    expect(await take(player, bet, 451n, 2_500, key)).toEqual(answer);
    // A second part, of what is left.
    const again = await take(player, restId, 1n, 5_000);
    const lastId = again.ok ? (again.value.restId ?? "") : "";
    await result(second, "home");
    expect(await stateOf(restId)).toMatch(/^settled cashed_out/);
    expect(await stateOf(lastId)).toMatch(/^settled won 1500 /);
    // The first leg is corrected: what still ran follows, what was sold does not.
    await result(first, "away", { certainty: 2 });
    expect(await stateOf(lastId)).toMatch(/^settled lost 0 /);
    expect(await stateOf(bet)).toBe("settled cashed_out 451 cash_out");
  });

  it("of a part is a share of every line of a system", async () => {
    const player = await makePlayer(10_000n);
    const events = [];
    for (const name of ["a", "b", "c"]) events.push(await makeEvent(`lines-${name}`, { running: false }));
    const bet = await place(
      player,
      events.map((event) => legOf(event)),
      "1",
      { system: { sizes: [2, 3], bankers: [] } },
    );
    const answer = await take(player, bet, 1n, 3_333);
    expect(answer).toMatchObject({ ok: true, value: { stake: 132n } });
    const restId = answer.ok ? (answer.value.restId ?? "") : "";
    for (const event of events) await result(event, "home");
    // 3 × 0.67 × 4 + 0.67 × 8
    expect(await stateOf(restId)).toMatch(/^settled won 1340 /);
  });

  it("waits the in-play delay, and is refused when a goal falls meanwhile", async () => {
    const player = await makePlayer(10_000n);
    const event = await pricedEvent("delayed", { score: { phase: "first_half", clockSeconds: 600 } });
    const bet = await place(player, [event.leg("1x2", "", "home")]);
    await delayOf(700);
    const shown = await amountOf(bet);
    const started = performance.now();
    const waiting = take(player, bet, shown);
    await sleep(250);
    await event.move({ goals: ["away"], score: { phase: "first_half", clockSeconds: 605 } });
    expect(await waiting).toMatchObject({ ok: false, refusal: { code: "offer_changed" } });
    expect(performance.now() - started).toBeGreaterThan(690);
    expect(await stateOf(bet)).toBe("open null null null");
    expect((await take(player, bet, await amountOf(bet))).ok).toBe(true);
    await delayOf(0);
  });
});

describe("an order", () => {
  const placed = async (name: string, running = true) => {
    const player = await makePlayer(10_000n);
    const event = await pricedEvent(
      name,
      running ? { score: { phase: "first_half", clockSeconds: 600 } } : {},
    );
    return { player, event, bet: await place(player, [event.leg("1x2", "", "home")]) };
  };
  const order = (player: string, betId: string, target: bigint | null, stop: bigint | null) =>
    setAutoCashOut(player, { betId, target, stop });
  const scored = (side: "home" | "away") => ({
    goals: [side],
    score: { phase: "first_half" as const, clockSeconds: 660 },
  });

  it("is carried out once by any number of workers, when its target is reached", async () => {
    const { player, event, bet } = await placed("target");
    const target = (await amountOf(bet)) + 200n;
    expect(await order(player, bet, target, null)).toMatchObject({ ok: true });
    expect(await runCashOutOrders()).toBe(0);
    await event.move(scored("home"));
    const ended = await Promise.all([runCashOutOrders(), runCashOutOrders(), runCashOutOrders()]);
    expect(ended.reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(1);
    expect(
      await rows("select automatic, amount >= $2 as reached from bet_cash_out where bet_id = $1", [
        bet,
        target,
      ]),
    ).toEqual([{ automatic: true, reached: true }]);
    expect((await moves(bet)).filter(({ code }) => code === "bet_cash_out")).toHaveLength(1);
    expect(await runCashOutOrders()).toBe(0);
    expect(await rows("select from cash_out_order")).toEqual([]);
  });

  it("stops a loss at what the offer is by then, and waits while there is none", async () => {
    const { player, event, bet } = await placed("stop");
    expect(await order(player, bet, null, (await amountOf(bet)) - 100n)).toMatchObject({ ok: true });
    await applyBook([{ eventId: event.eventId, suspend: "var" }]);
    await event.move(scored("away"));
    expect(await runCashOutOrders()).toBe(0);
    await applyBook([{ eventId: event.eventId, resume: true }]);
    expect(await runCashOutOrders()).toBe(1);
    expect(await stateOf(bet)).toMatch(/^settled cashed_out/);
  });

  it("can be replaced and removed, and not be made for another's bet or beyond its return", async () => {
    const { player, event, bet } = await placed("removed", false);
    expect(await order(player, bet, 999_999n, null)).toMatchObject({
      ok: false,
      refusal: { code: "auto_cash_out_invalid" },
    });
    expect(await order(player, bet, 900n, 900n)).toMatchObject({ ok: false });
    expect(await order(await makePlayer(0n), bet, 900n, null)).toEqual({
      ok: false,
      refusal: { code: "bet_ended" },
    });
    await order(player, bet, null, 999n);
    await order(player, bet, 1_500n, 100n);
    expect(await runCashOutOrders()).toBe(0);
    await order(player, bet, null, null);
    await event.move(scored("home"));
    expect(await runCashOutOrders()).toBe(0);
    expect(await stateOf(bet)).toBe("open null null null");
  });

  it("waits the in-play delay before it counts", async () => {
    const { player, bet } = await placed("order-delayed");
    await delayOf(60_000);
    await order(player, bet, null, 100_000n);
    expect(await runCashOutOrders()).toBe(0);
    await delayOf(0);
    await order(player, bet, null, 100_000n);
    expect(await runCashOutOrders()).toBe(1);
  });
});

describe("races", () => {
  it("of cash-outs in two tabs with settlement end each bet once", async () => {
    for (let round = 0; round < 4; round += 1) {
      const event = await makeEvent(`race-${round}`, { running: false });
      const players = await Promise.all(Array.from({ length: 8 }, () => makePlayer(10_000n)));
      const bets = await Promise.all(players.map((player) => place(player, [legOf(event)])));
      const tabs = players.flatMap((player, at) =>
        [WHOLE, 5_000].map((part) => take(player, bets[at] ?? "", 1n, part)),
      );
      const settling = result(event, round % 2 ? "home" : "away");
      const answers = await Promise.all(tabs);
      await settling;
      while ((await settleMarket(event.marketId)) > 0);
      for (const [at, bet] of bets.entries()) {
        const taken = answers.slice(at * 2, at * 2 + 2).filter(({ ok }) => ok);
        expect(taken.length).toBeLessThanOrEqual(1);
        const [state] = await rows<{ result: string; settlement_version: number }>(
          "select result, settlement_version from bet where id = $1",
          [bet],
        );
        expect(state?.settlement_version).toBe(1);
        expect(state?.result === "cashed_out").toBe(taken.length === 1);
      }
      expect(await rows("select from bet where status = 'open' and player_id = any($1)", [players])).toEqual(
        [],
      );
    }
  });

  it("a process that dies before its commit leaves the bet as it was", async () => {
    const player = await makePlayer(10_000n);
    const event = await makeEvent("killed", { running: false });
    const bet = await place(player, [legOf(event)]);
    const [{ version, policy } = { version: 0n, policy: 0 }] = await rows<{
      version: bigint;
      policy: number;
    }>("select m.version, (select max(version) from betting_policy) as policy from market m where id = $1", [
      event.marketId,
    ]);
    const dying = new pg.Client({ connectionString: database().ownerUrl });
    dying.on("error", () => undefined);
    await dying.connect();
    await dying.query("begin");
    const answer = await dying.query(
      "select cash_out_bet($1, $2, 'dying', 0, $3, $4, $5, 1000, 900, null, null, false, '{}') as code",
      [player, bet, policy, [event.marketId], [version]],
    );
    expect(answer.rows).toEqual([{ code: "cashed_out" }]);
    const waiting = take(player, bet, 902n);
    const [{ pid } = { pid: 0 }] = (await dying.query("select pg_backend_pid() as pid")).rows as {
      pid: number;
    }[];
    await database().asOwner("select pg_terminate_backend($1)", [pid]);
    expect(await waiting).toMatchObject({ ok: true, value: { amount: 902n } });
    expect(await cash(player)).toBe(9_902n);
  });

  it("an offer whose price has moved is not committed", async () => {
    const player = await makePlayer(10_000n);
    const event = await makeEvent("stale", { running: false });
    const bet = await place(player, [legOf(event)]);
    const [code] = await rows<{ code: string }>(
      `select cash_out_bet($1, $2, 'stale', 0, (select max(version) from betting_policy), $3, array[m.version - 1], 1000, 900, null, null, false, '{}') as code
         from market m where m.id = $4`,
      [player, bet, [event.marketId], event.marketId],
    );
    expect(code).toEqual({ code: "stale" });
    expect(await stateOf(bet)).toBe("open null null null");
  });
});
