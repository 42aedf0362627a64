import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { accept, refuse } from "#lib/core/result.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { defineCommand, findSession } from "#lib/players/index.ts";
import { marketsSuspend } from "#lib/sportsbook/permissions.ts";
import { makePlayer, makeStaff } from "#lib/sportsbook/testing.ts";
import { changed, type Outcome } from "./define.ts";
import { answerCommand } from "./http.ts";

let database: TestDatabase;
let staff: Awaited<ReturnType<typeof makeStaff>>;
beforeAll(async () => {
  database = await testDatabase();
  staff = await makeStaff();
});
afterAll(() => database.drop());

const committed: string[] = [];
const addSport = defineCommand({
  name: "test.add_sport",
  summary: "Adds a sport.",
  actor: "staff",
  permission: marketsSuspend,
  input: z.object({ id: z.string(), end: z.enum(["accept", "refuse", "throw"]) }),
  refusals: { unwanted: 409 },
  audit: ({ id }) => ({ subject: `sport:${id}`, reason: "test" }),
  run: async ({ input: { id, end }, tx, onCommit }): Promise<Outcome<string, { code: "unwanted" }>> => {
    await tx.query("insert into sport (id, name) values ($1, $1)", [id]);
    onCommit(() => committed.push(id));
    onCommit(() => {
      throw new Error("nobody listens");
    });
    if (end === "refuse") return refuse({ code: "unwanted" });
    if (end === "throw") throw new Error("broken");
    return changed(id, { before: null, after: { id } });
  },
});

const known = async (id: string) => ({
  sports: (await rows("select from sport where id = $1", [id])).length,
  audited: await rows(
    "select action, reason, after, session_id as session from audit_entry where subject = $1",
    [`sport:${id}`],
  ),
  committed: committed.includes(id),
});

it("commits what it did and its audit row together, and then does the rest, whose failure changes nothing", async () => {
  expect(await addSport(staff, { id: "chess", end: "accept" })).toEqual({ ok: true, value: "chess" });
  expect(await known("chess")).toEqual({
    sports: 1,
    audited: [{ action: "test.add_sport", reason: "test", after: { id: "chess" }, session: staff.sessionId }],
    committed: true,
  });
});

it("leaves nothing behind when it is refused or breaks", async () => {
  expect(await addSport(staff, { id: "golf", end: "refuse" })).toEqual({
    ok: false,
    refusal: { code: "unwanted" },
  });
  await expect(addSport(staff, { id: "polo", end: "throw" })).rejects.toThrow("broken");
  for (const id of ["golf", "polo"])
    expect(await known(id)).toEqual({ sports: 0, audited: [], committed: false });
});

it("does nothing that it cannot audit", async () => {
  await expect(
    addSport({ ...staff, sessionId: randomUUID() }, { id: "darts", end: "accept" }),
  ).rejects.toThrow();
  expect(await known("darts")).toEqual({ sports: 0, audited: [], committed: false });
});

it("is closed as soon as its session is revoked", async () => {
  const trader = await makeStaff();
  const ask = (id: string) =>
    answerCommand(
      addSport,
      new Request("http://localhost", {
        method: "POST",
        headers: { "content-type": "application/json", origin: "http://localhost" },
        body: JSON.stringify({ id, end: "accept" }),
      }),
      { session: () => findSession(trader.sessionId) },
      "http://localhost",
    );
  expect((await ask("curling")).status).toBe(200);
  await ownerRows("update session set revoked_at = now() where id = $1", [trader.sessionId]);
  expect((await ask("luge")).status).toBe(401);
  expect(await known("luge")).toEqual({ sports: 0, audited: [], committed: false });
});

it("answers as signed out when its session ends while it runs", async () => {
  const trader = await makeStaff();
  const slow = defineCommand({
    name: "test.slow",
    summary: "Ends the session that runs it.",
    actor: "staff",
    permission: marketsSuspend,
    input: z.object({}),
    refusals: {},
    audit: () => ({ subject: "session:test" }),
    run: async () => {
      await ownerRows("update session set revoked_at = now() where id = $1", [trader.sessionId]);
      return accept(null);
    },
  });
  const answer = await answerCommand(
    slow,
    new Request("http://localhost", {
      method: "POST",
      headers: { "content-type": "application/json", origin: "http://localhost" },
      body: "{}",
    }),
    { session: () => findSession(trader.sessionId) },
    "http://localhost",
  );
  expect([answer.status, await answer.json()]).toEqual([401, expect.objectContaining({ ok: false })]);
});

it("keeps players out of what their gate guards", async () => {
  const ran: string[] = [];
  const gated = (gate: "play" | "withdraw", transaction: "one" | "own" = "one") =>
    defineCommand({
      name: "test.gated",
      summary: "Does what a gate guards.",
      actor: "player",
      gate,
      transaction,
      input: z.object({}),
      refusals: {},
      run: async ({ actor }) => accept(ran.push(actor.playerId)),
    });
  const player = { playerId: await makePlayer(0n), sessionId: "", currency: "EUR" as const };
  expect(await gated("play")(player, {})).toEqual({ ok: true, value: 1 });
  await ownerRows("update player set status = 'suspended' where id = $1", [player.playerId]);
  for (const transaction of ["one", "own"] as const)
    expect(await gated("play", transaction)(player, {})).toEqual({
      ok: false,
      refusal: { code: "player_barred", reason: "account_suspended" },
    });
  expect(await gated("withdraw")(player, {})).toEqual({ ok: true, value: 2 });
  await ownerRows("update player set status = 'closed' where id = $1", [player.playerId]);
  expect(await gated("withdraw")(player, {})).toMatchObject({ refusal: { reason: "account_closed" } });
});
