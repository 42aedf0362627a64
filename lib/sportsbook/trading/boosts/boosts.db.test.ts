import { beforeAll, describe, expect, it } from "vitest";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import {
  betView,
  cashOut,
  editBet,
  placeBet,
  priceCashOuts,
  refusalsWritten,
  replayBet,
  type SlipInput,
} from "#lib/sportsbook/betting/index.ts";
import { newPolicy } from "#lib/sportsbook/betting/testing/in-play.ts";
import { applyBook, eventView } from "#lib/sportsbook/markets/index.ts";
import { boostOf } from "#lib/sportsbook/markets/schema.ts";
import { payEarly, settleMarket } from "#lib/sportsbook/settlement/index.ts";
import {
  cash,
  correct,
  moves,
  result,
  stateOf,
  testCorrections,
} from "#lib/sportsbook/settlement/testing/corrections.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { makeNextEvent, makePlayer, makeStaff, type TestEvent, threeWay } from "#lib/sportsbook/testing.ts";
import { boosts, boostTarget, expireBoosts, tradingCommands } from "../index.ts";

const { setBoost, endBoost } = tradingCommands;

testCorrections();
let trader: { staffId: string; sessionId: string };
beforeAll(async () => {
  trader = await makeStaff();
});

const upcoming = () => makeNextEvent({ running: false });

type Terms = Partial<Parameters<typeof setBoost>[1]>;
const boost = ({ marketId }: TestEvent, terms: Terms = {}) =>
  setBoost(trader, {
    marketId,
    outcomeKey: "home",
    odds: "25000" as never,
    stakeMax: "5000" as never,
    liabilityMax: "100000" as never,
    minutes: null,
    ...terms,
  });
const boosted = async (event: TestEvent, terms: Terms = {}): Promise<string> => {
  const made = await boost(event, terms);
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.boostId;
};

const place = (
  playerId: string,
  { marketId }: TestEvent,
  id: string | undefined,
  stake = "10",
  more: Partial<SlipInput> = {},
) =>
  placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake,
      legs: [{ marketId, outcomeKey: "home", odds: 25_000n }],
      oddsChoice: "higher",
      ...(id && { boost: id }),
      ...more,
    },
  );
const placed = async (...args: Parameters<typeof place>): Promise<string> => {
  const answer = await place(...args);
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.id;
};

const costOf = async (id: string) =>
  (await moves(id)).reduce(
    (sum, { code, amount }) =>
      sum + (code === "boost_cost" ? amount : code === "boost_cost_returned" ? -amount : 0n),
    0n,
  );
const shown = async ({ eventId, marketId }: TestEvent) => {
  const event = await eventView(eventId);
  const outcome = event?.markets.find(({ id }) => id === marketId)?.outcomes[0];
  return event && outcome ? (boostOf(event, outcome)?.odds ?? null) : null;
};
const price = (event: TestEvent, odds: bigint) =>
  applyBook([{ eventId: event.eventId, markets: [threeWay(event.eventId, [odds, 35_000n, 40_000n])] }]);

