import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { verifyAudit } from "#lib/audit/index.ts";
import { uuidv7 } from "#lib/kernel/id.ts";
import { type Currency, money } from "#lib/kernel/money.ts";
import { type Random, seededRandom } from "#lib/kernel/random.ts";
import { accountFor, transfer, verifyLedger } from "#lib/ledger/index.ts";
import { closeBus } from "#lib/platform/bus.ts";
import { rows } from "#lib/platform/db.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { betView, placeBet, refusalsWritten, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { decideThreeWay, makeEvent, makePlayer, type TestEvent } from "#lib/sportsbook/testing.ts";
import {
  auditTrail,
  previewSettlement,
  type SettlementDeed,
  type SettlementEffect,
  type Staff,
  settleByHand,
  settlementCase,
  voidBet,
} from "./index.ts";

let database: TestDatabase;
let staff: Staff;
let events = 0;

beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
  staff = { staffId: await makePlayer(0n), actor: "Trader" };
});
afterAll(async () => {
  await refusalsWritten();
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyLedger()).filter((report) => report.violations.length > 0)).toEqual([]);
  expect((await verifyAudit()).broken).toEqual([]);
});

const newEvent = () => {
  events += 1;
  return makeEvent(`s-${events}`);
};

const bet = async (playerId: string, made: TestEvent[], outcomeKey = "home", stake = "10") => {
  const placed = await placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake,
      legs: made.map(({ marketId }) => ({ marketId, outcomeKey, odds: 20_000n })),
      oddsChoice: "any",
    },
  );
  if (!placed.ok) throw new Error(placed.refusal.code);
  return placed.value.id;
};

const winner = (key: string): SettlementDeed => ({
  kind: "result",
  outcomes: ["home", "draw", "away"].map((outcome) => ({
    key: outcome,
    result: outcome === key ? "won" : "lost",
    deadHeat: null,
  })),
});
const CANCEL: SettlementDeed = { kind: "cancel", startsAt: null, endsAt: null };

const preview = async ({ marketId }: TestEvent, deed: SettlementDeed) => {
  const shown = await previewSettlement(staff, { marketId, deed });
  if (!shown.ok) throw new Error(shown.refusal.code);
  return shown.value;
};

const WHY = { reason: "official_correction", note: "by the league" } as const;

/** Looks, confirms what it saw, and lets the settlement carry it out. */
const decide = async (event: TestEvent, deed: SettlementDeed): Promise<SettlementEffect[]> => {
  const { seen, effects } = await preview(event, deed);
  const done = await settleByHand(staff, { marketId: event.marketId, deed, seen, ...WHY });
  expect(done).toEqual({ ok: true, value: effects });
  await settleMarket(event.marketId);
  return effects;
};

const stateOf = async (id: string) => {
  const view = await betView(id);
  return view && `${view.status} ${view.result} ${view.returned}`;
};

const withdrawAll = async (playerId: string, currency: Currency): Promise<void> => {
  const cash = await accountFor("player_cash", playerId, currency);
  const [account] = await rows<{ free: bigint }>(
    "select balance - held - minimum as free from ledger_account where id = $1",
    [cash],
  );
  if (!account || account.free <= 0n) return;
  const moved = await transfer([
    {
      id: uuidv7(),
      debit: cash,
      credit: await accountFor("adjustments", null, currency),
      amount: money(currency, account.free),
      code: "adjustment",
      reference: "test",
    },
  ]);
  expect(moved.ok).toBe(true);
};

