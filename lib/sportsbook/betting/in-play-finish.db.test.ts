import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "#lib/core/random.ts";
import { relayRound } from "#lib/platform/messaging/relay.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { registered } from "#lib/processes/modules.ts";
import { applyBook, setSuspension } from "#lib/sportsbook/markets/index.ts";
import { makePlayer, threeWay } from "#lib/sportsbook/testing.ts";
import {
  betOutcome,
  pendingDepth,
  placeBet,
  resolveOverdueBets,
  resolvePendingBet,
  schedulePendingBet,
} from "./index.ts";
import {
  at,
  balance,
  DELAY_MS,
  elapse,
  finish,
  newEvent,
  newPolicy,
  receive,
  replayAll,
  slip,
  testInPlay,
} from "./testing/in-play.ts";

testInPlay();

/** The storm lets real time pass, as its finishers race with it. */
const STORM_DELAY_MS = 250;
const ROUNDS = 40;
const BETS_MIN = 20;

describe("who finishes", () => {
  it("the process that received it, by its own timer", async () => {
    const { marketId } = await newEvent();
    const player = await makePlayer(1_000n);
    const waiting = await receive(player, slip([marketId]));
    await elapse([waiting.id], DELAY_MS);
    schedulePendingBet(waiting.id, 1);
    await expect
      .poll(() => betOutcome(player, waiting.id))
      .toMatchObject({
        value: { status: "accepted" },
      });
  });

  it("when that one has died, whoever looks for overdue ones, and nobody before they are overdue", async () => {
    const { marketId } = await newEvent();
    const player = await makePlayer(5_000n);
    const waiting = await Promise.all(Array.from({ length: 5 }, () => receive(player, slip([marketId]))));
    expect(await resolveOverdueBets(0)).toBe(0);
    expect(await pendingDepth()).toEqual({ waiting: 5, overdueMs: 0 });
    await elapse(
      waiting.map(({ id }) => id),
      DELAY_MS + 10,
    );
    expect(await resolveOverdueBets(60_000)).toBe(0);
    expect((await pendingDepth()).overdueMs).toBeGreaterThan(0);
    expect(await resolveOverdueBets(0)).toBe(5);
    expect(await pendingDepth()).toEqual({ waiting: 0, overdueMs: 0 });
    for (const { id } of waiting) expect(await betOutcome(player, id)).toMatchObject({ ok: true });
  });

  it("many at once, and the bet ends once", async () => {
    const { eventId, marketId } = await newEvent();
    const players = await Promise.all(Array.from({ length: 10 }, () => makePlayer(1_000n)));
    const waiting = await Promise.all(players.map((player) => receive(player, slip([marketId]))));
    await elapse(
      waiting.map(({ id }) => id),
      DELAY_MS,
    );
    await Promise.all([
      ...waiting.flatMap(({ id }) => Array.from({ length: 6 }, () => resolvePendingBet(id))),
      resolveOverdueBets(0),
      resolveOverdueBets(0),
      applyBook([{ eventId, markets: [threeWay(eventId, [19_500n, 35_000n, 40_000n])] }]),
    ]);
    for (const [n, { id }] of waiting.entries()) {
      const outcome = await betOutcome(players[n] as string, id);
      const { available } = await balance(players[n] as string);
      expect(available).toBe(outcome?.ok ? 0n : 1_000n);
    }
    const notified: string[] = [];
    const relay = relayRound({
      events: registered("events"),
      subscribers: [
        {
          name: "test",
          audiences: ["player"],
          handle: async (events) => {
            for (const { kind, payload } of events)
              if (kind !== "bet.pending" && typeof payload.betId === "string") notified.push(payload.betId);
          },
        },
      ],
    });
    expect((await relay(10_000)).events).toBeGreaterThan(0);
    const ids = waiting.map(({ id }) => id);
    expect(notified.filter((id) => ids.includes(id)).toSorted()).toEqual(ids.toSorted());
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
  const delayIs = (ms: number) => newPolicy(`rules || '{"inPlayDelayMs": {"football": ${ms}}}'`);
  beforeAll(() => delayIs(STORM_DELAY_MS));
  afterAll(() => delayIs(DELAY_MS));

  it("of bets, price moves, stops and finishers leaves each bet with one end, at a price and time that were right", {
    timeout: 60_000,
  }, async () => {
    const { eventId, marketId } = await newEvent();
    const random = seededRandom("storm");
    const players = await Promise.all(Array.from({ length: 12 }, () => makePlayer(3_000n)));
    let received = 0;
    let over = false;
    const book = (async () => {
      for (let round = 0; round < ROUNDS || received <= BETS_MIN; round += 1) {
        const odds = 20_000n + BigInt(random.integer(5)) * 500n;
        await applyBook([{ eventId, markets: [threeWay(eventId, [odds, 35_000n, 40_000n])] }]);
        const stop = (on: boolean) =>
          setSuspension({ where: { scope: "event", id: eventId }, source: "feed", on, reason: "race" });
        if (round % 4 === 0) await stop(true);
        await sleep(15);
        if (round % 4 === 0) await stop(false);
      }
      over = true;
    })();
    const sweep = (async () => {
      while (!over) {
        await resolveOverdueBets(0);
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
            received += 1;
            mine.push(answer.value.id);
            if (random.float() < 0.5) schedulePendingBet(answer.value.id, STORM_DELAY_MS);
          }
          await sleep(30);
        }
        return mine;
      }),
    );
    await Promise.all([book, sweep]);
    await elapse(ids.flat(), STORM_DELAY_MS);
    await resolveOverdueBets(0);
    expect(await pendingDepth()).toEqual({ waiting: 0, overdueMs: 0 });
    expect(ids.flat().length).toBeGreaterThan(BETS_MIN);
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
    const replayed = await replayAll();
    const stages = replayed.map(({ stage }) => stage);
    for (const stage of ["received", "accepted", "refused"] as const)
      expect(stages.filter((each) => each === stage).length).toBeGreaterThan(5);
    expect(replayed.filter(({ same }) => !same)).toEqual([]);
  });
});
