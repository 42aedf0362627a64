import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "#lib/kernel/id.ts";
import { seededRandom } from "#lib/kernel/random.ts";
import { playerBalance, verifyLedger } from "#lib/ledger/index.ts";
import { closeBus } from "#lib/platform/bus.ts";
import { rows } from "#lib/platform/db.ts";
import { relayOnce } from "#lib/platform/outbox.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { applyBook, setSuspension } from "#lib/sportsbook/markets/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { decideThreeWay, makeEvent, makePlayer, threeWay } from "#lib/sportsbook/testing.ts";
import { commitBet } from "./commit.ts";
import {
  betOutcome,
  betView,
  decideBet,
  finishBet,
  finishLater,
  finishOverdueBets,
  pendingDepth,
  placeBet,
  type ReplayedDecision,
  refusalsWritten,
  replayBet,
  type SlipInput,
  seedPolicy,
} from "./index.ts";
import { recordDecision } from "./record.ts";
import { loadSnapshot } from "./snapshot.ts";

const DELAY_MS = 250;

let database: TestDatabase;
let events = 0;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: DELAY_MS });
});
afterAll(async () => {
  await refusalsWritten();
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyLedger()).filter((report) => report.violations.length > 0)).toEqual([]);
});

const newEvent = (running = true) => {
  events += 1;
  return makeEvent(`d-${events}`, { running });
};
const at = (playerId: string) => ({ playerId, sessionId: null });
const balance = (playerId: string) => playerBalance(playerId, "EUR");

const slip = (marketIds: string[], overrides: Partial<SlipInput> = {}): SlipInput => ({
  idempotencyKey: crypto.randomUUID(),
  stake: "10.00",
  legs: marketIds.map((marketId) => ({ marketId, outcomeKey: "home", odds: 20_000n })),
  oddsChoice: "none",
  ...overrides,
});

/** Sends a bet that must come to wait. */
const receive = async (player: string, input: SlipInput, sessionId: string | null = null) => {
  const answer = await placeBet({ playerId: player, sessionId }, input);
  if (!answer.ok || answer.value.status !== "pending")
    throw new Error(
      `not received: ${JSON.stringify(answer, (_, v) => (typeof v === "bigint" ? String(v) : v))}`,
    );
  return answer.value;
};

/** Waits for the end of the delay, finishes, and tells what became of the bet. */
const finish = async (player: string, id: string) => {
  for (let leftMs = await finishBet(id); leftMs > 0; leftMs = await finishBet(id)) await sleep(leftMs);
  return betOutcome(player, id);
};

const newPolicy = (change: string) =>
  rows(
    `insert into betting_policy (version, rules)
     select version + 1, ${change} from betting_policy order by version desc limit 1`,
  );

const newSession = async (playerId: string): Promise<string> => {
  const id = crypto.randomUUID();
  await rows(`insert into session (id, player_id, expires_at) values ($1, $2, now() + interval '1 hour')`, [
    id,
    playerId,
  ]);
  return id;
};