describe("settling by hand", () => {
  it("gives a result, takes it back, cancels, restores and gives another; every bet and the trail follow", async () => {
    const event = await newEvent();
    const player = await makePlayer(2_000n);
    const [home, away] = [await bet(player, [event], "home"), await bet(player, [event], "away")];
    const states = async () => [await stateOf(home), await stateOf(away)];

    expect(await decide(event, winner("home"))).toMatchObject([
      { currency: "EUR", touched: 2, settled: 2, paid: 2_000n, takenBack: 0n, house: 0n, owed: 0n },
    ]);
    expect(await states()).toEqual(["settled won 2000", "settled lost 0"]);
    expect(await decide(event, { kind: "rollback_result" })).toMatchObject([
      { touched: 2, reopened: 2, paid: 0n, takenBack: 2_000n, owed: 0n },
    ]);
    expect(await states()).toEqual(["open null null", "open null null"]);
    await decide(event, CANCEL);
    expect(await states()).toEqual(["settled void 1000", "settled void 1000"]);
    await withdrawAll(player, "EUR");
    expect(await decide(event, { kind: "rollback_cancel", startsAt: null, endsAt: null })).toMatchObject([
      { reopened: 2, takenBack: 2_000n, owed: 2_000n, owing: 1 },
    ]);
    expect(await decide(event, winner("away"))).toMatchObject([
      { settled: 2, paid: 4_000n, repaid: 2_000n, house: -2_000n },
    ]);
    expect(await states()).toEqual(["settled lost 0", "settled won 4000"]);

    const { rows: trail } = await auditTrail({ subject: `market:${event.marketId}` });
    expect(trail.map(({ action }) => action)).toEqual([
      "market.settle",
      "market.restore",
      "market.cancel",
      "market.rollback",
      "market.settle",
    ]);
    expect(trail[0]).toMatchObject({
      reason: "official_correction: by the league",
      before: { status: -1, settlementVersion: 4, outcomes: null },
      after: { status: -3, settlementVersion: 5, effects: [{ currency: "EUR", paid: "4000" }] },
    });
    const found = await settlementCase({ marketId: event.marketId, score: { home: 0, away: 2 } });
    expect(found).toMatchObject({ status: -3, suggested: { away: { result: 1 }, home: { result: 0 } } });
    expect(found?.words.map(({ kind, stands, byName }) => [kind, stands, byName])).toEqual([
      ["result", true, "Test player"],
      ["rollback_cancel", false, "Test player"],
      ["cancel", false, "Test player"],
      ["rollback_result", false, "Test player"],
      ["result", false, "Test player"],
    ]);
  });

  it("outranks the feed: what it says later changes nothing, until staff take their word back", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    const id = await bet(player, [event], "home");
    await decide(event, winner("home"));
    const feed = (timestamp: number) => ({
      marketId: event.marketId,
      certainty: 2 as const,
      cancelled: false,
      timestamp,
      outcomes: ["home", "draw", "away"].map((key) => ({
        key,
        result: key === "draw" ? (1 as const) : (0 as const),
        voidFactor: null,
        deadHeatFactor: null,
      })),
    });
    const later = Date.now() + 60_000;
    await applyBook([
      { eventId: event.eventId, results: [feed(later), { ...feed(later + 1), cancelled: true }] },
    ]);
    await settleMarket(event.marketId);
    expect(await stateOf(id)).toBe("settled won 2000");
    // Staff take back what they could see, though the provider's clock is ahead of ours.
    await decide(event, { kind: "rollback_result" });
    await decide(event, { kind: "rollback_cancel", startsAt: null, endsAt: null });
    expect(await stateOf(id)).toBe("open null null");
    await applyBook([{ eventId: event.eventId, results: [feed(later + 2)] }]);
    await settleMarket(event.marketId);
    expect(await stateOf(id)).toBe("settled lost 0");
  });

  it("confirms what the feed scouted without moving money", async () => {
    const event = await newEvent();
    await bet(await makePlayer(1_000n), [event]);
    expect(await settlementCase({ marketId: event.marketId, score: null })).toMatchObject({
      certainty: null,
    });
    const refused = await previewSettlement(staff, { marketId: event.marketId, deed: { kind: "confirm" } });
    expect(refused).toEqual({ ok: false, refusal: { code: "nothing_to_confirm" } });
    await applyBook([
      {
        eventId: event.eventId,
        results: [
          {
            marketId: event.marketId,
            certainty: 1,
            cancelled: false,
            timestamp: Date.now(),
            outcomes: [{ key: "home", result: 1, voidFactor: null, deadHeatFactor: null }],
          },
        ],
      },
    ]);
    await settleMarket(event.marketId);
    expect(await decide(event, { kind: "confirm" })).toEqual([]);
    expect(await settlementCase({ marketId: event.marketId, score: null })).toMatchObject({
      status: -3,
      certainty: 2,
    });
  });

  it("refuses what makes no sense, and writes nothing", async () => {
    const event = await newEvent();
    const asked = async (deed: SettlementDeed, marketId = event.marketId) => {
      const answer = await previewSettlement(staff, { marketId, deed });
      return answer.ok ? "accepted" : answer.refusal.code;
    };
    const part = { kind: "result", outcomes: [{ key: "home", result: "won", deadHeat: null }] } as const;
    expect(await asked({ ...part, outcomes: [...part.outcomes] })).toBe("outcomes_incomplete");
    expect(await asked(winner("home"), "nothing")).toBe("unknown_market");
    expect(await asked({ kind: "rollback_result" })).toBe("nothing_to_roll_back");
    expect(await asked({ kind: "rollback_cancel", startsAt: 1, endsAt: 2 })).toBe("nothing_to_roll_back");
    expect(await asked({ kind: "cancel", startsAt: 2_000, endsAt: 1_000 })).toBe("window_empty");
    expect(await asked({ kind: "cancel", startsAt: Date.now() + 60_000, endsAt: null })).toBe("window_empty");
    expect(await rows("select from market_settlement where market_id = $1", [event.marketId])).toEqual([]);
  });

  it("is refused with the new preview once a bet was placed or the market settled since", async () => {
    const event = await newEvent();
    const player = await makePlayer(5_000n);
    await bet(player, [event]);
    const old = await preview(event, winner("home"));
    await bet(player, [event], "draw");
    const input = { marketId: event.marketId, deed: winner("home"), ...WHY };
    const first = await settleByHand(staff, { ...input, seen: old.seen });
    expect(first).toMatchObject({
      ok: false,
      refusal: { code: "effect_changed", preview: { effects: [{ touched: 2 }] } },
    });
    if (first.ok || first.refusal.code !== "effect_changed") throw new Error("refused");
    await decideThreeWay(event.eventId, "draw");
    expect(await settleByHand(staff, { ...input, seen: first.refusal.preview.seen })).toMatchObject({
      ok: false,
      refusal: { code: "effect_changed" },
    });
    expect((await auditTrail({ subject: `market:${event.marketId}` })).rows).toEqual([]);
    await settleMarket(event.marketId);
  });

  it("lets one of two that confirm the same preview at once through", async () => {
    const event = await newEvent();
    await bet(await makePlayer(1_000n), [event]);
    const { seen } = await preview(event, CANCEL);
    const input = { marketId: event.marketId, deed: CANCEL, seen, ...WHY };
    const answers = await Promise.all([settleByHand(staff, input), settleByHand(staff, input)]);
    expect(answers.map((answer) => (answer.ok ? "done" : answer.refusal.code)).sort()).toEqual([
      "done",
      "effect_changed",
    ]);
    await settleMarket(event.marketId);
  });

  it("voids the bets of a time alone", async () => {
    const event = await newEvent();
    const player = await makePlayer(2_000n);
    const before = await bet(player, [event]);
    const [{ at } = { at: 0 }] = await rows<{ at: number }>(
      "select ceil(extract(epoch from clock_timestamp()) * 1000)::float + 1 as at",
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    const after = await bet(player, [event]);
    const window = { startsAt: at, endsAt: null };
    expect(await decide(event, { kind: "cancel", ...window })).toMatchObject([{ touched: 1, paid: 1_000n }]);
    expect([await stateOf(before), await stateOf(after)]).toEqual(["open null null", "settled void 1000"]);
    await decide(event, { kind: "rollback_cancel", ...window });
    expect(await stateOf(after)).toBe("open null null");
  });
});

