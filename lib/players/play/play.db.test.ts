import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { checkGate } from "../eligibility/check-gate.ts";
import { playerCommands } from "../index.ts";
import { makePlayer, makeSession } from "../testing/factory.ts";
import { notePlayOf, playView, timeLimitUse } from "./play.ts";

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

const see = ({ playerId }: Actor) => transaction((client) => notePlayOf(playerId, client));

/** As if everything so far had happened so much earlier. */
const later = async ({ playerId }: Actor, by: string) => {
  await database.asOwner(
    `update play_session set started_at = started_at - $2::interval, last_active_at = last_active_at - $2::interval,
            checked_at = checked_at - $2::interval where player_id = $1`,
    [playerId, by],
  );
  await database.asOwner("update player set play_until = play_until - $2::interval where id = $1", [
    playerId,
    by,
  ]);
};

/** The player stays on the site for so many minutes. */
const stay = async (actor: Actor, minutes: number) => {
  for (let left = minutes; left > 0; left -= 10) {
    await later(actor, `${Math.min(10, left)} minutes`);
    await see(actor);
  }
};

const limitTime = (actor: Actor, minutes: number, period: "day" | "week" | "month" = "day") =>
  playerCommands.setLimitCommand(actor, { kind: "session", period, amount: String(minutes) });

const sessions = ({ playerId }: Actor) =>
  rows<{ minutes: number }>(
    `select round(extract(epoch from last_active_at - started_at) / 60)::integer as minutes
       from play_session where player_id = $1 order by started_at`,
    [playerId],
  );

describe("the time on the site", () => {
  it("goes on for as long as the player is seen every quarter of an hour, on whichever device", async () => {
    const actor = await newPlayer("MT");
    await see(actor);
    await Promise.all(Array.from({ length: 10 }, () => see(actor)));
    await stay(actor, 40);
    expect(await sessions(actor)).toEqual([{ minutes: 40 }]);
    await later(actor, "16 minutes");
    await see(actor);
    expect(await sessions(actor)).toEqual([{ minutes: 40 }, { minutes: 0 }]);
  });

  it("is limited across sessions, and play stops when the limit is reached", async () => {
    const actor = await newPlayer("MT");
    await limitTime(actor, 30);
    await stay(actor, 20);
    expect(await checkGate(actor.playerId, "bet")).toBeNull();
    await later(actor, "2 hours");
    await see(actor);
    await stay(actor, 9);
    expect(await checkGate(actor.playerId, "play")).toBeNull();
    expect(await timeLimitUse(actor.playerId)).toMatchObject([{ period: "day", amount: 30n, used: 29n }]);
    await later(actor, "1 minute");
    const stopped = { code: "play_stopped", reason: "session_limit" };
    expect(await checkGate(actor.playerId, "bet")).toEqual(stopped);
    expect(await checkGate(actor.playerId, "play")).toEqual(stopped);
    expect(await checkGate(actor.playerId, "deposit")).toBeNull();
    expect(await checkGate(actor.playerId, "withdraw")).toBeNull();
  });

  it("does not count on while play is stopped, and opens again when time has left the period", async () => {
    const actor = await newPlayer("MT");
    await limitTime(actor, 30);
    await stay(actor, 50);
    expect(await sessions(actor)).toEqual([{ minutes: 30 }]);
    expect(await playView({ id: actor.playerId, country: "MT" }, { withTotals: false })).toMatchObject({
      stop: { reason: "session_limit", inMs: 0 },
      limit: { period: "day", minutes: 30, resetsAt: expect.any(String) },
    });
    await later(actor, "26 hours");
    await see(actor);
    expect(await checkGate(actor.playerId, "bet")).toBeNull();
  });

  it("stops play at once where a limit is lowered below it, and a higher one waits", async () => {
    const actor = await newPlayer("MT");
    await see(actor);
    await stay(actor, 20);
    await limitTime(actor, 60);
    expect(await checkGate(actor.playerId, "bet")).toBeNull();
    await limitTime(actor, 15, "week");
    expect(await checkGate(actor.playerId, "bet")).toMatchObject({ reason: "session_limit" });
    expect(await limitTime(actor, 600, "week")).toEqual({ ok: true, value: { applies: "later" } });
    expect(await checkGate(actor.playerId, "bet")).toMatchObject({ reason: "session_limit" });
  });

  it.each(["-1", "1.5", "1:30", "44641"])("is not limited to %j", async (amount) => {
    const actor = await newPlayer();
    const input = { kind: "session", period: "day", amount } as const;
    expect(await playerCommands.setLimitCommand(actor, input)).toMatchObject({
      refusal: { code: "amount_invalid" },
    });
  });

  it("is written by nothing but these functions", async () => {
    await expect(rows("update play_session set started_at = now()")).rejects.toThrow("permission denied");
    await expect(rows("update player set play_until = null, play_stop = null")).rejects.toThrow(
      "permission denied",
    );
    await expect(rows("delete from reality_check")).rejects.toThrow("permission denied");
  });
});