describe("a bet on a running match", () => {
  it("is received, its stake held, and accepted at the end at the database's clock", async () => {
    const { marketId } = await newEvent();
    const player = await makePlayer(5_000n);
    const waiting = await receive(player, slip([marketId]));
    expect(waiting).toMatchObject({
      stake: 1_000n,
      currency: "EUR",
      delayMs: DELAY_MS,
      remainingMs: DELAY_MS,
    });
    expect(await balance(player)).toMatchObject({ balance: 5_000n, held: 1_000n, available: 4_000n });
    expect(await betView(waiting.id)).toBeNull();
    expect(await finishBet(waiting.id)).toBeGreaterThan(0);

    expect(await finish(player, waiting.id)).toMatchObject({
      ok: true,
      value: { status: "accepted", id: waiting.id, stake: 1_000n, odds: 20_000n, potentialReturn: 2_000n },
    });
    expect(await balance(player)).toMatchObject({ balance: 4_000n, held: 0n, available: 4_000n });
    const [times] = await rows<{ waited: number }>(
      `select extract(epoch from b.placed_at - w.received_at) * 1000 as waited
         from bet b join pending_bet w on w.id = b.id where b.id = $1`,
      [waiting.id],
    );
    expect(Number(times?.waited)).toBeGreaterThanOrEqual(DELAY_MS);
  });

  it("waits as long as the longest of its running legs asks, and not at all before kick-off", async () => {
    const [running, later] = [await newEvent(), await newEvent(false)];
    const player = await makePlayer(5_000n);
    expect(await placeBet(at(player), slip([later.marketId]))).toMatchObject({
      ok: true,
      value: { status: "accepted" },
    });
    const both = await receive(player, slip([later.marketId, running.marketId]));
    expect(both.delayMs).toBe(DELAY_MS);
    expect(await finish(player, both.id)).toMatchObject({ ok: true });
  });

  it("is told apart by its player alone", async () => {
    const { marketId } = await newEvent();
    const [player, other] = [await makePlayer(5_000n), await makePlayer(0n)];
    const waiting = await receive(player, slip([marketId]));
    expect(await betOutcome(other, waiting.id)).toBeNull();
    expect(await betOutcome(player, waiting.id)).toMatchObject({ value: { status: "pending" } });
    await finish(player, waiting.id);
    expect(await betOutcome(other, waiting.id)).toBeNull();
  });

  it("sent again while it waits is the same bet, and afterwards the same answer", async () => {
    const { marketId } = await newEvent();
    const player = await makePlayer(5_000n);
    const input = slip([marketId]);
    const answers = await Promise.all(Array.from({ length: 20 }, () => placeBet(at(player), input)));
    expect(
      new Set(answers.map((answer) => answer.ok && `${answer.value.status} ${answer.value.id}`)).size,
    ).toBe(1);
    expect((await balance(player)).held).toBe(1_000n);
    expect(await placeBet(at(player), { ...input, stake: "11.00" })).toEqual({
      ok: false,
      refusal: { code: "key_reused" },
    });
    const [first] = answers;
    const id = first?.ok ? first.value.id : "";
    await finish(player, id);
    expect(await placeBet(at(player), input)).toMatchObject({
      ok: true,
      value: { status: "accepted", id, repeated: true },
    });

    const refusedInput = slip([marketId]);
    const refused = await receive(player, refusedInput);
    await rows("update player set status = 'suspended' where id = $1", [player]);
    const refusal = { ok: false, refusal: { code: "player_barred" } };
    expect(await finish(player, refused.id)).toEqual(refusal);
    await rows("update player set status = 'active' where id = $1", [player]);
    expect(await placeBet(at(player), refusedInput)).toEqual(refusal);
    expect(await betOutcome(player, refused.id)).toEqual(refusal);
  });
});

