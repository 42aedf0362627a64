import { describe, expect, it } from "vitest";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { decideThreeWay, makePlayer, type TestEvent, threeWay } from "#lib/sportsbook/testing.ts";
import { betOutcome, forgetPlayerStakes, placeBet, type SlipInput } from "./index.ts";
import { at, finish, newEvent, newPolicy, receive, slip, testInPlay } from "./testing/in-play.ts";

testInPlay();

const limited = async (): Promise<string> => {
  const player = await makePlayer(10_000_000n);
  await ownerRows("update player set stake_factor_bp = 100 where id = $1", [player]);
  return player;
};
const codeOf = async (player: string, input: SlipInput) => {
  const answer = await placeBet(at(player), input);
  return answer.ok ? answer.value.status : answer.refusal.code;
};
const times = <T>(n: number, work: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: n }, (_, at) => work(at)));
const upcoming = () => newEvent(false);
const tally = (codes: readonly string[]) =>
  codes.reduce<Record<string, number>>((all, code) => {
    all[code] = (all[code] ?? 0) + 1;
    return all;
  }, {});
const settle = async (event: TestEvent, winner: Parameters<typeof decideThreeWay>[1]) => {
  await decideThreeWay(event.eventId, winner);
  await settleMarket(event.marketId);
};
const voidBet = (id: string) => ownerRows("select void_bet($1, 'test', null)", [id]);

describe("what a player has staked counts towards the limit of the next bet", () => {
  it("accepts one of twenty bets that each reach it, sent one by one or at once", async () => {
    const player = await limited();
    const [first, second] = [await upcoming(), await upcoming()];
    const codes: string[] = [];
    for (let n = 0; n < 20; n += 1) codes.push(await codeOf(player, slip([first.marketId], { stake: "50" })));
    expect(tally(codes)).toEqual({ accepted: 1, player_limit: 19 });
    expect(tally(await times(20, () => codeOf(player, slip([second.marketId], { stake: "50" }))))).toEqual({
      accepted: 1,
      player_limit: 19,
    });
  });

  it("names what is left, which is accepted; then nothing is", async () => {
    const player = await limited();
    const { marketId } = await upcoming();
    expect(await codeOf(player, slip([marketId], { stake: "30.55" }))).toBe("accepted");
    expect(await placeBet(at(player), slip([marketId], { stake: "19.46" }))).toEqual({
      ok: false,
      refusal: {
        code: "player_limit",
        scope: "outcome",
        marketId,
        outcomeKey: "home",
        staked: 3_055n,
        maximumStake: 1_945n,
      },
    });
    expect(await codeOf(player, slip([marketId], { stake: "19.45" }))).toBe("accepted");
    expect(await placeBet(at(player), slip([marketId], { stake: "0.10" }))).toMatchObject({
      refusal: { code: "player_limit", maximumStake: 0n },
    });
  });

  it("counts the outcomes of a market and the markets of an event together", async () => {
    const player = await limited();
    const { eventId, marketId } = await upcoming();
    const markets = [marketId, ...["b", "c"].map((name) => `${eventId}.${name}`)];
    await applyBook([
      {
        eventId,
        markets: markets
          .slice(1)
          .map((id) => ({ ...threeWay(eventId), id, marketType: "total", specifiers: `total=${id}` })),
      },
    ]);
    const on = (id: string, outcomeKey: string) =>
      placeBet(
        at(player),
        slip([id], { stake: "50", oddsChoice: "any", legs: [{ marketId: id, outcomeKey, odds: 20_000n }] }),
      );
    for (const key of ["home", "draw"]) expect((await on(marketId, key)).ok).toBe(true);
    expect(await on(marketId, "away")).toMatchObject({ refusal: { code: "player_limit", scope: "market" } });
    for (const key of ["home", "draw"]) expect((await on(markets[1] as string, key)).ok).toBe(true);
    expect((await on(markets[2] as string, "home")).ok).toBe(true);
    expect(await on(markets[2] as string, "draw")).toMatchObject({
      refusal: { code: "player_limit", scope: "event", staked: 25_000n, maximumStake: 0n },
    });
  });

  it("counts an accumulator with its whole stake on each leg", async () => {
    const player = await limited();
    const [a, b] = [await upcoming(), await upcoming()];
    expect(await codeOf(player, slip([a.marketId, b.marketId], { stake: "50" }))).toBe("accepted");
    expect(await codeOf(player, slip([b.marketId], { stake: "1" }))).toBe("player_limit");
    await settle(a, "away");
  });

  it("counts a bet from its receipt, once, and no more when it is refused at the end of its delay", async () => {
    const player = await limited();
    const event = await newEvent(true);
    const { id } = await receive(player, slip([event.marketId], { stake: "50" }));
    expect(await codeOf(player, slip([event.marketId], { stake: "1" }))).toBe("player_limit");
    expect(await finish(player, id)).toMatchObject({ ok: true, value: { status: "accepted" } });
    expect(await codeOf(player, slip([event.marketId], { stake: "1" }))).toBe("player_limit");

    const other = await limited();
    const refused = await receive(other, slip([event.marketId], { stake: "50" }));
    await applyBook([
      { eventId: event.eventId, markets: [threeWay(event.eventId, [18_000n, 35_000n, 40_000n])] },
    ]);
    expect(await finish(other, refused.id)).toMatchObject({ ok: false, refusal: { code: "odds_changed" } });
    expect((await receive(other, slip([event.marketId], { stake: "50", oddsChoice: "any" }))).stake).toBe(
      5_000n,
    );
  });

  it("counts a void bet no more, a lost one still, and a reopened one again", async () => {
    const player = await limited();
    const [a, b, c] = [await upcoming(), await upcoming(), await upcoming()];
    const single = await placeBet(at(player), slip([a.marketId], { stake: "50" }));
    if (!single.ok) throw new Error(single.refusal.code);
    await voidBet(single.value.id);
    expect(await codeOf(player, slip([a.marketId], { stake: "50" }))).toBe("accepted");

    expect(await codeOf(player, slip([b.marketId, c.marketId], { stake: "50" }))).toBe("accepted");
    await settle(b, "away");
    expect(await codeOf(player, slip([c.marketId], { stake: "50" }))).toBe("player_limit");
    await settle(b, "void");
    expect(await codeOf(player, slip([c.marketId], { stake: "1" }))).toBe("player_limit");
    await settle(c, "void");
  });

  it("deletes what was staked on events that are long over", async () => {
    const player = await limited();
    const [over, open] = [await upcoming(), await upcoming()];
    for (const { marketId } of [over, open])
      expect(await codeOf(player, slip([marketId], { stake: "50" }))).toBe("accepted");
    await settle(over, "home");
    await ownerRows("update event set status = 4, starts_at = now() - interval '40 days' where id = $1", [
      over.eventId,
    ]);
    expect(await forgetPlayerStakes()).toBe(1);
    expect(
      await rows<{ event_id: string }>("select event_id from player_stake where player_id = $1", [player]),
    ).toEqual([{ event_id: open.eventId }]);
  });
});

