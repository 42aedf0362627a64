import { expect, it } from "vitest";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { playerCommands } from "#lib/players/index.ts";
import { unverifyPlayers } from "#lib/players/testing/factory.ts";
import { makePlayer, makeStaff } from "#lib/sportsbook/testing.ts";
import { placeBet } from "./index.ts";
import { at, balance, newEvent, slip, testInPlay } from "./testing/in-play.ts";

testInPlay();

const REQUIRED = {
  ok: false,
  refusal: { code: "player_barred", reason: "identity_required", levels: ["age", "identity", "address"] },
};

/** A player in Great Britain, where age and identity are verified before the first bet. */
const makeBriton = async (cash: bigint): Promise<string> => {
  const playerId = await makePlayer(cash);
  await ownerRows("update player set country = 'GB' where id = $1", [playerId]);
  return playerId;
};

it("takes no bet of a player who is not verified where the law asks for it, and moves no money", async () => {
  const { marketId } = await newEvent(false);
  const playerId = await makeBriton(5_000n);
  await unverifyPlayers([playerId]);
  expect(await placeBet(at(playerId), slip([marketId]))).toMatchObject(REQUIRED);
  expect(await balance(playerId)).toMatchObject({ available: 5_000n });
});

it("accepts no bet after the verification was revoked, of forty that race with it", async () => {
  const { marketId } = await newEvent(false);
  const staff = await makeStaff("Reviewer", ["risk"]);
  const playerId = await makeBriton(1_000_000n);
  const bet = () => placeBet(at(playerId), slip([marketId], { stake: "1.00" }));
  const before = Array.from({ length: 20 }, bet);
  const revoked = playerCommands.revokeIdentity(staff, { playerId, reason: "not_genuine", note: null });
  const answers = await Promise.all([...before, ...Array.from({ length: 20 }, bet)]);
  expect(await revoked).toMatchObject({ ok: true });
  for (const answer of answers)
    if (!answer.ok) expect(["player_barred", "too_busy"]).toContain(answer.refusal.code);
  expect(await bet()).toMatchObject(REQUIRED);
  expect(
    await rows(
      `select b.id from bet b join identity_change c on c.player_id = b.player_id and c.action = 'revoke'
        where b.player_id = $1 and b.placed_at > c.at`,
      [playerId],
    ),
  ).toEqual([]);
});