describe("what moves during the delay", () => {
  const cases: [
    string,
    (event: { eventId: string; marketId: string }, player: string) => Promise<unknown>,
    object,
  ][] = [
    [
      "a lower price asks again",
      ({ eventId }) => applyBook([{ eventId, markets: [threeWay(eventId, [19_000n, 35_000n, 40_000n])] }]),
      { code: "odds_changed", legs: [expect.objectContaining({ was: 20_000n, now: 19_000n })] },
    ],
    [
      "a suspension",
      ({ eventId }) =>
        setSuspension({ where: { scope: "event", id: eventId }, source: "danger", on: true, reason: "goal" }),
      { code: "market_suspended", reason: "danger:goal" },
    ],
    ["the end of the match", ({ eventId }) => applyBook([{ eventId, status: 3 }]), { code: "event_closed" }],
    ["the result", ({ eventId }) => decideThreeWay(eventId, "home"), { code: "market_closed" }],
    [
      "a player who may no longer bet",
      (_, player) => rows("update player set status = 'suspended' where id = $1", [player]),
      { code: "player_barred" },
    ],
    [
      "a lower limit of the player's own",
      (_, player) => rows("update player set stake_factor_bp = 10 where id = $1", [player]),
      { code: "stake_above_limit", maximum: 500n },
    ],
  ];
  it.each(cases)("refuses and gives the stake back: %s", async (_name, move, refusal) => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    const waiting = await receive(player, slip([event.marketId]));
    await move(event, player);
    expect(await finish(player, waiting.id)).toMatchObject({ ok: false, refusal });
    expect(await balance(player)).toMatchObject({ balance: 1_000n, held: 0n });
    expect(await rows("select code from bet_refusal where id = $1", [waiting.id])).toHaveLength(1);
    expect(await betView(waiting.id)).toBeNull();
    await settleMarket(event.marketId);
  });

  it("a revoked session refuses, one that stands does not", async () => {
    const { marketId } = await newEvent();
    const player = await makePlayer(2_000n);
    const [kept, revoked] = [await newSession(player), await newSession(player)];
    const good = await receive(player, slip([marketId]), kept);
    const bad = await receive(player, slip([marketId]), revoked);
    await rows("update session set revoked_at = now() where id = $1", [revoked]);
    expect(await finish(player, good.id)).toMatchObject({ ok: true });
    expect(await finish(player, bad.id)).toEqual({ ok: false, refusal: { code: "player_barred" } });
  });

  it("takes a better price where the player wished so, at the price of the end", async () => {
    const { eventId, marketId } = await newEvent();
    const player = await makePlayer(5_000n);
    const waiting = await receive(player, slip([marketId], { oddsChoice: "higher" }));
    await applyBook([{ eventId, markets: [threeWay(eventId, [21_000n, 35_000n, 40_000n])] }]);
    expect(await finish(player, waiting.id)).toMatchObject({
      value: { odds: 21_000n, potentialReturn: 2_100n },
    });
  });

  it("a stop that was lifted again does not refuse", async () => {
    const { eventId, marketId } = await newEvent();
    const player = await makePlayer(5_000n);
    const waiting = await receive(player, slip([marketId]));
    const stop = (on: boolean) =>
      setSuspension({ where: { scope: "event", id: eventId }, source: "danger", on, reason: "var" });
    await stop(true);
    await stop(false);
    expect(await finish(player, waiting.id)).toMatchObject({ ok: true });
  });

  it("held money can be spent by nothing else, and the bet needs no more than it", async () => {
    const [{ marketId }, later] = [await newEvent(), await newEvent(false)];
    const player = await makePlayer(1_500n);
    const waiting = await receive(player, slip([marketId]));
    expect(await placeBet(at(player), slip([later.marketId]))).toEqual({
      ok: false,
      refusal: { code: "insufficient_funds", available: 500n },
    });
    expect(await placeBet(at(player), slip([later.marketId], { stake: "5.00" }))).toMatchObject({ ok: true });
    expect(await finish(player, waiting.id)).toMatchObject({ ok: true });
    expect(await balance(player)).toMatchObject({ balance: 0n, held: 0n });
  });

  it("an outcome that was decided before the end voids the bet, received earlier or not", async () => {
    const { eventId, marketId } = await newEvent();
    const player = await makePlayer(1_000n);
    const waiting = await receive(player, slip([marketId]));
    await finish(player, waiting.id);
    // The message comes late: the outcome was decided after the receipt and before the end.
    const [times] = await rows<{ late: number }>(
      `select (extract(epoch from clock_timestamp() - due_at) * 1000 + 100)::integer as late from pending_bet where id = $1`,
      [waiting.id],
    );
    await applyBook([
      {
        eventId,
        results: [
          {
            marketId,
            certainty: 2,
            cancelled: false,
            timestamp: Date.now(),
            lateMs: times?.late ?? 0,
            outcomes: ["home", "draw", "away"].map((key) => ({
              key,
              result: key === "home" ? 1 : 0,
              voidFactor: null,
              deadHeatFactor: null,
            })),
          },
        ],
      },
    ]);
    await settleMarket(marketId);
    expect(await betView(waiting.id)).toMatchObject({
      status: "settled",
      result: "void",
      settledBy: "past_post",
    });
    expect(await balance(player)).toMatchObject({ available: 1_000n });
  });
});

