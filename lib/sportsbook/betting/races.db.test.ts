import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { eventually } from "#lib/platform/testing/eventually.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { revokeAllSessions } from "#lib/players/index.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { decideThreeWay, makeEvent, makePlayer, threeWay } from "#lib/sportsbook/testing.ts";
import { placeBet, refusalsWritten, seedPolicy } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
});
afterAll(async () => {
  await refusalsWritten();
  await closeBus();
  await database.drop();
});

const place = (playerId: string, marketId: string, sessionId: string | null = null) =>
  placeBet(
    { playerId, sessionId },
    {
      idempotencyKey: crypto.randomUUID(),
      stake: "1",
      legs: [{ marketId, outcomeKey: "home", odds: 20_000n }],
      oddsChoice: "any",
    },
  );

/** Bets as fast as answers come until asked to stop, then once more. */
const bettor = async (bet: () => ReturnType<typeof place>, over: () => boolean): Promise<string[]> => {
  const answers: string[] = [];
  for (let last = false; !last; ) {
    last = over();
    const answer = await bet();
    answers.push(answer.ok ? "accepted" : answer.refusal.code);
  }
  return answers;
};

const sound = async () => (await verifyInvariants()).filter(({ violations }) => violations.length > 0);

describe("a retry while its first request commits", () => {
  it("gets the bet that was made, though the odds have changed since", async () => {
    const { marketId } = await makeEvent("retry");
    const player = await makePlayer(10_000n);
    const input = {
      idempotencyKey: crypto.randomUUID(),
      stake: "1",
      legs: [{ marketId, outcomeKey: "home", odds: 20_000n }],
      oddsChoice: "any" as const,
    };
    const first = await placeBet({ playerId: player, sessionId: null }, input);
    const other = new pg.Client({ connectionString: database.ownerUrl });
    await other.connect();
    // As it stood before the first request committed; then, while the retry has read its key and waits for the book, after.
    const [key] = await database.asOwner("delete from bet_key where idempotency_key = $1 returning *", [
      input.idempotencyKey,
    ]);
    await other.query("begin; lock table outcome in access exclusive mode");
    const retry = placeBet({ playerId: player, sessionId: null }, input);
    await eventually(async () =>
      expect(
        (
          await other.query(
            "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
          )
        ).rowCount,
      ).toBeGreaterThan(0),
    );
    await other.query(
      "insert into bet_key (player_id, idempotency_key, bet_id, input_hash) values ($1, $2, $3, $4)",
      [player, input.idempotencyKey, key?.bet_id, key?.input_hash],
    );
    await other.query("update outcome set active = false where market_id = $1", [marketId]);
    await other.query("commit");
    await other.end();
    expect(first.ok && (await retry)).toMatchObject({ ok: true, value: { id: first.ok && first.value.id } });
    expect(await sound()).toEqual([]);
  });
});

describe("bets against the end of their market", () => {
  it("are never accepted after its result, nor at a price that is gone, and each is settled", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { eventId, marketId } = await makeEvent(`end-${round}`);
      const players = await Promise.all(Array.from({ length: 12 }, () => makePlayer(100_000n)));
      let over = false;
      const storm = Promise.all(
        players.map((player) =>
          bettor(
            () => place(player, marketId),
            () => over,
          ),
        ),
      );
      const pacer = await makePlayer(100_000n);
      for (let move = 0; move < 4; move += 1) {
        await applyBook([
          { eventId, markets: [threeWay(eventId, [20_000n + BigInt(move) * 100n, 35_000n, 40_000n])] },
        ]);
        expect((await place(pacer, marketId)).ok).toBe(true);
      }
      await decideThreeWay(eventId, round % 2 ? "home" : "void");
      over = true;
      const [answers] = await Promise.all([storm, settleMarket(marketId), settleMarket(marketId)]);
      expect(new Set(answers.map((mine) => mine.at(-1)))).toEqual(new Set(["market_closed"]));
      expect(answers.flat().filter((code) => code === "accepted").length).toBeGreaterThan(0);
      while ((await settleMarket(marketId)) > 0);
      const wrong = await rows(
        `select b.id from bet b join bet_leg l on l.bet_id = b.id join market m on m.id = l.market_id
          where l.market_id = $1
            and (b.status <> 'settled' or b.placed_at > m.settled_at
                 or not exists (select from price_history h where h.market_id = l.market_id and h.version = l.market_version
                                   and (h.prices->>l.outcome_key)::bigint = l.odds))`,
        [marketId],
      );
      expect(wrong).toEqual([]);
    }
    expect(await sound()).toEqual([]);
  });
});

describe("bets against the end of their session", () => {
  it("are never accepted once it is revoked", async () => {
    const { marketId } = await makeEvent("revoked");
    const players = await Promise.all(Array.from({ length: 8 }, () => makePlayer(100_000n)));
    const sessions = new Map(players.map((player) => [player, uuidv7()]));
    for (const [player, session] of sessions)
      await rows(
        "insert into session (id, player_id, expires_at) values ($1, $2, clock_timestamp() + interval '1 hour')",
        [session, player],
      );
    let over = false;
    const storm = Promise.all(
      players.map((player) =>
        bettor(
          () => place(player, marketId, sessions.get(player)),
          () => over,
        ),
      ),
    );
    // A bet that is being committed holds its session, so the revocation takes effect after its own timestamp.
    const revoked: Date[] = [];
    for (const player of players) {
      await place(player, marketId, sessions.get(player));
      await revokeAllSessions(player, player);
      const [clock] = await rows<{ at: Date }>("select clock_timestamp() as at");
      if (clock) revoked.push(clock.at);
    }
    over = true;
    const answers = await storm;
    expect(new Set(answers.map((mine) => mine.at(-1)))).toEqual(new Set(["player_barred"]));
    expect(
      await rows(
        `select b.id from bet b join unnest($1::uuid[], $2::timestamptz[]) as r (player_id, at) using (player_id)
          where b.placed_at > r.at`,
        [players, revoked],
      ),
    ).toEqual([]);
    expect(await sound()).toEqual([]);
  });

  it("cannot be made with the session or the key of another", async () => {
    const { marketId } = await makeEvent("others");
    const [mine = "", theirs = ""] = await Promise.all([makePlayer(10_000n), makePlayer(10_000n)]);
    const session = uuidv7();
    await rows(
      "insert into session (id, player_id, expires_at) values ($1, $2, clock_timestamp() + interval '1 hour')",
      [session, theirs],
    );
    expect(await place(mine, marketId, session)).toEqual({ ok: false, refusal: { code: "player_barred" } });
    const input = {
      idempotencyKey: crypto.randomUUID(),
      stake: "1",
      legs: [{ marketId, outcomeKey: "home", odds: 20_000n }],
      oddsChoice: "any" as const,
    };
    expect((await placeBet({ playerId: theirs, sessionId: session }, input)).ok).toBe(true);
    expect((await placeBet({ playerId: mine, sessionId: null }, input)).ok).toBe(true);
    const made = await rows<{ player_id: string }>("select player_id from bet where player_id = any($1)", [
      [mine, theirs],
    ]);
    expect(made.map(({ player_id }) => player_id).sort()).toEqual([mine, theirs].sort());
  });
});
