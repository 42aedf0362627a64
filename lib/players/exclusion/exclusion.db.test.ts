import { afterAll, beforeAll, expect, it } from "vitest";
import { playerContext } from "#lib/platform/commands/context.ts";
import { runInvariants } from "#lib/platform/database/invariants.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import {
  askToReturnCommand,
  blockPlayerCommand,
  closeAccount,
  liftBlockCommand,
  selfExclude,
  takeTimeOut,
} from "../commands/index.ts";
import { checkGate } from "../eligibility/check-gate.ts";
import { findSession } from "../find-session.ts";
import { makePlayer, makeSession, makeStaff } from "../testing/factory.ts";
import { exclusionsOf } from "./block.ts";
import { EXCLUSION_INVARIANTS } from "./invariants.ts";
import { currentExclusion } from "./queries.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  expect((await runInvariants(EXCLUSION_INVARIANTS)).flatMap(({ violations }) => violations)).toEqual([]);
  await database.drop();
});

const newPlayer = async () => {
  const playerId = await makePlayer(0n);
  return { playerId, as: playerContext(playerId, "EUR") };
};

/** Lets time pass for the exclusions of a player. */
const elapse = (playerId: string, interval: string) =>
  ownerRows(
    `with x as (update player_exclusion set starts_at = starts_at - $2::interval, ends_at = ends_at - $2::interval
                 where player_id = $1 returning id),
          e as (update player_exclusion_end set asked_at = asked_at - $2::interval, ends_at = ends_at - $2::interval
                 where exclusion_id in (select id from player_exclusion where player_id = $1) returning exclusion_id)
     update player set excluded_until = case when excluded_until < '9999-12-31Z' then excluded_until - $2::interval
                                             else excluded_until end where id = $1`,
    [playerId, interval],
  );

it("keeps a player on a break from betting, depositing and playing, until it ends by itself", async () => {
  const { playerId, as } = await newPlayer();
  const sessionId = await makeSession(playerId);
  expect(await takeTimeOut(as, { hours: 24 })).toMatchObject({ ok: true });
  for (const gate of ["bet", "deposit", "play"] as const)
    expect(await checkGate(playerId, gate)).toMatchObject({ reason: "excluded", until: expect.any(String) });
  expect(await checkGate(playerId, "withdraw")).toBeNull();
  expect(await findSession(sessionId)).toMatchObject({ exclusion: { until: expect.any(Date) } });
  await elapse(playerId, "25 hours");
  expect(await checkGate(playerId, "bet")).toBeNull();
  expect(await currentExclusion(playerId)).toBeNull();
  expect(await findSession(sessionId)).toMatchObject({ exclusion: null });
});

it("offers the terms of the player's jurisdiction, and no others", async () => {
  const { as } = await newPlayer();
  expect(await takeTimeOut(as, { hours: 5 })).toMatchObject({ refusal: { code: "term_not_offered" } });
  expect(await selfExclude(as, { months: 2, understood: true })).toMatchObject({
    refusal: { code: "term_not_offered" },
  });
});

it("only ever adds to what applies", async () => {
  const { playerId, as } = await newPlayer();
  expect(await takeTimeOut(as, { hours: 7 * 24 })).toMatchObject({ ok: true });
  expect(await takeTimeOut(as, { hours: 24 })).toMatchObject({ refusal: { code: "already_excluded" } });
  expect(await takeTimeOut(as, { hours: 14 * 24 })).toMatchObject({ ok: true });
  await elapse(playerId, "8 days");
  expect(await checkGate(playerId, "bet")).toMatchObject({ reason: "excluded" });
});

