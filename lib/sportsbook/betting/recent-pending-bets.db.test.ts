import { expect, it } from "vitest";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { setSuspension } from "#lib/sportsbook/markets/index.ts";
import { makePlayer } from "#lib/sportsbook/testing.ts";
import { placeBet, recentPendingBets } from "./index.ts";
import { at, DELAY_MS, finish, newEvent, slip, testInPlay } from "./testing/in-play.ts";

testInPlay();

const send = async (playerId: string, marketId: string): Promise<string> => {
  const answer = await placeBet(at(playerId), slip([marketId], { stake: "2.50", oddsChoice: "higher" }));
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.id;
};

const endedAgo = (id: string, seconds: number) =>
  ownerRows(
    `update pending_bet set received_at = received_at - make_interval(secs => $2), due_at = due_at - make_interval(secs => $2),
            ended_at = ended_at - make_interval(secs => $2) where id = $1`,
    [id, seconds],
  );

it("a pending bet is shown as it was sent, to its player alone; its result for another 15 seconds", async () => {
  const [{ marketId }, player, other] = [await newEvent(), await makePlayer(5_000n), await makePlayer(0n)];
  const id = await send(player, marketId);
  const bet = {
    stake: "2.50",
    oddsChoice: "higher",
    legs: [{ marketId, outcomeKey: "home", odds: "20000" }],
  };
  const [waits, ...more] = await recentPendingBets(player);
  expect(more).toEqual([]);
  expect(waits).toMatchObject({ id, bet, delayMs: DELAY_MS, end: null });
  expect(waits?.remainingMs).toBeGreaterThan(0);
  expect(waits?.remainingMs).toBeLessThanOrEqual(DELAY_MS);
  expect(await recentPendingBets(other)).toEqual([]);

  await finish(player, id);
  expect(await recentPendingBets(player)).toMatchObject([
    { id, bet, end: { status: "accepted", id, stake: 250n } },
  ]);
  await endedAgo(id, 13);
  expect(await recentPendingBets(player)).toHaveLength(1);
  await endedAgo(id, 4);
  expect(await recentPendingBets(player)).toEqual([]);
});

it("a bet that was refused at its end says why; one that never waited is not followed", async () => {
  const [first, second, player] = [await newEvent(), await newEvent(), await makePlayer(5_000n)];
  const id = await send(player, first.marketId);
  await setSuspension({
    where: { scope: "event", id: first.eventId },
    source: "feed",
    on: true,
    reason: "goal",
  });
  await finish(player, id);
  const still = await newEvent(false);
  await send(player, still.marketId);
  const waiting = await send(player, second.marketId);
  expect(await recentPendingBets(player)).toMatchObject([
    { id, end: { status: "refused", refusal: { code: "market_suspended", marketId: first.marketId } } },
    { id: waiting, end: null },
  ]);
  await finish(player, waiting);
});
