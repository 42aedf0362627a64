import { expect, it } from "vitest";
import { applyBook, setSuspension } from "#lib/sportsbook/markets/index.ts";
import { makePlayer, threeWay } from "#lib/sportsbook/testing.ts";
import { pendingBets, pendingOrRejectedBet, refusalsWritten, rejectedBets } from "./index.ts";
import { DELAY_MS, finish, newEvent, receive, slip, testInPlay } from "./testing/in-play.ts";

testInPlay();

const send = async (player: string, marketId: string) => (await receive(player, slip([marketId]))).id;

it("a bet that waits is shown to its player with what is left, and to nobody else", async () => {
  const { eventId, marketId } = await newEvent();
  const [player, other] = [await makePlayer(5_000n), await makePlayer(0n)];
  const id = await send(player, marketId);
  const seen = await pendingOrRejectedBet(player, id);
  expect(seen).toMatchObject({ state: "waiting", id, stake: 1_000n, delayMs: DELAY_MS });
  expect(seen?.legs).toMatchObject([{ eventId, marketId, outcomeKey: "home", odds: 20_000n }]);
  expect(await pendingOrRejectedBet(other, id)).toBeNull();
  await finish(player, id);
  // From here on it is a bet like any other.
  expect(await pendingOrRejectedBet(player, id)).toBeNull();
  expect(await rejectedBets(player)).toEqual({ bets: [], next: null });
});

it("a bet that was refused at its end says why, with its amounts, to its player alone", async () => {
  const [first, second] = [await newEvent(), await newEvent()];
  const [player, other] = [await makePlayer(5_000n), await makePlayer(0n)];
  const stopped = await send(player, first.marketId);
  const moved = await send(player, second.marketId);
  await setSuspension({
    where: { scope: "event", id: first.eventId },
    source: "feed",
    on: true,
    reason: "goal",
  });
  await applyBook([
    { eventId: second.eventId, markets: [threeWay(second.eventId, [19_000n, 35_000n, 40_000n])] },
  ]);
  await finish(player, stopped);
  await finish(player, moved);

  expect(await pendingBets(player)).toEqual([]);
  const { bets, next } = await rejectedBets(player);
  expect(next).toBeNull();
  expect(bets).toMatchObject([
    { id: moved, refusal: { code: "odds_changed", legs: [{ was: 20_000n, now: 19_000n }] } },
    { id: stopped, stake: 1_000n, refusal: { code: "market_suspended", reason: "feed:goal" } },
  ]);
  expect(bets[0]?.refusedAt.getTime()).toBeGreaterThanOrEqual(
    (bets[0]?.receivedAt.getTime() ?? 0) + DELAY_MS,
  );
  expect(await pendingOrRejectedBet(player, stopped)).toMatchObject({ state: "refused", id: stopped });
  expect(await pendingOrRejectedBet(other, stopped)).toBeNull();
  expect(await rejectedBets(other)).toEqual({ bets: [], next: null });
  expect((await rejectedBets(player, moved)).bets.map(({ id }) => id)).toEqual([stopped]);
});

it("what is refused at once was never received: nothing was held, and the slip said so", async () => {
  const { marketId } = await newEvent();
  const player = await makePlayer(100n);
  await expect(send(player, marketId)).rejects.toThrow("not received");
  await refusalsWritten();
  expect(await rejectedBets(player)).toEqual({ bets: [], next: null });
});