describe("delay and policy", () => {
  afterEach(() => newPolicy(`rules || '{"inPlayDelayMs": {}, "inPlayDelayMsDefault": ${DELAY_MS}}'`));

  it("a policy that changed meanwhile rules the end: its limits …", async () => {
    const { marketId } = await newEvent();
    const player = await makePlayer(1_000n);
    const waiting = await receive(player, slip([marketId]));
    await newPolicy(`jsonb_set(rules, '{currencies,EUR,stakeMin}', '"2000"')`);
    expect(await finish(player, waiting.id)).toEqual({
      ok: false,
      refusal: { code: "stake_below_minimum", minimum: 2_000n },
    });
    await newPolicy(`jsonb_set(rules, '{currencies,EUR,stakeMin}', '"10"')`);
  });

  it("… and its delay: a longer one makes the bet wait on, a shorter one not shorter", async () => {
    const { marketId } = await newEvent();
    const player = await makePlayer(2_000n);
    const waiting = await receive(player, slip([marketId]));
    await newPolicy(`rules || '{"inPlayDelayMs": {"football": 900}}'`);
    await sleep(waiting.remainingMs);
    expect(await finishBet(waiting.id)).toBeGreaterThan(300);
    expect(await betOutcome(player, waiting.id)).toMatchObject({ value: { status: "pending" } });
    expect(await finish(player, waiting.id)).toMatchObject({ ok: true });
    const [times] = await rows<{ waited: number }>(
      "select extract(epoch from ended_at - received_at) * 1000 as waited from pending_bet where id = $1",
      [waiting.id],
    );
    expect(Number(times?.waited)).toBeGreaterThanOrEqual(900);

    const second = await receive(player, slip([marketId]));
    expect(second.delayMs).toBe(900);
    await newPolicy(`rules || '{"inPlayDelayMs": {"football": 0}}'`);
    expect(await finishBet(second.id)).toBeGreaterThan(0);
    await finish(player, second.id);
  });

  it("a match that kicks off between decision and commit makes the bet wait", async () => {
    const player = await makePlayer(100_000n);
    const made = await Promise.all(Array.from({ length: 12 }, () => newEvent(false)));
    const answers = await Promise.all(
      made.map(async ({ eventId, marketId }, n) => {
        const input = slip([marketId], { stake: "1" });
        const [answer] = await Promise.all([
          placeBet(at(player), input),
          sleep(n).then(() => applyBook([{ eventId, status: 1 }])),
        ]);
        return answer;
      }),
    );
    for (const answer of answers)
      if (answer.ok && answer.value.status === "pending") await finish(player, answer.value.id);
    const early = await rows(
      `select b.id from bet b join bet_leg l on l.bet_id = b.id
        where b.player_id = $1 and not exists (select from pending_bet w where w.id = b.id)
          and exists (select from event e where e.id = l.event_id and e.status = 1 and e.updated_at < b.placed_at)`,
      [player],
    );
    expect(early).toEqual([]);
    expect(answers.every((answer) => answer.ok)).toBe(true);
  });

  it("commit_bets itself lets no bet with a running leg through at once, nor one that waits under another delay", async () => {
    const { marketId } = await newEvent();
    const player = await makePlayer(5_000n);
    const input = slip([marketId]);
    const facts = { playerId: player, sessionId: null, idempotencyKey: input.idempotencyKey };
    const snapshot = await loadSnapshot({ ...facts, legs: input.legs });
    const decision = decideBet(input, snapshot, snapshot.nowMs);
    if (!decision.ok) throw new Error(decision.refusal.code);
    const commit = (delayMs: number) =>
      commitBet({
        ...facts,
        id: uuidv7(),
        inputHash: "00",
        decided: { ...decision.value, delayMs },
        record: recordDecision(input, snapshot, snapshot.nowMs),
      });
    expect(await commit(0)).toMatchObject({ code: "stale" });
    expect(await commit(DELAY_MS - 1)).toMatchObject({ code: "stale" });
    expect(await balance(player)).toMatchObject({ available: 5_000n });
  });

  it("an older house gets delays with the next seed, and records from before still read", async () => {
    await newPolicy("rules - 'inPlayDelayMs' - 'inPlayDelayMsDefault'");
    await seedPolicy();
    await seedPolicy();
    const [policy] = await rows<{ rules: Record<string, unknown> }>(
      "select rules from betting_policy order by version desc limit 1",
    );
    expect(policy?.rules).toMatchObject({ inPlayDelayMs: { football: 5_000 }, inPlayDelayMsDefault: 5_000 });
  });
});