describe("a reality check", () => {
  const answer = (actor: Actor) => playerCommands.answerRealityCheckCommand(actor, {});

  it("stops play after the country's interval until it is answered, and again after the next", async () => {
    const actor = await newPlayer("GB");
    await see(actor);
    await stay(actor, 59);
    expect(await checkGate(actor.playerId, "bet")).toBeNull();
    expect(await answer(actor)).toEqual({ ok: true, value: null });
    await stay(actor, 1);
    const due = { code: "play_stopped", reason: "reality_check" };
    expect(await checkGate(actor.playerId, "bet")).toEqual(due);
    expect(await checkGate(actor.playerId, "deposit")).toBeNull();
    expect(await answer(actor)).toEqual({ ok: true, value: null });
    expect(await checkGate(actor.playerId, "bet")).toBeNull();
    await stay(actor, 60);
    expect(await checkGate(actor.playerId, "bet")).toEqual(due);
  });

  it("is answered once by many answers", async () => {
    const actor = await newPlayer("GB");
    await see(actor);
    await stay(actor, 60);
    const answers = await Promise.all(Array.from({ length: 30 }, () => answer(actor)));
    expect(answers.filter(({ ok }) => !ok)).toEqual([]);
    expect(
      await rows("select staked, returned from reality_check where player_id = $1", [actor.playerId]),
    ).toEqual([{ staked: 0n, returned: 0n }]);
  });

  it("is followed by the break that the country asks for", async () => {
    const actor = await newPlayer("DE");
    await playerCommands.setLimitCommand(actor, { kind: "deposit", period: "month", amount: "100" });
    await stay(actor, 62);
    expect(await answer(actor)).toEqual({ ok: false, refusal: { code: "break_not_over" } });
    await later(actor, "3 minutes");
    expect(await answer(actor)).toMatchObject({ ok: true });
  });

  it("is not put off by signing in again, and comes at the interval that the player chooses", async () => {
    const actor = await newPlayer("GB");
    const choose = (minutes: number) => playerCommands.setRealityCheckCommand(actor, { minutes });
    expect(await choose(0)).toEqual({ ok: false, refusal: { code: "interval_not_offered" } });
    expect(await choose(90)).toEqual({ ok: false, refusal: { code: "interval_not_offered" } });
    expect(await choose(10)).toEqual({ ok: true, value: null });
    await stay(actor, 5);
    await makeSession(actor.playerId);
    await stay(actor, 5);
    expect(await checkGate(actor.playerId, "play")).toMatchObject({ reason: "reality_check" });
    await choose(60);
    expect(await checkGate(actor.playerId, "play")).toBeNull();
  });

  it("is switched off where the country allows it", async () => {
    const actor = await newPlayer("MT");
    await playerCommands.setRealityCheckCommand(actor, { minutes: 0 });
    await stay(actor, 200);
    expect(await checkGate(actor.playerId, "bet")).toBeNull();
  });
});
