import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "#lib/kernel/id.ts";
import { money } from "#lib/kernel/money.ts";
import { accountFor, playerBalance, playerOwes, transfer, verifyLedger } from "#lib/ledger/index.ts";
import { closeBus } from "#lib/platform/bus.ts";
import { rows } from "#lib/platform/db.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { betHistory, betView, placeBet, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { applyBook, type MarketCorrection, type MarketResult } from "#lib/sportsbook/markets/index.ts";
import { makeEvent, makePlayer, type TestEvent, threeWay } from "#lib/sportsbook/testing.ts";
import { settleMarket, unsettledMarkets } from "./index.ts";

let database: TestDatabase;
let events = 0;
/** The provider's clock: every message is a second after the one before. */
let told = Date.now();
const next = () => {
  told += 1_000;
  return told;
};

beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyLedger()).filter((report) => report.violations.length > 0)).toEqual([]);
});

const newEvent = () => {
  events += 1;
  return makeEvent(`c-${events}`);
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

type Outcomes = MarketResult["outcomes"];
const winner = (key: string): Outcomes =>
  ["home", "draw", "away"].map((outcome) => ({
    key: outcome,
    result: outcome === key ? 1 : 0,
    voidFactor: null,
    deadHeatFactor: null,
  }));

const result = async (
  { eventId, marketId }: TestEvent,
  outcomes: string | Outcomes,
  overrides: Partial<MarketResult> = {},
) => {
  await applyBook([
    {
      eventId,
      results: [
        {
          marketId,
          certainty: 1,
          cancelled: false,
          outcomes: typeof outcomes === "string" ? winner(outcomes) : outcomes,
          timestamp: next(),
          ...overrides,
        },
      ],
    },
  ]);
  await settleMarket(marketId);
};

const correct = async (
  { eventId, marketId }: TestEvent,
  kind: MarketCorrection["kind"],
  overrides: Partial<MarketCorrection> = {},
) => {
  await applyBook([{ eventId, corrections: [{ marketId, kind, timestamp: next(), ...overrides }] }]);
  await settleMarket(marketId);
};

const market = async ({ marketId }: TestEvent) =>
  (
    await rows<{ status: number; certainty: number | null; settlement_version: number }>(
      "select status, certainty, settlement_version from market where id = $1",
      [marketId],
    )
  )[0];
const cash = async (playerId: string) => (await playerBalance(playerId, "EUR")).balance;
const stateOf = async (id: string) => {
  const view = await betView(id);
  return view && `${view.status} ${view.result} ${view.returned} ${view.settledBy}`;
};
const kinds = async (betId: string) =>
  (
    await rows<{ kind: string }>(
      `select kind from (
         select id, kind, payload->>'betId' as bet_id from outbox where kind <> 'bundle'
         union all
         select id, news.kind, news.bet_id
           from outbox, rows from (jsonb_array_elements_text(payload->'kind'), jsonb_array_elements_text(payload->'betId'))
                        news(kind, bet_id)
          where outbox.kind = 'bundle') told
        where bet_id = $1 order by id`,
      [betId],
    )
  ).map(({ kind }) => kind);
const moves = (betId: string) =>
  rows<{ code: string; amount: bigint; reverses: boolean }>(
    `select code, amount, reverses_id is not null as reverses from ledger_transfer
      where reference = $1 order by created_at, id`,
    [`bet:${betId}`],
  );
const withdraw = async (playerId: string, amount: bigint) => {
  const moved = await transfer([
    {
      id: uuidv7(),
      debit: await accountFor("player_cash", playerId, "EUR"),
      credit: await accountFor("adjustments", null, "EUR"),
      amount: money("EUR", amount),
      code: "adjustment",
      reference: "test",
    },
  ]);
  if (!moved.ok) throw new Error(moved.refusal.code);
};
const deposit = async (playerId: string, amount: bigint) => {
  await transfer([
    {
      id: uuidv7(),
      debit: await accountFor("deposits_clearing", null, "EUR", "test"),
      credit: await accountFor("player_cash", playerId, "EUR"),
      amount: money("EUR", amount),
      code: "deposit",
      reference: "test",
    },
  ]);
};

describe("certainty", () => {
  it("settles anew when a confirmed result differs, and only notes the confirmation when it does not", async () => {
    const event = await newEvent();
    const [winnerOfOld, winnerOfNew] = [await makePlayer(1_000n), await makePlayer(1_000n)];
    const [a, b] = [await bet(winnerOfOld, [event], "home"), await bet(winnerOfNew, [event], "draw")];
    await result(event, "home");
    expect([await cash(winnerOfOld), await cash(winnerOfNew)]).toEqual([2_000n, 0n]);
    await result(event, "home", { certainty: 2 });
    expect(await market(event)).toEqual({ status: -3, certainty: 2, settlement_version: 1 });
    expect(await betHistory(a)).toHaveLength(1);

    await result(event, "draw", { certainty: 2 });
    expect([await cash(winnerOfOld), await cash(winnerOfNew)]).toEqual([0n, 3_500n]);
    expect(await stateOf(a)).toBe(`settled lost 0 market:${event.marketId}`);
    expect(await stateOf(b)).toBe(`settled won 3500 market:${event.marketId}`);
    expect((await betHistory(a)).map((step) => [step.version, step.result, step.returned])).toEqual([
      [1, "won", 2_000n],
      [2, "lost", 0n],
    ]);
    expect(await kinds(a)).toEqual(["bet.placed", "bet.settled", "bet.corrected"]);
    expect(
      (await moves(a))
        .filter(({ reverses }) => reverses)
        .map(({ code }) => code)
        .sort(),
    ).toEqual(["bet_return_reversed", "bet_stake_settled_reversed"]);
  });

  it("ignores a scouted result after a confirmed one, and an older one after a newer", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    const id = await bet(player, [event]);
    const early = next();
    await result(event, "home", { certainty: 2 });
    await result(event, "away", { certainty: 1 });
    await result(event, "draw", { certainty: 2, timestamp: early });
    expect(await market(event)).toEqual({ status: -3, certainty: 2, settlement_version: 1 });
    expect(await stateOf(id)).toBe(`settled won 2000 market:${event.marketId}`);
  });
});

