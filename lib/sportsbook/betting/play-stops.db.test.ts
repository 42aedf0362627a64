import { expect, it } from "vitest";
import { playerContext } from "#lib/platform/commands/context.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { playerCommands } from "#lib/players/index.ts";
import { notePlayOf } from "#lib/players/play/play.ts";
import { makePlayer } from "#lib/sportsbook/testing.ts";
import { placeBet, refusalsWritten, replayBet } from "./index.ts";
import { at, finish, newEvent, receive, slip, testInPlay } from "./testing/in-play.ts";

testInPlay();

const newPlayer = async () => {
  const playerId = await makePlayer(1_000_000n);
  await ownerRows("update player set country = 'MT' where id = $1", [playerId]);
  await transaction((client) => notePlayOf(playerId, client));
  return playerId;
};

const bet = (playerId: string, marketId: string) =>
  placeBet(at(playerId), slip([marketId], { stake: "1.00" }));

/** Play stops in a moment, as when time has run for so long. */
const stopSoon = (playerId: string, why: string, inMs: number) =>
  ownerRows(
    "update player set play_stop = $2, play_until = clock_timestamp() + $3 * interval '1 ms' where id = $1",
    [playerId, why, inMs],
  );

it.each(["session_limit", "reality_check"] as const)(
  "accepts no bet from the moment of a %s on, of a hundred that race with it",
  async (reason) => {
    const { marketId } = await newEvent(false);
    const playerId = await newPlayer();
    expect(await bet(playerId, marketId)).toMatchObject({ ok: true });
    await stopSoon(playerId, reason, 60);
    const answers = await Promise.all(Array.from({ length: 100 }, () => bet(playerId, marketId)));
    for (const answer of answers)
      if (!answer.ok) expect(["play_stopped", "too_busy"]).toContain(answer.refusal.code);
    const late = await rows(
      "select b.id from bet b join player p on p.id = b.player_id where p.id = $1 and b.placed_at >= p.play_until",
      [playerId],
    );
    expect(late).toEqual([]);
    await stopSoon(playerId, reason, -1);
    expect(await bet(playerId, marketId)).toEqual({ ok: false, refusal: { code: "play_stopped", reason } });
  },
);

it("takes no bet after a limit on time has been lowered below the time that was used", async () => {
  const { marketId } = await newEvent(false);
  const playerId = await newPlayer();
  const lower = () =>
    playerCommands.setLimitCommand(playerContext(playerId, "EUR"), {
      kind: "session",
      period: "day",
      amount: "0",
    });
  const before = Array.from({ length: 20 }, () => bet(playerId, marketId));
  const lowered = lower();
  await Promise.all(before);
  expect(await lowered).toMatchObject({ ok: true });
  const after = await Promise.all(Array.from({ length: 20 }, () => bet(playerId, marketId)));
  for (const answer of after)
    expect(answer).toEqual({ ok: false, refusal: { code: "play_stopped", reason: "session_limit" } });
  await refusalsWritten();
  const [kept] = await rows<{ id: string }>("select id from bet_refusal where player_id = $1 limit 1", [
    playerId,
  ]);
  expect(await replayBet(kept?.id as string)).toMatchObject([{ same: true }]);
});

it("accepts a bet at the end of its delay that was received in time", async () => {
  const { marketId } = await newEvent();
  const playerId = await newPlayer();
  const { id } = await receive(playerId, slip([marketId]));
  await stopSoon(playerId, "reality_check", -1);
  expect(await finish(playerId, id)).toMatchObject({ ok: true, value: { status: "accepted" } });
});
