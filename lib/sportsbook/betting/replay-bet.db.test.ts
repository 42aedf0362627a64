import { execFile } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makeEvent, makePlayer } from "#lib/sportsbook/testing.ts";
import { placeBet, refusalsWritten, replayBet, seedPolicy } from "./index.ts";

let database: TestDatabase;
let accepted: string;
let refused: string;
let waiting: string;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 60_000 });
  const [running, later] = [await makeEvent("running"), await makeEvent("later", { running: false })];
  const [player, poor] = [await makePlayer(5_000n), await makePlayer(10n)];
  const place = (playerId: string, marketId: string) =>
    placeBet(
      { playerId, sessionId: null },
      {
        idempotencyKey: crypto.randomUUID(),
        stake: "10",
        legs: [{ marketId, outcomeKey: "home", odds: 20_000n }],
        oddsChoice: "none",
      },
    );
  const [first, second] = [await place(player, later.marketId), await place(player, running.marketId)];
  accepted = first.ok ? first.value.id : "";
  waiting = second.ok ? second.value.id : "";
  await place(poor, later.marketId);
  await refusalsWritten();
  const [refusal] = await rows<{ id: string }>("select id from bet_refusal where player_id = $1", [poor]);
  refused = refusal?.id ?? "";
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

/** Runs the command on this database. */
const command = (...words: string[]): Promise<{ code: number; said: string }> =>
  new Promise((done) => {
    execFile(
      process.execPath,
      ["scripts/bet-replay.ts", ...words],
      { env: { ...process.env, DATABASE_URL: database.appUrl } },
      (error, stdout, stderr) => done({ code: Number(error?.code ?? 0), said: stdout + stderr }),
    );
  });

describe("a decision made again", () => {
  it("has the inputs, the answer then and the answer now", async () => {
    expect(await replayBet(accepted)).toMatchObject([
      {
        stage: "accepted",
        inputs: { slip: { stake: "10" }, policyVersion: 1 },
        given: { answer: "accepted", stake: "1000", odds: "20000", potentialReturn: "2000" },
        again: { answer: "accepted", stake: "1000", odds: "20000", potentialReturn: "2000" },
        same: true,
      },
    ]);
    expect(await replayBet(refused)).toMatchObject([
      {
        stage: "refused",
        given: { answer: "refused", refusal: { code: "insufficient_funds", available: "10" } },
        same: true,
      },
    ]);
    expect(await replayBet(waiting)).toMatchObject([
      { stage: "received", again: { answer: "accepted", delayMs: 60_000 }, same: true },
    ]);
    expect(await replayBet(uuidv7())).toEqual([]);
  });

  it("by the command: 0 for the same answer, 2 and a sentence for what is no bet", async () => {
    for (const id of [accepted, refused, waiting]) {
      const { code, said } = await command(id);
      expect(code, said).toBe(0);
      expect(said).toMatch(/inputs[\s\S]+answer then[\s\S]+answer now[\s\S]+the same answer/);
    }
    const unknown = uuidv7();
    expect(await command(unknown)).toEqual({
      code: 2,
      said: expect.stringContaining(`There is no bet, refusal or waiting bet ${unknown}`),
    });
    expect(await command("seventeen")).toMatchObject({ code: 2 });
  });

  it("is made by the rules of its time: a refusal at better odds from before better odds were always accepted", async () => {
    const old = uuidv7();
    await database.asOwner(
      `insert into bet_refusal (id, player_id, code, refusal, slip, decision)
       select '${old}', player_id, 'odds_changed',
              jsonb_build_object('code', 'odds_changed', 'legs', jsonb_build_array(jsonb_build_object(
                'marketId', b.decision->'books'->0->>'marketId', 'outcomeKey', 'home', 'was', '20000', 'now', '20500'))),
              b.decision->'slip', jsonb_set(b.decision, '{books,0,odds}', '"20500"') - 'rules'
         from bet b where id = '${accepted}'`,
    );
    expect(await replayBet(old)).toMatchObject([{ stage: "refused", same: true }]);
  });

  it("differs, and says in what, when a row is not what the record leads to", async () => {
    await database.asOwner(`update bet set potential_return = 2001 where id = '${accepted}'`);
    await database.asOwner(
      `update bet_refusal set decision = jsonb_set(decision, '{player,available}', '"5000"') where id = '${refused}'`,
    );
    const bet = await command(accepted);
    expect(bet).toEqual({
      code: 1,
      said: expect.stringContaining('potentialReturn: "2001" then, "2000" now'),
    });
    const refusal = await command(refused);
    expect(refusal).toEqual({
      code: 1,
      said: expect.stringContaining('answer: "refused" then, "accepted" now'),
    });
  });
});
