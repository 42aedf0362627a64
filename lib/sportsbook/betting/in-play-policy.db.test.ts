import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { makePlayer } from "#lib/sportsbook/testing.ts";
import { commitBet } from "./commit.ts";
import { betOutcome, decideBet, placeBet, resolvePendingBet, seedPolicy } from "./index.ts";
import { recordDecision } from "./record.ts";
import { loadSnapshot } from "./snapshot.ts";
import {
  at,
  balance,
  DELAY_MS,
  elapse,
  finish,
  newEvent,
  newPolicy,
  receive,
  slip,
  testInPlay,
} from "./testing/in-play.ts";

testInPlay();

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
    await newPolicy(`rules || '{"inPlayDelayMs": {"football": 60000}}'`);
    await elapse([waiting.id], DELAY_MS);
    expect(await resolvePendingBet(waiting.id)).toBeGreaterThan(0);
    expect(await betOutcome(player, waiting.id)).toMatchObject({ value: { status: "pending" } });
    expect(await finish(player, waiting.id)).toMatchObject({ ok: true });
    const [times] = await rows<{ waited: number }>(
      "select extract(epoch from ended_at - received_at) * 1000 as waited from pending_bet where id = $1",
      [waiting.id],
    );
    expect(Number(times?.waited)).toBeGreaterThanOrEqual(60_000);

    const second = await receive(player, slip([marketId]));
    expect(second.delayMs).toBe(60_000);
    await newPolicy(`rules || '{"inPlayDelayMs": {"football": 0}}'`);
    expect(await resolvePendingBet(second.id)).toBeGreaterThan(0);
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

  it("an older database gets delays with the next seed, and older records can still be read", async () => {
    await newPolicy("rules - 'inPlayDelayMs' - 'inPlayDelayMsDefault'");
    await seedPolicy();
    await seedPolicy();
    const [policy] = await rows<{ rules: Record<string, unknown> }>(
      "select rules from betting_policy order by version desc limit 1",
    );
    expect(policy?.rules).toMatchObject({ inPlayDelayMs: { football: 5_000 }, inPlayDelayMsDefault: 5_000 });
  });
});