// What a settlement did, from what it wrote and not from what was foretold. ----------------------------------------------

type BetNow = { id: string; currency: string; stake: bigint; result: string | null; returned: bigint | null };

const betsNow = async (): Promise<Map<string, BetNow>> =>
  new Map(
    (await rows<BetNow>("select id, currency, stake, result, returned from bet")).map((row) => [row.id, row]),
  );

const legsNow = async () =>
  new Map(
    (
      await rows<{ id: string; text: string; currency: string }>(
        `select l.bet_id || ':' || l.position as id, b.currency, concat_ws(' ', l.result, trim_scale(l.factor), l.divisor) as text
           from bet_leg l join bet b on b.id = l.bet_id`,
      )
    ).map((row) => [row.id, row]),
  );

const debtsNow = async () =>
  new Map(
    (
      await rows<{ id: string; currency: string; owes: bigint }>(
        "select id::text, currency, -balance as owes from ledger_account where kind = 'player_receivable'",
      )
    ).map((row) => [row.id, row]),
  );

const transfersNow = () =>
  rows<{ code: string; currency: string; amount: bigint }>(
    "select code, currency, sum(amount)::bigint as amount from ledger_transfer group by 1, 2",
  );

const takeStock = async () => ({
  bets: await betsNow(),
  legs: await legsNow(),
  debts: await debtsNow(),
  transfers: await transfersNow(),
});
type Stock = Awaited<ReturnType<typeof takeStock>>;