describe("who finishes", () => {
  it("the process that received it, by its own timer", async () => {
    const { marketId } = await newEvent();
    const player = await makePlayer(1_000n);
    const waiting = await receive(player, slip([marketId]));
    finishLater(waiting.id, waiting.remainingMs);
    await expect
      .poll(() => betOutcome(player, waiting.id), { timeout: 5_000 })
      .toMatchObject({
        value: { status: "accepted" },
      });
  });

  it("when that one has died, whoever looks for overdue ones, and nobody before they are overdue", async () => {
    const { marketId } = await newEvent();
    const player = await makePlayer(5_000n);
    const waiting = await Promise.all(Array.from({ length: 5 }, () => receive(player, slip([marketId]))));
    expect(await finishOverdueBets(0)).toBe(0);
    expect(await pendingDepth()).toEqual({ waiting: 5, overdueMs: 0 });
    await sleep(DELAY_MS + 60);
    expect(await finishOverdueBets(60_000)).toBe(0);
    expect((await pendingDepth()).overdueMs).toBeGreaterThan(0);
    expect(await finishOverdueBets(0)).toBe(5);
    expect(await pendingDepth()).toEqual({ waiting: 0, overdueMs: 0 });
    for (const { id } of waiting) expect(await betOutcome(player, id)).toMatchObject({ ok: true });
  });

  it("many at once, and the bet ends once", async () => {
    const { eventId, marketId } = await newEvent();
    const players = await Promise.all(Array.from({ length: 10 }, () => makePlayer(1_000n)));
    const waiting = await Promise.all(players.map((player) => receive(player, slip([marketId]))));
    await sleep(DELAY_MS + 20);
    await Promise.all([
      ...waiting.flatMap(({ id }) => Array.from({ length: 6 }, () => finishBet(id))),
      finishOverdueBets(0),
      finishOverdueBets(0),
      applyBook([{ eventId, markets: [threeWay(eventId, [19_500n, 35_000n, 40_000n])] }]),
    ]);
    for (const [n, { id }] of waiting.entries()) {
      const outcome = await betOutcome(players[n] as string, id);
      const { available } = await balance(players[n] as string);
      expect(available).toBe(outcome?.ok ? 0n : 1_000n);
    }
    const told: string[] = [];
    const since = await relayOnce(async (news) => {
      for (const { kind, payload } of news)
        if (kind !== "bet.pending" && typeof payload.betId === "string") told.push(payload.betId);
    }, 10_000);
    expect(since).toBeGreaterThan(0);
    const ids = waiting.map(({ id }) => id);
    expect(told.filter((id) => ids.includes(id)).toSorted()).toEqual(ids.toSorted());
  });

  it("a refusal that comes too soon or too late changes nothing", async () => {
    const { marketId } = await newEvent();
    const player = await makePlayer(1_000n);
    const waiting = await receive(player, slip([marketId]));
    const refuse = async (id: string) => {
      const [row] = await rows<{ answer: string }>(
        `select refuse_pending_bet($1, '{"code": "too_busy"}', '{"slip": {}}') as answer`,
        [id],
      );
      return row?.answer;
    };
    expect(await refuse(waiting.id)).toBe("not_due");
    expect(await refuse(crypto.randomUUID())).toBe("unknown_bet");
    await finish(player, waiting.id);
    expect(await refuse(waiting.id)).toBe("accepted");
  });
});