describe("a settlement that is rolled back", () => {
  it("reopens the market suspended and its bets, takes the money back, and can be settled again", async () => {
    const [event, other] = [await newEvent(), await newEvent()];
    const player = await makePlayer(3_000n);
    const single = await bet(player, [event]);
    const double = await bet(player, [event, other]);
    await result(other, "home");
    await result(event, "home");
    expect(await cash(player)).toBe(1_000n + 2_000n + 4_000n);
    await correct(event, "rollback_result");
    expect(await cash(player)).toBe(1_000n);
    expect(await market(event)).toEqual({ status: -1, certainty: null, settlement_version: 2 });
    for (const id of [single, double]) {
      expect(await stateOf(id)).toBe(`open null null rollback:${event.marketId}`);
      expect(await kinds(id)).toEqual(["bet.placed", "bet.settled", "bet.reopened"]);
    }
    expect((await betView(double))?.legs.map((leg) => leg.result)).toEqual([null, "won"]);
    await applyBook([
      { eventId: event.eventId, markets: [threeWay(event.eventId, [18_000n, 35_000n, 40_000n])] },
    ]);
    const later = await bet(player, [event]);
    await result(event, "away");
    expect(await cash(player)).toBe(0n);
    for (const id of [single, double, later]) expect((await betView(id))?.result).toBe("lost");
    expect((await betHistory(single)).map((step) => step.result)).toEqual(["won", null, "lost"]);
  });

  it("leaves a bet lost that another leg has lost, and reopens one that it alone had lost", async () => {
    const [a, b, c] = [await newEvent(), await newEvent(), await newEvent()];
    const player = await makePlayer(2_000n);
    const twice = await bet(player, [a, b]);
    const once = await bet(player, [a, c]);
    await result(a, "away");
    await result(b, "away");
    await correct(a, "rollback_result");
    expect((await betView(twice))?.status).toBe("settled");
    expect(await betHistory(twice)).toHaveLength(1);
    expect((await betView(once))?.status).toBe("open");
    await result(a, "home");
    await result(c, "home");
    expect((await betView(once))?.returned).toBe(4_000n);
  });

  it("holds though it arrives before what it rolls back, and twice", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    const id = await bet(player, [event]);
    const said = next();
    await correct(event, "rollback_result");
    await result(event, "home", { timestamp: said });
    expect((await betView(id))?.status).toBe("open");
    expect((await market(event))?.status).toBe(1);
    await result(event, "home");
    expect((await betView(id))?.status).toBe("settled");
    await correct(event, "rollback_result", { timestamp: said });
    expect((await betView(id))?.status).toBe("settled");
  });
});