describe("a boost", () => {
  it("is shown with a new version of its market, and is in the audit trail; its end likewise", async () => {
    const event = await upcoming();
    const before = await eventView(event.eventId);
    const id = await boosted(event);
    const now = await eventView(event.eventId);
    expect(now?.version).toBeGreaterThan(before?.version ?? 0);
    expect(now?.markets[0]?.outcomes[0]).toMatchObject({ odds: "20000", boost: { id, odds: "25000" } });
    expect(now?.markets[0]?.outcomes[1]).not.toHaveProperty("boost");
    expect(await boostTarget(event.marketId, "home")).toMatchObject({ odds: 20_000n, boosted: true });
    expect(await endBoost(trader, { marketId: event.marketId, boostId: id })).toMatchObject({ ok: true });
    expect(await shown(event)).toBeNull();
    expect(await endBoost(trader, { marketId: event.marketId, boostId: id })).toMatchObject({
      refusal: { code: "boost_ended" },
    });
    const trail = await rows<{ action: string }>(
      "select action from audit_entry where subject = $1 order by id",
      [`market:${event.marketId}`],
    );
    expect(trail.map(({ action }) => action)).toEqual(["market.set_boost", "market.end_boost"]);
  });

  it("is refused where it would not be one", async () => {
    const event = await upcoming();
    expect(await boost(event, { odds: "20000" as never })).toMatchObject({
      refusal: { code: "boost_not_better", odds: 20_000n },
    });
    expect(await boost(event, { outcomeKey: "none" })).toMatchObject({
      refusal: { code: "unknown_outcome" },
    });
    expect(await boost(await makeNextEvent())).toMatchObject({ refusal: { code: "event_started" } });
    await boosted(event);
    expect(await boost(event)).toMatchObject({ refusal: { code: "boost_exists" } });
  });

  it("ends by itself when its time is over, its event begins or it is used up", async () => {
    const [timed, running, used] = [await upcoming(), await upcoming(), await upcoming()];
    const ids = [
      await boosted(timed, { minutes: 5 }),
      await boosted(running),
      await boosted(used, { liabilityMax: "1500" as never }),
    ];
    await ownerRows(
      "update price_boost set starts_at = starts_at - interval '1 hour', ends_at = ends_at - interval '1 hour' where id = $1",
      [ids[0]],
    );
    const player = await makePlayer(10_000n);
    expect(await place(player, timed, ids[0])).toMatchObject({ refusal: { code: "odds_changed" } });
    await applyBook([
      { eventId: running.eventId, status: 1, score: { ...footballKickOff(), phase: "first_half" } },
    ]);
    expect(await shown(running)).toBeNull();
    expect(await place(player, running, ids[1])).toMatchObject({ refusal: { code: "odds_changed" } });
    // 9.99 at a profit of 1.5: 14.99 of 15.00.
    await placed(player, used, ids[2], "9.99");
    expect(await expireBoosts()).toBe(3);
    expect(await expireBoosts()).toBe(0);
    expect(await shown(used)).toBeNull();
    expect(
      (await boosts())
        .filter(({ id }) => ids.includes(id))
        .every(({ endedAt, by }) => endedAt !== null && by !== null),
    ).toBe(true);
    await refusalsWritten();
  });
});

