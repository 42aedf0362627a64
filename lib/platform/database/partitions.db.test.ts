import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { readiness } from "../observability/health.ts";
import { rows } from "../testing/rows.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { makePartitionsAhead, partitionsEnd } from "./partitions.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const monthStart = (monthsFromNow: number): Date => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + monthsFromNow, 1));
};

const named = (table: string, month: Date): string =>
  `${table}_${month.toISOString().slice(0, 7).replace("-", "_")}`;

describe("months", () => {
  it("are there for this month and the next three, and made once", async () => {
    const tables = await rows<{ parent: string }>("select parent from partitioned()");
    const months = await rows<{ name: string }>("select name from partition_month");
    const expected = tables.flatMap(({ parent }) => [0, 1, 2, 3].map((n) => named(parent, monthStart(n))));
    expect(months.map(({ name }) => name).sort()).toEqual(expected.sort());
    expect(await partitionsEnd()).toEqual(monthStart(4));
    expect(await makePartitionsAhead()).toBe(0);
  });

  it("are made again where one is missing, without a gap", async () => {
    await database.asOwner(`alter table bet detach partition months.${named("bet", monthStart(3))}`);
    await database.asOwner(`drop table months.${named("bet", monthStart(3))}`);
    expect(await partitionsEnd()).toEqual(monthStart(3));
    expect(await Promise.all([makePartitionsAhead(), makePartitionsAhead()])).toContain(1);
    expect(await partitionsEnd()).toEqual(monthStart(4));
  });

  it("take every id of their time and none of another", async () => {
    const [last, first] = [uuidv7(monthStart(1).getTime() - 1), uuidv7(monthStart(1).getTime())];
    await database.asOwner(
      `insert into bet_settlement (bet_id, version, cause) values ('${last}', 1, 'test'), ('${first}', 1, 'test')`,
    );
    const places = await database.asOwner<{ id: string; place: string }>(
      "select bet_id as id, tableoid::regclass::text as place from bet_settlement order by bet_id",
    );
    expect(places).toEqual([
      { id: last, place: `months.${named("bet_settlement", monthStart(0))}` },
      { id: first, place: `months.${named("bet_settlement", monthStart(1))}` },
    ]);
    const [time] = await rows<{ at: Date; floor: boolean }>(
      "select uuid_time($1) as at, uuid_floor(uuid_time($1)) <= $1 as floor",
      [first],
    );
    expect(time).toEqual({ at: monthStart(1), floor: true });
    await database.asOwner("delete from bet_settlement");
  });

  it("that run out make the platform unready before anything fails", async () => {
    expect((await readiness()).checks.months?.ok).toBe(true);
    for (const n of [1, 2, 3]) {
      await database.asOwner(
        `alter table ledger_entry detach partition months.${named("ledger_entry", monthStart(n))}`,
      );
      await database.asOwner(`drop table months.${named("ledger_entry", monthStart(n))}`);
    }
    expect((await readiness()).checks.months).toEqual({
      ok: false,
      detail: `tables are ready until ${monthStart(1).toISOString().slice(0, 10)}`,
    });
    await makePartitionsAhead();
    expect((await readiness()).checks.months?.ok).toBe(true);
  });
});

describe("the application's role", () => {
  const month = named("", monthStart(0));
  it.each([
    `select from months.ledger_entry${month}`,
    `update months.ledger_entry${month} set amount = 1`,
    `delete from months.bet${month}`,
    `insert into months.bet_leg${month} (bet_id) values (gen_random_uuid())`,
    `truncate months.feed_message${month}`,
    `drop table months.price_history${month}`,
    `alter table bet detach partition months.bet${month}`,
    "create table months.mine ()",
    "create table archive.mine ()",
    "delete from bet_key",
    "update bet_key set bet_id = gen_random_uuid()",
    "insert into bet_key values (gen_random_uuid(), 'key', gen_random_uuid(), 'hash')",
    "delete from feed_message",
    "update price_history set prices = '{}'",
    "select partition_make('bet', now())",
  ])("may not: %s", async (statement) => {
    await expect(rows(statement)).rejects.toMatchObject({ code: "42501" });
  });
});
