import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { closeDatabase, db, isInputFault, isTooBusy, sql, sqlStateOf } from "./db.ts";
import { statement, text } from "./statement.ts";
import { transaction } from "./transaction.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const nameOfSport = statement({
  text: "select name from sport where id = $1",
  params: [text],
  row: { name: text },
});

const sport = (id: string) => ({ data: { id, name: id.toUpperCase() } });
const idsOf = async (prefix: string): Promise<string[]> => {
  const where = { id: { startsWith: prefix } };
  return (await db().sport.findMany({ where, orderBy: { id: "asc" } })).map(({ id }) => id);
};
const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("Prisma in a transaction", () => {
  it("shares it with statements in SQL, and is seen by others after the commit only", async () => {
    await transaction(async (client) => {
      await db(client).sport.create(sport("a1"));
      expect(await nameOfSport.first(["a1"], client)).toEqual({ name: "A1" });
      expect(await idsOf("a")).toEqual([]);
    });
    expect(await idsOf("a")).toEqual(["a1"]);
  });

  it("leaves nothing behind when the work fails", async () => {
    const fails = transaction(async (client) => {
      await db(client).sport.create(sport("b1"));
      throw new Error("changed my mind");
    });
    await expect(fails).rejects.toThrow("changed my mind");
    expect(await idsOf("b")).toEqual([]);
  });

  it("keeps what Prisma writes in several steps inside it", async () => {
    const competition = (id: string) => ({
      data: { id, name: id, category: "Test", sport: { create: { id: `${id}-sport`, name: id } } },
    });
    const fails = transaction(async (client) => {
      await db(client).competition.create(competition("c1"));
      expect(await db(client).competition.count({ where: { sport: { id: "c1-sport" } } })).toBe(1);
      throw new Error("changed my mind");
    });
    await expect(fails).rejects.toThrow("changed my mind");
    expect(await idsOf("c")).toEqual([]);
    await transaction((client) => db(client).competition.create(competition("c2")));
    expect(await idsOf("c")).toEqual(["c2-sport"]);
  });

  it("serves many transactions at once, each with its own rows", async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        transaction(async (client) => {
          await db(client).sport.create(sport(`d${n}`));
          if (n % 3 === 0) throw new Error("rolled back");
        }).catch(() => undefined),
      ),
    );
    expect(await idsOf("d")).toHaveLength(20);
  });
});

describe("errors from Prisma", () => {
  it("are told apart as those of the driver are", async () => {
    await db().sport.create(sport("e1"));
    const taken = await failure(db().sport.create(sport("e1")));
    expect([sqlStateOf(taken), isInputFault(taken), isTooBusy(taken)]).toEqual(["23505", true, false]);
    const slow = await failure(
      transaction(async (client) => {
        await client.query("set local statement_timeout = 20");
        await db(client).$queryRaw`select pg_sleep(5)`;
      }),
    );
    expect([sqlStateOf(slow), isInputFault(slow), isTooBusy(slow)]).toEqual(["57014", false, true]);
  });
});

describe("instants", () => {
  it("are the same through Prisma and the driver, whatever time zone the server is set to", async () => {
    const startsAt = new Date("2026-07-01T18:30:00.123Z");
    const name = new URL(database.ownerUrl).pathname.slice(1);
    await database.asOwner(`alter database ${name} set timezone = 'America/New_York'`);
    await closeDatabase();
    const { rows } = await sql().query<{ at: Date }>("select $1::timestamptz as at", [startsAt]);
    expect(rows).toEqual([{ at: startsAt }]);
    await database.asOwner(
      "insert into suspension (scope, scope_id, source, reason, at) values ('all', '', 'staff', 'test', $1)",
      [startsAt],
    );
    const where = { at: startsAt };
    expect(await db().suspension.findFirst({ where, select: { at: true } })).toEqual({ at: startsAt });
  });
});