describe("a bet at a boost", () => {
  it("has its odds, shows the plain ones, and is counted by the boost", async () => {
    const event = await upcoming();
    const id = await boosted(event);
    const player = await makePlayer(10_000n);
    const answer = await place(player, event, id);
    expect(answer).toMatchObject({
      ok: true,
      value: { odds: 25_000n, plainOdds: 20_000n, potentialReturn: 2_500n },
    });
    const betId = answer.ok ? answer.value.id : "";
    expect(await betView(betId)).toMatchObject({
      odds: 25_000n,
      plainOdds: 20_000n,
      legs: [{ odds: 25_000n }],
    });
    expect((await boosts())[0]).toMatchObject({ id, bets: 1, stake: 1_000n, liability: 1_500n, cost: 0n });
    expect((await replayBet(betId)).every(({ same }) => same)).toBe(true);
  });

  it("is at the plain odds where the slip does not name the boost, as in a multiple", async () => {
    const [event, other] = [await upcoming(), await upcoming()];
    const id = await boosted(event);
    const player = await makePlayer(10_000n);
    expect(await place(player, event, undefined, "10", { oddsChoice: "any" })).toMatchObject({
      value: { odds: 20_000n },
    });
    const legs = [event, other].map(({ marketId }) => ({ marketId, outcomeKey: "home", odds: 20_000n }));
    expect(await place(player, event, undefined, "10", { legs })).toMatchObject({ value: { odds: 40_000n } });
    expect(await place(player, other, id)).toMatchObject({ refusal: { code: "odds_changed" } });
  });

  it("ends with the boost and gives way to better plain odds, as any price that changes", async () => {
    const event = await upcoming();
    const id = await boosted(event);
    const player = await makePlayer(10_000n);
    await price(event, 26_000n);
    expect(await shown(event)).toBeNull();
    expect(await place(player, event, id)).toMatchObject({ value: { odds: 26_000n } });
    await price(event, 19_000n);
    expect(await shown(event)).toBe("25000");
    expect(await place(player, event, id)).toMatchObject({ value: { odds: 25_000n, plainOdds: 19_000n } });
    await endBoost(trader, { marketId: event.marketId, boostId: id });
    expect(await place(player, event, id)).toMatchObject({
      refusal: { code: "odds_changed", legs: [{ was: 25_000n, now: 19_000n }] },
    });
    expect(await place(player, event, id, "10", { oddsChoice: "any" })).toMatchObject({
      value: { odds: 19_000n },
    });
    await refusalsWritten();
  });

  it("is no more than what the player may stake, in two tabs and in any number of bets", async () => {
    const event = await upcoming();
    const id = await boosted(event);
    const [player, other] = [await makePlayer(100_000n), await makePlayer(100_000n)];
    expect(await place(player, event, id, "50.01")).toMatchObject({
      refusal: { code: "boost_limit", maximumStake: 5_000n },
    });
    const answers = await Promise.all(Array.from({ length: 6 }, () => place(player, event, id, "20")));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
    for (const answer of answers)
      if (!answer.ok) expect(answer.refusal).toMatchObject({ code: "boost_limit", maximumStake: 1_000n });
    await placed(player, event, id, "10");
    // Used up: refused whatever the player accepts, and taken at the plain odds where the slip does not name it.
    expect(await place(player, event, id, "1", { oddsChoice: "any" })).toMatchObject({
      refusal: { code: "boost_limit", maximumStake: 0n },
    });
    expect(await place(player, event, undefined, "1", { oddsChoice: "any" })).toMatchObject({
      value: { odds: 20_000n },
    });
    expect(await place(other, event, id, "50")).toMatchObject({ value: { odds: 25_000n } });
    await refusalsWritten();
  });

  it("is no more than what all may win together, however many bet at once", async () => {
    const event = await upcoming();
    // 60.00 to be won: four bets of 10 at a profit of 15.
    const id = await boosted(event, { liabilityMax: "6100" as never });
    const players = await Promise.all(Array.from({ length: 8 }, () => makePlayer(10_000n)));
    const answers = await Promise.all(players.map((player) => place(player, event, id)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(4);
    expect((await boosts()).find((each) => each.id === id)).toMatchObject({ bets: 4, liability: 6_000n });
    await refusalsWritten();
  });

  it("is not accepted at a boost that ended while it was decided", async () => {
    const event = await upcoming();
    const id = await boosted(event);
    const players = await Promise.all(Array.from({ length: 10 }, () => makePlayer(10_000n)));
    const [, ...answers] = await Promise.all([
      endBoost(trader, { marketId: event.marketId, boostId: id }),
      ...players.map((player) => place(player, event, id)),
    ]);
    const [{ late } = { late: 0n }] = await rows<{ late: bigint }>(
      `select count(*) as late from boosted_bet x join bet b on b.id = x.bet_id join price_boost p on p.id = x.boost_id
        where p.id = $1 and b.placed_at > p.ended_at`,
      [id],
    );
    expect(late).toBe(0n);
    for (const answer of answers) if (!answer.ok) expect(answer.refusal.code).toBe("odds_changed");
    await refusalsWritten();
  });
});

describe("the cost of a boost", () => {
  it("is what the bet returns above the plain odds, and follows every correction", async () => {
    const event = await upcoming();
    const id = await boosted(event);
    const player = await makePlayer(2_000n);
    const [betId, lost] = [await placed(player, event, id), await placed(player, event, id, "10")];
    await result(event, "home");
    expect([await stateOf(betId), await costOf(betId), await cash(player)]).toEqual([
      `settled won 2500 market:${event.marketId}`,
      500n,
      5_000n,
    ]);
    expect((await boosts()).find((each) => each.id === id)?.cost).toBe(1_000n);
    await correct(event, "rollback_result");
    expect([await costOf(betId), await cash(player)]).toEqual([0n, 0n]);
    await result(event, "away");
    expect([await stateOf(lost), await costOf(lost)]).toEqual([
      `settled lost 0 market:${event.marketId}`,
      0n,
    ]);
    await correct(event, "rollback_result");
    await correct(event, "cancel");
    expect([await costOf(betId), await cash(player)]).toEqual([0n, 2_000n]);
  });

  it("is of the half that wins, and of a dead heat's share", async () => {
    const [half, heat] = [await upcoming(), await upcoming()];
    const player = await makePlayer(2_000n);
    const bets = [
      await placed(player, half, await boosted(half)),
      await placed(player, heat, await boosted(heat)),
    ] as const;
    const outcome = (key: string, won: 0 | 1) => ({
      key,
      result: won,
      voidFactor: null,
      deadHeatFactor: null,
    });
    const rest = [outcome("draw", 0), outcome("away", 0)];
    await result(half, [{ ...outcome("home", 1), voidFactor: 0.5 }, ...rest]);
    await result(heat, [
      { ...outcome("home", 1), deadHeatFactor: { numerator: 1, denominator: 2 } },
      ...rest,
    ]);
    // 10 × (2.5 + 1) / 2 against 10 × (2 + 1) / 2, and 10 × 2.5 / 2 against 10 × 2 / 2.
    expect([await costOf(bets[0]), await costOf(bets[1])]).toEqual([250n, 250n]);
    expect(await cash(player)).toBe(1_750n + 1_250n);
  });

  it("is apart from that of an early payout", async () => {
    await newPolicy(`jsonb_set(rules, '{earlyPayoutLead}', '{"football/1x2": 2}')`);
    const event = await upcoming();
    const player = await makePlayer(1_000n);
    const betId = await placed(player, event, await boosted(event));
    await applyBook([
      {
        eventId: event.eventId,
        status: 1,
        score: { ...footballKickOff(), phase: "second_half", goals: { home: 2, away: 0 } },
      },
    ]);
    await payEarly();
    await settleMarket(event.marketId);
    expect([await stateOf(betId), await costOf(betId)]).toEqual([
      `settled won 2500 early:${event.marketId}`,
      0n,
    ]);
    await result(event, "home");
    expect(await costOf(betId)).toBe(500n);
    await correct(event, "rollback_result");
    await result(event, "draw");
    expect(await costOf(betId)).toBe(0n);
    expect(
      (await moves(betId)).some(({ code, amount }) => code === "early_payout_cost" && amount === 2_500n),
    ).toBe(true);
    await newPolicy(`rules - 'earlyPayoutLead'`);
  });
});

describe("a bet at a boost, before its result", () => {
  it("is cashed out for what the plain odds are worth: never at a profit at once", async () => {
    const event = await upcoming();
    const player = await makePlayer(1_000n);
    const betId = await placed(player, event, await boosted(event, { odds: "40000" as never }));
    const offer = (await priceCashOuts([betId], player))[0]?.cashOut.offer;
    // 10 × 2.0 × 0.48 × 0.94
    expect(offer?.amount).toBe(902n);
    const part = await cashOut(player, {
      betId,
      idempotencyKey: crypto.randomUUID(),
      amount: 451n,
      part: 5_000,
    });
    if (!part.ok || !part.value.restId) throw new Error("not cashed out");
    expect(await betView(part.value.restId)).toMatchObject({
      stake: 500n,
      odds: 40_000n,
      plainOdds: 20_000n,
      potentialReturn: 2_000n,
    });
    await result(event, "home");
    expect([await costOf(betId), await costOf(part.value.restId)]).toEqual([0n, 1_000n]);
    expect(await cash(player)).toBe(451n + 2_000n);
  });

  it("is edited for that value, into a bet at the plain odds", async () => {
    const event = await upcoming();
    const player = await makePlayer(1_000n);
    const id = await boosted(event);
    const betId = await placed(player, event, id);
    const edited = await editBet(
      { playerId: player, sessionId: null },
      {
        betId,
        value: 902n,
        idempotencyKey: crypto.randomUUID(),
        stake: "9.02",
        legs: [{ marketId: event.marketId, outcomeKey: "home", odds: 20_000n }],
        oddsChoice: "none",
      },
    );
    if (!edited.ok) throw new Error(edited.refusal.code);
    expect(await betView(edited.value.editId)).toMatchObject({ odds: 20_000n, plainOdds: null, stake: 902n });
    await result(event, "home");
    expect([await costOf(betId), await costOf(edited.value.editId), await cash(player)]).toEqual([
      0n,
      0n,
      1_804n,
    ]);
  });
});