it("keeps a self-excluded player out after the term, until a day after they ask to return", async () => {
  const { playerId, as } = await newPlayer();
  expect(await selfExclude(as, { months: 6, understood: true })).toMatchObject({ ok: true });
  expect(await askToReturnCommand(as, {})).toMatchObject({
    refusal: { code: "term_not_over", until: expect.any(String) },
  });
  await elapse(playerId, "190 days");
  expect(await checkGate(playerId, "bet")).toMatchObject({ until: null });
  expect(await currentExclusion(playerId)).toMatchObject({ mayReturn: true });
  expect(await askToReturnCommand(as, {})).toMatchObject({ ok: true });
  expect(await askToReturnCommand(as, {})).toMatchObject({ refusal: { code: "not_self_excluded" } });
  expect(await checkGate(playerId, "bet")).toMatchObject({ reason: "excluded", until: expect.any(String) });
  await elapse(playerId, "25 hours");
  expect(await checkGate(playerId, "bet")).toBeNull();
});

it("does not end without an end, and a closed account stays closed", async () => {
  const forever = await newPlayer();
  expect(await selfExclude(forever.as, { months: "indefinite", understood: true })).toMatchObject({
    ok: true,
  });
  expect(await askToReturnCommand(forever.as, {})).toMatchObject({
    refusal: { code: "term_not_over", until: null },
  });
  const closed = await newPlayer();
  expect(await closeAccount(closed.as, { understood: true })).toMatchObject({ ok: true });
  expect(await askToReturnCommand(closed.as, {})).toMatchObject({ refusal: { code: "not_self_excluded" } });
  expect(await currentExclusion(closed.playerId)).toMatchObject({ kind: "closure", until: null });
});

it("is blocked by staff until staff lift it, with both in the audit trail, and keeps what the player chose", async () => {
  const { playerId, as } = await newPlayer();
  const support = await makeStaff("Support", ["support"]);
  const block = { playerId, reason: "harm" as const, note: "phoned in", idempotencyKey: crypto.randomUUID() };
  expect(await blockPlayerCommand(support, block)).toMatchObject({ ok: true });
  expect(await blockPlayerCommand(support, { ...block, idempotencyKey: crypto.randomUUID() })).toMatchObject({
    refusal: { code: "already_blocked" },
  });
  expect(await checkGate(playerId, "bet")).toMatchObject({ reason: "excluded", until: null });
  expect(await askToReturnCommand(as, {})).toMatchObject({ refusal: { code: "not_self_excluded" } });
  expect(await takeTimeOut(as, { hours: 24 })).toMatchObject({ refusal: { code: "already_excluded" } });
  expect(await selfExclude(as, { months: 6, understood: true })).toMatchObject({ ok: true });
  const lift = { playerId, reason: "checked" as const, note: null };
  expect(await liftBlockCommand(support, lift)).toMatchObject({ ok: true });
  expect(await liftBlockCommand(support, lift)).toMatchObject({ refusal: { code: "not_blocked" } });
  expect(await checkGate(playerId, "bet")).toMatchObject({ reason: "excluded", until: null });
  expect((await exclusionsOf(playerId)).map(({ kind }) => kind)).toEqual(["self_exclusion", "operator"]);
  const trail = await rows<{ action: string; actor: string }>(
    "select action, actor from audit_entry where subject = $1 order by id",
    [`player:${playerId}`],
  );
  expect(trail).toEqual([
    { action: "player.block", actor: "Support" },
    { action: "player.lift_block", actor: "Support" },
  ]);
});

it("lets nobody end or change an exclusion early, whatever the application is made to do", async () => {
  const { playerId, as } = await newPlayer();
  await takeTimeOut(as, { hours: 24 });
  await selfExclude(as, { months: 6, understood: true });
  const exclusions = await rows<{ id: string }>("select id from player_exclusion where player_id = $1", [
    playerId,
  ]);
  for (const { id } of exclusions)
    await expect(
      rows(
        "insert into player_exclusion_end (exclusion_id, ends_at) values ($1, now() + interval '24 hours')",
        [id],
      ),
    ).rejects.toThrow("may not end yet");
  await expect(rows("update player set excluded_until = null where id = $1", [playerId])).rejects.toThrow(
    "permission denied",
  );
  await expect(rows("delete from player_exclusion where player_id = $1", [playerId])).rejects.toThrow(
    "permission denied",
  );
  await expect(
    rows("update player_exclusion set ends_at = now() where player_id = $1", [playerId]),
  ).rejects.toThrow("permission denied");
});
