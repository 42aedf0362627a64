import { afterAll, beforeAll, expect, it } from "vitest";
import { transaction } from "#lib/platform/database/transaction.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makeStaff } from "#lib/sportsbook/testing.ts";
import { auditLink, auditStaff, verifyAudit } from "./index.ts";

let database: TestDatabase;
let staff: Awaited<ReturnType<typeof makeStaff>>;
beforeAll(async () => {
  database = await testDatabase();
  // Signing in is the first entry.
  staff = await makeStaff();
});
afterAll(() => database.drop());

const write = (n: number) =>
  auditStaff(staff.sessionId, { action: "test.write", subject: `thing:${n}`, after: { n } });

it("chains entries that are written at once, and loses those of a transaction that fails", async () => {
  await Promise.all(Array.from({ length: 24 }, (_, n) => write(n)));
  await expect(
    transaction(async (client) => {
      await auditStaff(staff.sessionId, { action: "test.fail", subject: "thing:x" }, client);
      throw new Error("undone");
    }),
  ).rejects.toThrow("undone");
  await write(99);
  expect(await verifyAudit()).toMatchObject({
    entries: 26n,
    first: { id: 1n },
    last: await auditLink(26n),
    broken: [],
  });
  expect(
    await rows("select actor, actor_id as id, session_id as session from audit_entry where id = 26"),
  ).toEqual([{ actor: "Trader", id: staff.staffId, session: staff.sessionId }]);
});

it("walks through a chain longer than a page", async () => {
  await database.asOwner(
    "do $$ begin for n in 1..5200 loop perform audit_append(null, 'test', 'test.many', 'thing:' || n, null, null, null, null); end loop; end $$",
  );
  expect(await verifyAudit()).toMatchObject({ entries: 5_226n, last: { id: 5_226n }, broken: [] });
});

it("shows an entry that someone with the owner's rights changed or removed", async () => {
  await database.asOwner("update audit_entry set reason = 'a better one' where id = 7");
  await database.asOwner("update audit_entry set session_id = gen_random_uuid() where id = 9");
  expect((await verifyAudit()).broken).toEqual([
    { id: 7n, why: "content" },
    { id: 9n, why: "content" },
  ]);
  await database.asOwner("delete from audit_entry where id = 12");
  expect((await verifyAudit()).broken).toEqual([
    { id: 7n, why: "content" },
    { id: 9n, why: "content" },
    { id: 13n, why: "order" },
  ]);
  await database.asOwner("delete from audit_entry where id = 1");
  expect(await verifyAudit({ stopAtFirst: true })).toMatchObject({
    entries: 1n,
    broken: [{ id: 2n, why: "order" }],
  });
});