describe("a storm", () => {
  it("of bets, price moves, stops and finishers leaves each bet with one end, at a price and time that were right", {
    timeout: 60_000,
  }, async () => {
    const { eventId, marketId } = await newEvent();
    const random = seededRandom("storm");
    const players = await Promise.all(Array.from({ length: 12 }, () => makePlayer(3_000n)));
    let over = false;
    const book = (async () => {
      for (let round = 0; round < 40; round += 1) {
        const odds = 20_000n + BigInt(random.integer(5)) * 500n;
        await applyBook([{ eventId, markets: [threeWay(eventId, [odds, 35_000n, 40_000n])] }]);
        const stop = (on: boolean) =>
          setSuspension({ where: { scope: "event", id: eventId }, source: "danger", on, reason: "race" });
        if (round % 4 === 0) await stop(true);
        await sleep(15);
        if (round % 4 === 0) await stop(false);
      }
      over = true;
    })();
    const sweep = (async () => {
      while (!over) {
        await finishOverdueBets(0);
        await sleep(20);
      }
    })();
    const ids = await Promise.all(
      players.map(async (player) => {
        const mine: string[] = [];
        while (!over) {
          const input = slip([marketId], { stake: "10", oddsChoice: "any" });
          const [answer] = await Promise.all([placeBet(at(player), input), placeBet(at(player), input)]);
          if (answer.ok) {
            mine.push(answer.value.id);
            if (random.float() < 0.5) finishLater(answer.value.id, DELAY_MS);
          }
          await sleep(30);
        }
        return mine;
      }),
    );
    await Promise.all([book, sweep]);
    await sleep(DELAY_MS + 50);
    await finishOverdueBets(0);
    expect(await pendingDepth()).toEqual({ waiting: 0, overdueMs: 0 });
    expect(ids.flat().length).toBeGreaterThan(20);
    const wrong = await rows(
      `select b.id from bet b join bet_leg l on l.bet_id = b.id
        where l.market_id = $1
          and (exists (select from suspension s where s.scope = 'event' and s.scope_id = l.event_id
                        and s.at < b.placed_at and b.placed_at < s.lifted_at)
            or not exists (select from pending_bet w where w.id = b.id and w.outcome = 'accepted')
            or not exists (select from price_history h where h.market_id = l.market_id and h.version = l.market_version
                              and (h.prices->>l.outcome_key)::bigint = l.odds))`,
      [marketId],
    );
    expect(wrong).toEqual([]);
  });
});

describe("every decision of this suite", () => {
  it("made again from its record, gives the same answer: at the receipt, at the end, and where it was refused", async () => {
    await refusalsWritten();
    const ids = await rows<{ id: string }>(
      "select id from bet union select id from bet_refusal union select id from pending_bet",
    );
    const replayed: ReplayedDecision[] = [];
    for (const { id } of ids) replayed.push(...(await replayBet(id)));
    const stages = replayed.map(({ stage }) => stage);
    for (const stage of ["received", "accepted", "refused"] as const)
      expect(stages.filter((each) => each === stage).length).toBeGreaterThan(5);
    expect(replayed.filter(({ same }) => !same)).toEqual([]);
  });
});
