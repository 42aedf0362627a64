import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { playerCommands } from "../index.ts";
import { makePlayer, makeSession } from "../testing/factory.ts";
import { playerLimits } from "./limits.ts";
import type { LimitKind, LimitPeriod } from "./schema.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyInvariants()).filter((report) => report.violations.length > 0)).toEqual([]);
});

const newPlayer = async (country = "GB") => {
  const playerId = await makePlayer(0n);
  await ownerRows("update player set country = $2 where id = $1", [playerId, country]);
  return { playerId, sessionId: await makeSession(playerId), currency: "EUR" as const };
};
type Actor = Awaited<ReturnType<typeof newPlayer>>;

const set = (actor: Actor, amount: string | null, kind = "stake", period: LimitPeriod = "day") =>
  playerCommands.setLimitCommand(actor, { kind: kind as Exclude<LimitKind, "session">, period, amount });
const confirm = (actor: Actor) => playerCommands.confirmLimitCommand(actor, { kind: "stake", period: "day" });
const cancel = (actor: Actor) =>
  playerCommands.cancelLimitChangeCommand(actor, { kind: "stake", period: "day" });

/** As if the change had been asked for so much earlier. */
const earlier = (actor: Actor, by: string) =>
  database.asOwner(
    "update player_limit set wanted_at = wanted_at - $2::interval, ready_at = ready_at - $2::interval where player_id = $1",
    [actor.playerId, by],
  );

const amountOf = async (actor: Actor) => (await playerLimits(actor.playerId))[0]?.amount ?? null;

describe("a limit", () => {
  it("applies at once when it is the first one or a lower one", async () => {
    const actor = await newPlayer();
    expect(await set(actor, "50")).toEqual({ ok: true, value: { applies: "now" } });
    expect(await set(actor, "20.50")).toEqual({ ok: true, value: { applies: "now" } });
    expect(await playerLimits(actor.playerId)).toEqual([
      { kind: "stake", period: "day", amount: 2_050n, raise: null },
    ]);
    expect(await set(actor, "0")).toMatchObject({ ok: true });
    expect(await amountOf(actor)).toBe(0n);
  });

  it("is raised after the cool-off and a confirmation, not by either alone", async () => {
    const actor = await newPlayer();
    await set(actor, "50");
    expect(await set(actor, "100")).toEqual({ ok: true, value: { applies: "later" } });
    expect(await confirm(actor)).toEqual({ ok: false, refusal: { code: "not_ready" } });
    await earlier(actor, "23 hours 59 minutes");
    expect(await confirm(actor)).toEqual({ ok: false, refusal: { code: "not_ready" } });
    await earlier(actor, "1 minute");
    expect(await amountOf(actor)).toBe(5_000n);
    expect((await playerLimits(actor.playerId))[0]?.raise).toMatchObject({ wanted: 10_000n, ready: true });
    expect(await confirm(actor)).toEqual({ ok: true, value: null });
    expect(await amountOf(actor)).toBe(10_000n);
    expect(await confirm(actor)).toEqual({ ok: false, refusal: { code: "nothing_waiting" } });
  });

  it("is raised once by a hundred confirmations at the moment that the cool-off ends", async () => {
    const actor = await newPlayer();
    await set(actor, "50");
    await set(actor, "100");
    await earlier(actor, "24 hours");
    const answers = await Promise.all(Array.from({ length: 100 }, () => confirm(actor)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await amountOf(actor)).toBe(10_000n);
  });

  it("goes the same way when it is removed", async () => {
    const actor = await newPlayer();
    await set(actor, "50");
    expect(await set(actor, null)).toEqual({ ok: true, value: { applies: "later" } });
    expect(await confirm(actor)).toMatchObject({ refusal: { code: "not_ready" } });
    await earlier(actor, "24 hours");
    expect((await playerLimits(actor.playerId))[0]?.raise).toMatchObject({ wanted: null, ready: true });
    await confirm(actor);
    expect(await playerLimits(actor.playerId)).toEqual([]);
  });

  it("begins to wait again for a higher amount, and goes on waiting for a lower one", async () => {
    const actor = await newPlayer();
    await set(actor, "50");
    await set(actor, "100");
    await earlier(actor, "24 hours");
    await set(actor, "200");
    expect(await confirm(actor)).toMatchObject({ refusal: { code: "not_ready" } });
    await earlier(actor, "24 hours");
    await set(actor, "150");
    expect(await confirm(actor)).toMatchObject({ ok: true });
    expect(await amountOf(actor)).toBe(15_000n);
  });

  it("keeps its amount when the player drops the change, or lowers it meanwhile", async () => {
    const actor = await newPlayer();
    await set(actor, "50");
    await set(actor, "100");
    expect(await cancel(actor)).toEqual({ ok: true, value: null });
    expect(await cancel(actor)).toEqual({ ok: false, refusal: { code: "nothing_waiting" } });
    await set(actor, "100");
    await set(actor, "40");
    await earlier(actor, "24 hours");
    expect(await confirm(actor)).toEqual({ ok: false, refusal: { code: "nothing_waiting" } });
    expect(await amountOf(actor)).toBe(4_000n);
  });

  it("waits as long as the policy of the country says", async () => {
    const actor = await newPlayer("DE");
    await set(actor, "50");
    await set(actor, "100");
    await earlier(actor, "167 hours");
    expect(await confirm(actor)).toMatchObject({ refusal: { code: "not_ready" } });
    await earlier(actor, "1 hour");
    expect(await confirm(actor)).toMatchObject({ ok: true });
  });

  it.each(["-1", "ten", "1.005", "1e3"])("is not %j", async (amount) => {
    expect(await set(await newPlayer(), amount)).toEqual({
      ok: false,
      refusal: { code: "amount_invalid" },
    });
  });

  it("keeps every change, and publishes it", async () => {
    const actor = await newPlayer();
    await set(actor, "50");
    await set(actor, "50");
    await set(actor, "100");
    await cancel(actor);
    const changes = await rows<{ action: string }>(
      "select action, before, after from player_limit_change where player_id = $1 order by id",
      [actor.playerId],
    );
    expect(changes).toEqual([
      { action: "set", before: null, after: 5_000n },
      { action: "raise_requested", before: 5_000n, after: 10_000n },
      { action: "raise_cancelled", before: 10_000n, after: 5_000n },
    ]);
    const events = await rows(
      "select 1 from outbox where kind = 'limit.changed' and payload->>'playerId' = $1",
      [actor.playerId],
    );
    expect(events).toHaveLength(3);
  });

  it("is written by nothing but these functions", async () => {
    await expect(rows("update player_limit set amount = 1")).rejects.toThrow("permission denied");
    await expect(rows("delete from player_limit")).rejects.toThrow("permission denied");
    await expect(rows("delete from player_limit_change")).rejects.toThrow("permission denied");
  });
});
