import { describe, expect, it } from "vitest";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { applyBook, setSuspension } from "#lib/sportsbook/markets/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { decideThreeWay, makePlayer, makeSession, threeWay } from "#lib/sportsbook/testing.ts";
import { betOutcome, betView, placeBet, resolvePendingBet } from "./index.ts";
import { at, balance, DELAY_MS, finish, newEvent, receive, slip, testInPlay } from "./testing/in-play.ts";

testInPlay();

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
    expect(await resolvePendingBet(waiting.id)).toBeGreaterThan(0);

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

  it("can be read by its player alone", async () => {
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
    await ownerRows("update player set status = 'suspended' where id = $1", [player]);
    const refusal = { ok: false, refusal: { code: "player_barred" } };
    expect(await finish(player, refused.id)).toEqual(refusal);
    await ownerRows("update player set status = 'active' where id = $1", [player]);
    expect(await placeBet(at(player), refusedInput)).toEqual(refusal);
    expect(await betOutcome(player, refused.id)).toEqual(refusal);
  });
});

describe("what moves during the delay", () => {
  it.each(["none", "higher", "any"] as const)("better odds are what the bet gets: %s", async (oddsChoice) => {
    const { eventId, marketId } = await newEvent();
    const player = await makePlayer(1_000n);
    const { id } = await receive(player, slip([marketId], { oddsChoice }));
    await applyBook([{ eventId, markets: [threeWay(eventId, [20_500n, 35_000n, 40_000n])] }]);
    expect(await finish(player, id)).toMatchObject({
      ok: true,
      value: { status: "accepted", odds: 20_500n, potentialReturn: 2_050n },
    });
  });

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
        setSuspension({ where: { scope: "event", id: eventId }, source: "feed", on: true, reason: "goal" }),
      { code: "market_suspended", reason: "feed:goal" },
    ],
    ["the end of the match", ({ eventId }) => applyBook([{ eventId, status: 3 }]), { code: "event_closed" }],
    ["the result", ({ eventId }) => decideThreeWay(eventId, "home"), { code: "market_closed" }],
    [
      "a player who may no longer bet",
      (_, player) => ownerRows("update player set status = 'suspended' where id = $1", [player]),
      { code: "player_barred" },
    ],
    [
      "a lower limit of the player's own",
      (_, player) => ownerRows("update player set stake_factor_bp = 10 where id = $1", [player]),
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
    const [kept, revoked] = [await makeSession(player), await makeSession(player)];
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
      setSuspension({ where: { scope: "event", id: eventId }, source: "feed", on, reason: "var" });
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
