import { expect, it } from "vitest";
import { playerContext } from "#lib/platform/commands/context.ts";
import { relayRound } from "#lib/platform/messaging/relay.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { playerEvents } from "#lib/players/events.ts";
import { playerCommands } from "#lib/players/index.ts";
import { makePlayer } from "#lib/sportsbook/testing.ts";
import { bettingEvents } from "./events.ts";
import { exclusionSubscriber } from "./exclusion-subscriber.ts";
import { betOutcome, placeBet } from "./index.ts";
import { at, balance, newEvent, receive, slip, testInPlay } from "./testing/in-play.ts";

testInPlay();

const takeBreak = (playerId: string) =>
  playerCommands.takeTimeOut(playerContext(playerId, "EUR"), { hours: 24 });

it("accepts no bet after an exclusion, of forty that race with it", async () => {
  const { marketId } = await newEvent(false);
  const bet = (playerId: string) => placeBet(at(playerId), slip([marketId], { stake: "1.00" }));
  const players = await Promise.all(Array.from({ length: 3 }, () => makePlayer(1_000_000n)));
  await Promise.all(
    players.map(async (playerId) => {
      const before = Array.from({ length: 20 }, () => bet(playerId));
      const excluded = takeBreak(playerId);
      const answers = await Promise.all([...before, ...Array.from({ length: 20 }, () => bet(playerId))]);
      expect(await excluded).toMatchObject({ ok: true });
      // So many at once are too many for some of them.
      for (const answer of answers)
        if (!answer.ok) expect(["player_barred", "too_busy"]).toContain(answer.refusal.code);
      expect(await bet(playerId)).toMatchObject({
        refusal: { code: "player_barred", reason: "excluded", until: expect.any(String) },
      });
    }),
  );
  expect(
    await rows(
      "select b.id from bet b join player_exclusion x on x.player_id = b.player_id where b.placed_at > x.starts_at",
    ),
  ).toEqual([]);
});

it("rejects a bet in its delay at once, and returns the stake", async () => {
  const { marketId } = await newEvent();
  const playerId = await makePlayer(5_000n);
  const { id } = await receive(playerId, slip([marketId]));
  expect(await balance(playerId)).toMatchObject({ available: 4_000n });
  await takeBreak(playerId);
  await relayRound({ events: [...playerEvents, ...bettingEvents], subscribers: [exclusionSubscriber] })();
  expect(await betOutcome(playerId, id)).toMatchObject({
    ok: false,
    refusal: { code: "player_barred", reason: "excluded" },
  });
  expect(await balance(playerId)).toMatchObject({ available: 5_000n, held: 0n });
});

it("leaves the open bets of an excluded player as they are", async () => {
  const { marketId } = await newEvent(false);
  const playerId = await makePlayer(5_000n);
  const placed = await placeBet(at(playerId), slip([marketId]));
  if (!placed.ok) throw new Error(placed.refusal.code);
  await takeBreak(playerId);
  expect(await betOutcome(playerId, placed.value.id)).toMatchObject({ value: { status: "accepted" } });
});