describe("money that is gone", () => {
  it("is owed by name, and whatever comes in repays it first", async () => {
    const [event, other] = [await newEvent(), await newEvent()];
    const player = await makePlayer(2_000n);
    const id = await bet(player, [event]);
    await bet(player, [other]);
    await result(event, "home");
    await withdraw(player, 1_500n);
    await correct(event, "rollback_result");
    expect([await cash(player), await playerOwes(player, "EUR")]).toEqual([0n, 1_500n]);
    expect((await moves(id)).map(({ code, amount }) => `${code} ${amount}`)).toContain(
      "receivable_booked 1500",
    );
    await deposit(player, 400n);
    expect([await cash(player), await playerOwes(player, "EUR")]).toEqual([0n, 1_100n]);
    await result(other, "home");
    expect([await cash(player), await playerOwes(player, "EUR")]).toEqual([900n, 0n]);
    await result(event, "home");
    expect([await cash(player), await playerOwes(player, "EUR")]).toEqual([2_900n, 0n]);
  });

  it("counts only what a correction really lacks", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    await bet(player, [event]);
    await result(event, "home");
    await withdraw(player, 1_800n);
    const half = winner("home").map((outcome) => ({ ...outcome, voidFactor: 0.5 as const }));
    await result(event, half, { certainty: 2 });
    expect([await cash(player), await playerOwes(player, "EUR")]).toEqual([0n, 300n]);
    const lines = await rows<{ balance_after: bigint }>(
      `select e.balance_after from ledger_entry e join ledger_account a on a.id = e.account_id
        where a.owner_id = $1 and a.kind = 'player_cash'`,
      [player],
    );
    expect(lines.every((line) => line.balance_after >= 0n)).toBe(true);
  });
});

describe("a cancellation", () => {
  const placed = async (id: string) => (await betView(id))?.placedAt.getTime() ?? 0;
  const three = async (event: TestEvent) => {
    const player = await makePlayer(3_000n);
    const ids: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      ids.push(await bet(player, [event]));
      await new Promise((resolve) => setTimeout(resolve, 8));
    }
    const [first = 0, second = 0, third = 0] = await Promise.all(ids.map(placed));
    return { player, ids, first, second, third };
  };
  const results = async (ids: string[]) =>
    Promise.all(ids.map(async (id) => (await betView(id))?.result ?? null));

  it.each([
    [
      "between",
      (t: { second: number }) => ({ startsAt: t.second - 3, endsAt: t.second + 3 }),
      [null, "void", null],
    ],
    ["from", (t: { second: number }) => ({ startsAt: t.second - 3 }), [null, "void", "void"]],
    ["until", (t: { second: number }) => ({ endsAt: t.second + 3 }), ["void", "void", null]],
  ] as const)(
    "voids the bets placed %s, goes on with the market, and is undone exactly",
    async (_, window, expected) => {
      const event = await newEvent();
      const { player, ids, ...times } = await three(event);
      await correct(event, "cancel", window(times));
      expect(await results(ids)).toEqual(expected);
      expect((await market(event))?.status).toBe(1);
      await bet(player, [event], "home", "1");
      await correct(event, "rollback_cancel");
      expect(await results(ids)).toEqual(expected);
      await correct(event, "rollback_cancel", window(times));
      expect(await results(ids)).toEqual([null, null, null]);
      await result(event, "home");
      expect(await results(ids)).toEqual(["won", "won", "won"]);
    },
  );

  it("corrects bets that are settled already, and gives them back their result", async () => {
    const event = await newEvent();
    const { ids, second, player } = await three(event);
    await result(event, "home");
    expect(await cash(player)).toBe(6_000n);
    await correct(event, "cancel", { startsAt: second - 3 });
    expect(await results(ids)).toEqual(["won", "void", "void"]);
    expect(await stateOf(ids[1] ?? "")).toBe(`settled void 1000 cancel:${event.marketId}`);
    expect(await cash(player)).toBe(4_000n);
    await correct(event, "rollback_cancel", { startsAt: second - 3 });
    expect(await results(ids)).toEqual(["won", "won", "won"]);
    expect(await cash(player)).toBe(6_000n);
  });

  it("of the whole market refunds everyone, and its rollback restores the result that stood", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    const id = await bet(player, [event], "away");
    await result(event, "home");
    await correct(event, "cancel");
    expect((await market(event))?.status).toBe(-4);
    expect([await cash(player), (await betView(id))?.result]).toEqual([1_000n, "void"]);
    await correct(event, "rollback_cancel");
    expect((await market(event))?.status).toBe(-3);
    expect([await cash(player), (await betView(id))?.result]).toEqual([0n, "lost"]);
  });

  it("by the house is not undone by a provider", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    const id = await bet(player, [event]);
    await applyBook([
      {
        eventId: event.eventId,
        results: [{ marketId: event.marketId, certainty: 2, cancelled: true, outcomes: [] }],
      },
    ]);
    await correct(event, "rollback_cancel");
    await result(event, "home", { certainty: 2 });
    expect((await market(event))?.status).toBe(-4);
    expect((await betView(id))?.result).toBe("void");
  });
});