describe("what identical combinations would pay", () => {
  const wideOpen = `rules || '{"liabilityMax": {}, "liabilityMaxDefault": "100000000000"}'`;
  const treble = async () => {
    const events = [await upcoming(), await upcoming(), await upcoming()];
    for (const { eventId } of events)
      await applyBook([{ eventId, markets: [threeWay(eventId, [100_000n, 35_000n, 40_000n])] }]);
    return events;
  };
  const on = (events: readonly TestEvent[], stake = "250") =>
    slip(
      events.map(({ marketId }) => marketId),
      { stake, oddsChoice: "any" },
    );
  const carried = async () =>
    rows<{ bets: number; payout: bigint }>("select bets, payout from combination_exposure");

  it("is limited together, over all players and in whatever order the legs are", async () => {
    await newPolicy(wideOpen);
    const events = await treble();
    const players = await times(46, () => makePlayer(100_000n));
    const codes = await Promise.all(
      players.map((player, n) => codeOf(player, on(n % 2 ? events : [...events].reverse()))),
    );
    expect(tally(codes)).toEqual({ accepted: 2, combination_limit: 44 });
    expect(await codeOf(players[0] as string, on(events.slice(0, 2)))).toBe("accepted");

    const held = (await carried()).find(({ bets }) => bets === 2);
    expect(held?.payout).toBe(50_000_000n);
    await settle(events[0] as TestEvent, "away");
    expect(await carried()).toEqual([]);
    await settle(events[0] as TestEvent, "home");
    expect(await carried()).toHaveLength(2);
    for (const event of events.slice(1)) await settle(event, "home");
    expect(await carried()).toEqual([]);
  });

  it("names the stake that still fits", async () => {
    const events = await treble();
    const player = await makePlayer(1_000_000n);
    expect(await codeOf(player, on(events))).toBe("accepted");
    expect(await codeOf(player, on(events, "200.01"))).toBe("accepted");
    expect(await placeBet(at(player), on(events))).toEqual({
      ok: false,
      refusal: { code: "combination_limit", maximumStake: 4_999n },
    });
    expect(await codeOf(player, on(events, "49.99"))).toBe("accepted");
    for (const event of events) await settle(event, "void");
    expect(await carried()).toEqual([]);
  });

  it("counts a bet from its receipt, at the end of the delay at its own odds, and no more when it is refused", async () => {
    const [a, b] = [await newEvent(true), await newEvent(true)];
    const player = await makePlayer(1_000_000n);
    const [first, second] = [
      await receive(player, slip([a.marketId, b.marketId], { stake: "10", oddsChoice: "any" })),
      await receive(player, slip([b.marketId, a.marketId], { stake: "10" })),
    ];
    expect(await carried()).toEqual([{ bets: 2, payout: 8_000n }]);
    await applyBook([{ eventId: a.eventId, markets: [threeWay(a.eventId, [15_000n, 35_000n, 40_000n])] }]);
    await finish(player, first.id);
    await finish(player, second.id);
    expect(await betOutcome(player, second.id)).toMatchObject({ refusal: { code: "odds_changed" } });
    expect(await carried()).toEqual([{ bets: 1, payout: 3_000n }]);
    await voidBet(first.id);
    expect(await carried()).toEqual([]);
  });
});
