import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { env } from "#lib/platform/config/env.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { exportsOf } from "#lib/players/index.ts";
import { storePerson } from "#lib/players/person/person.ts";
import { makePerson, makePlayer } from "#lib/players/testing/factory.ts";
import { exportData } from "../commands/export-data.ts";
import { openExportQuery } from "../commands/open-export.ts";
import { exportPdf } from "./export-pdf.ts";
import { prepareExportsJob } from "./exports.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  Object.assign(env(), { SEALING_KEYS: [{ version: "1", key: randomBytes(32).toString("base64url") }] });
});
afterAll(() => database.drop());

const actorOf = (playerId: string) => ({ playerId, sessionId: "", currency: "EUR" as const });
const QUEUE = { add: async () => undefined };

const named = async (firstName: string) => {
  const playerId = await makePlayer(5_000n);
  await transaction((tx) => storePerson(tx, playerId, { ...makePerson(), firstName }));
  return playerId;
};

it("gives a player all that every module keeps about them, and nothing about others", async () => {
  const [playerId, other] = [await named("Łukasz"), await named("Somebody")];
  const asked = await exportData(actorOf(playerId), {});
  if (!asked.ok) throw new Error("refused");
  const { exportId } = asked.value;
  const opened = await openExportQuery(actorOf(playerId), { exportId });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const copy = JSON.parse(opened.value);
  expect(Object.keys(copy.data)).toEqual(
    expect.arrayContaining([
      "account",
      "identity",
      "sign_ins",
      "payments",
      "bets",
      "account_entries",
      "emails",
    ]),
  );
  expect(copy.data.account).toMatchObject([{ firstName: "Łukasz", email: `${playerId}@test.example` }]);
  expect(copy.data.account_entries).toMatchObject([{ amount: "5000", code: "deposit" }]);
  expect(opened.value).not.toContain(other);
  expect(opened.value).not.toMatch(/password|secret|token/i);
  expect(await openExportQuery(actorOf(other), { exportId })).toMatchObject({
    refusal: { code: "unknown_export" },
  });
  const pdf = await exportPdf(opened.value);
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(pdf.length).toBeGreaterThan(5_000);
});

it("is stored sealed, prepared once, and deleted after its time", async () => {
  const playerId = await named("Ana");
  const asked = await Promise.all([1, 2].map(() => exportData(actorOf(playerId), {})));
  const ids = new Set(asked.map((each) => each.ok && each.value.exportId));
  expect(ids.size).toBeLessThanOrEqual(2);
  await prepareExportsJob.run({}, QUEUE);
  const [stored] = await rows<{ content: Buffer }>("select content from data_export where player_id = $1", [
    playerId,
  ]);
  // How every gzip file begins.
  expect(stored?.content.includes(Buffer.from([0x1f, 0x8b, 0x08, 0x00]))).toBe(false);
  await ownerRows("update data_export set expires_at = now() - interval '1 second' where player_id = $1", [
    playerId,
  ]);
  await prepareExportsJob.run({}, QUEUE);
  expect(await exportsOf(playerId)).toEqual([]);
});