describe("a dead heat", () => {
  const heat = (numerator: number, denominator: number, voidFactor: 0.5 | null = null): Outcomes => [
    { key: "home", result: 1, voidFactor, deadHeatFactor: { numerator, denominator } },
    { key: "draw", result: 1, voidFactor, deadHeatFactor: { numerator, denominator } },
    { key: "away", result: 0, voidFactor: null, deadHeatFactor: null },
  ];

  it("of three pays an exact third, where a decimal would lose a cent", async () => {
    const event = await newEvent();
    const player = await makePlayer(300n);
    await applyBook([
      { eventId: event.eventId, markets: [threeWay(event.eventId, [30_000n, 35_000n, 40_000n])] },
    ]);
    const id = await bet(player, [event], "home", "3");
    await result(event, heat(1, 3));
    expect((await betView(id))?.returned).toBe(300n);
    expect((300n * 30_000n * 33_333_333n) / 1_000_000_000_000n).toBe(299n);
  });

  it("combines over legs and rounds down once", async () => {
    const [a, b] = [await newEvent(), await newEvent()];
    const player = await makePlayer(1_000n);
    const id = await bet(player, [a, b], "draw", "9.01");
    await result(a, heat(1, 3));
    await result(b, heat(2, 3));
    // 901 × 3.5/3 × 7/3 = 2452.72…
    expect((await betView(id))?.returned).toBe((901n * 35n * 70n) / 900n);
  });

  it("half won shares the half that won", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    const id = await bet(player, [event], "home", "9");
    await result(event, heat(1, 3, 0.5));
    expect((await betView(id))?.returned).toBe((900n * (2n + 3n)) / 6n);
  });
});

describe("a bet placed after the outcome was decided", () => {
  it("is void, whatever it would have become, and earlier ones are not", async () => {
    const event = await newEvent();
    const player = await makePlayer(3_000n);
    const before = await bet(player, [event]);
    const decided = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 400));
    const late = await bet(player, [event]);
    const lateAndLost = await bet(player, [event], "away");
    await result(event, "home", { lateMs: Date.now() - decided - 1 });
    expect(await stateOf(before)).toBe(`settled won 2000 market:${event.marketId}`);
    expect(await stateOf(late)).toBe("settled void 1000 past_post");
    expect(await stateOf(lateAndLost)).toBe("settled void 1000 past_post");
  });
});

describe("a worker that died", () => {
  it("leaves a market that the schedule finds, also when only a rollback is left to do", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    const id = await bet(player, [event]);
    await result(event, "home");
    expect(await unsettledMarkets()).toEqual([]);
    await applyBook([
      {
        eventId: event.eventId,
        corrections: [{ marketId: event.marketId, kind: "rollback_result", timestamp: next() }],
      },
    ]);
    expect(await unsettledMarkets()).toEqual([event.marketId]);
    await settleMarket(event.marketId);
    expect((await betView(id))?.status).toBe("open");
    expect(await unsettledMarkets()).toEqual([]);
  });
});