const observed = (was: Stock, is: Stock, currency: string): SettlementEffect => {
  const touched = new Set(
    [...is.legs].flatMap(([id, leg]) =>
      leg.currency === currency && leg.text !== was.legs.get(id)?.text ? [id.split(":")[0] ?? ""] : [],
    ),
  );
  const steps = [...touched].map((id) => ({ old: was.bets.get(id), now: is.bets.get(id) }));
  const count = (test: (old: BetNow, now: BetNow) => boolean): number =>
    steps.filter(({ old, now }) => old && now && test(old, now)).length;
  const moved = (codes: readonly string[]): bigint => {
    const sum = ({ transfers }: Stock) =>
      transfers
        .filter((row) => row.currency === currency && codes.includes(row.code))
        .reduce((all, { amount }) => all + amount, 0n);
    return sum(is) - sum(was);
  };
  const grown = [...is.debts.values()]
    .filter((debt) => debt.currency === currency)
    .map(({ id, owes }) => owes - (was.debts.get(id)?.owes ?? 0n));
  return {
    currency,
    touched: touched.size,
    settled: count((old, now) => old.result === null && now.result !== null),
    corrected: count(
      (old, now) =>
        old.result !== null &&
        now.result !== null &&
        (old.result !== now.result || old.returned !== now.returned),
    ),
    reopened: count((old, now) => old.result !== null && now.result === null),
    goesOn: count((old, now) => old.result === null && now.result === null),
    paid: moved(["bet_return", "bet_refund"]),
    takenBack: moved(["bet_return_reversed", "bet_refund_reversed"]),
    house:
      moved(["bet_stake_settled", "bet_return_reversed"]) -
      moved(["bet_stake_settled_reversed", "bet_return"]),
    owed: grown.reduce((all, owes) => (owes > 0n ? all + owes : all), 0n),
    owing: grown.filter((owes) => owes > 0n).length,
    repaid: grown.reduce((all, owes) => (owes < 0n ? all - owes : all), 0n),
  };
};

const KEYS = ["home", "draw", "away"] as const;
const RESULTS = ["won", "lost", "void", "half_won", "half_lost"] as const;

const anyDeed = (random: Random, heardAt: readonly number[]): SettlementDeed => {
  const turn = random.integer(10);
  const window = {
    startsAt: random.integer(3) === 0 ? null : (heardAt[random.integer(heardAt.length)] ?? null),
    endsAt: random.integer(2) === 0 ? null : Date.now() + 1_000,
  };
  if (turn === 0) return { kind: "confirm" };
  if (turn === 1) return { kind: "rollback_result" };
  if (turn === 2) return { kind: "cancel", startsAt: null, endsAt: null };
  if (turn === 3) return { kind: "rollback_cancel", startsAt: null, endsAt: null };
  if (turn === 4) return { kind: "cancel", ...window };
  return {
    kind: "result",
    outcomes: KEYS.map((key) => {
      const result = RESULTS[random.integer(turn < 7 ? 2 : RESULTS.length)] ?? "lost";
      const tied = result === "won" && random.integer(3) === 0;
      return { key, result, deadHeat: tied ? { numerator: 1, denominator: 2 + random.integer(2) } : null };
    }),
  };
};

it("a preview is what then happens, whatever was decided before and whoever has spent what", {
  timeout: 240_000,
}, async () => {
  let compared = 0;
  let owing = 0;
  for (const seed of ["one", "two", "three", "four", "five", "six"]) {
    const random = seededRandom(seed);
    const made = [await newEvent(), await newEvent(), await newEvent()];
    const players = await Promise.all([
      makePlayer(20_000n, "EUR"),
      makePlayer(20_000n, "EUR"),
      makePlayer(2_000_000n, "SEK"),
    ]);
    const heardAt: number[] = [];
    for (let placed = 0; placed < 14; placed += 1) {
      heardAt.push(Date.now());
      const legs = made.filter(() => random.integer(2) === 0);
      const player = players[placed % players.length] ?? "";
      const id = await bet(
        player,
        legs.length > 0 ? legs : [made[0] as TestEvent],
        KEYS[random.integer(3)],
        "7.77",
      );
      if (random.integer(9) === 0) await voidBet(staff, { betId: id, reason: "technical", note: null });
    }
    for (let step = 0; step < 14; step += 1) {
      const event = made[random.integer(made.length)] as TestEvent;
      if (random.integer(4) === 0) await withdrawAll(players[random.integer(2)] ?? "", "EUR");
      if (random.integer(6) === 0)
        await decideThreeWay(event.eventId, KEYS[random.integer(3)] ?? "home").then(() =>
          settleMarket(event.marketId),
        );
      const deed = anyDeed(random, heardAt);
      const shown = await previewSettlement(staff, { marketId: event.marketId, deed });
      if (!shown.ok) continue;
      const was = await takeStock();
      const { seen, effects } = shown.value;
      expect(await settleByHand(staff, { marketId: event.marketId, deed, seen, ...WHY })).toMatchObject({
        ok: true,
      });
      await settleMarket(event.marketId);
      const is = await takeStock();
      const happened = ["EUR", "SEK"].map((currency) => observed(was, is, currency));
      expect(effects, `${seed} ${step} ${JSON.stringify(deed)}`).toEqual(
        happened.filter(({ touched }) => touched > 0),
      );
      compared += effects.length;
      owing += effects.filter(({ owed }) => owed > 0n).length;
    }
  }
  expect(compared).toBeGreaterThan(40);
  expect(owing).toBeGreaterThan(3);
});
