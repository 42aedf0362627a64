import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { houseBalances, playerBalance, playerEntries, rollUpHouse } from "#lib/ledger/index.ts";
import { detachMonths } from "#lib/platform/database/partitions.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { betView, placeBet, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { fillHistory, makeEvent } from "#lib/sportsbook/testing.ts";
import { keepMonths } from "./keep-months.ts";

const MONTHS = 16;

let database: TestDatabase;
beforeAll(async () => {
  process.env.BET_RETENTION_MONTHS = "12";
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
  await fillHistory(database.ownerUrl, { bets: 8_000, months: MONTHS, players: 40 });
});
afterAll(async () => {
  delete process.env.BET_RETENTION_MONTHS;
  await database.drop();
});

const monthsAgo = (n: number): Date => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - n, 1));
};
const suffix = (n: number): string => monthsAgo(n).toISOString().slice(0, 7).replace("-", "_");

const broken = async () => (await verifyInvariants()).filter((report) => report.violations.length > 0);
const count = async (table: string): Promise<number> =>
  Number((await database.asOwner<{ n: string }>(`select count(*) as n from ${table}`))[0]?.n);
const monthsOf = async (parent: string): Promise<string[]> =>
  (
    await rows<{ name: string }>("select name from partition_month where parent = $1 order by starts_at", [
      parent,
    ])
  ).map(({ name }) => name.slice(-7));

const somePlayer = async (): Promise<string> => {
  const [player] = await rows<{ id: string }>("select id from player order by id limit 1");
  return player?.id as string;
};

describe("months that are past their time", () => {
  it("stay, and so do later ones, while a bet in them is open or still there", async () => {
    expect(await detachMonths("entries", 12)).toEqual([{ startsAt: monthsAgo(15), outcome: "open_bets" }]);
    const [settled] = await database.asOwner<{ id: string; settled_at: Date }>(
      `with chosen as (select * from bet where id >= uuid_floor($1) order by id limit 1)
       update bet b set status = 'open', result = null, returned = null, settled_at = null from chosen c where b.id = c.id
       returning c.id, c.result, c.returned, c.settled_at`,
      [monthsAgo(14)],
    );
    expect(await detachMonths("bets", 12)).toEqual([
      { startsAt: monthsAgo(15), outcome: "detached" },
      { startsAt: monthsAgo(14), outcome: "open_bets" },
    ]);
    expect((await monthsOf("bet"))[0]).toBe(suffix(14));
    await database.asOwner(
      `update bet b set status = 'settled', result = r.result, returned = r.returned, settled_at = r.settled_at
         from json_populate_record(null::bet, $1) r where b.id = r.id`,
      [JSON.stringify(settled)],
    );
    expect(await broken()).toEqual([]);
  });

  it("stay while the operator's sums of them are not complete", async () => {
    expect(await broken()).toEqual([]);
    await detachMonths("bets", 12);
    const [sum] = await database.asOwner<{ account_id: string; day: Date }>(
      `delete from ledger_rollup where (account_id, day) = (select account_id, day from ledger_rollup order by day offset 5 limit 1)
       returning account_id, day::text, amount, entries`,
    );
    expect(await detachMonths("entries", 12)).toEqual([
      { startsAt: monthsAgo(15), outcome: "not_rolled_up" },
    ]);
    expect(await count("ledger_carried")).toBe(0);
    expect(await monthsOf("ledger_entry")).toContain(suffix(15));
    await database.asOwner(
      "insert into ledger_rollup select * from json_populate_record(null::ledger_rollup, $1)",
      [JSON.stringify(sum)],
    );
    expect(await broken()).toEqual([]);
  });

  it("leave with bets, entries, prices and messages, and every sum stays as it was", async () => {
    const player = await somePlayer();
    const before = {
      house: await houseBalances(),
      balance: await playerBalance(player, "EUR"),
      statement: await playerEntries(player, "EUR", { limit: 20 }),
      entries: await count("ledger_entry"),
      transfers: await count("ledger_transfer"),
    };
    await keepMonths();
    expect(await broken()).toEqual([]);
    expect(await houseBalances()).toEqual(before.house);
    expect(await playerBalance(player, "EUR")).toEqual(before.balance);
    expect(await playerEntries(player, "EUR", { limit: 20 })).toEqual(before.statement);
    expect(await count("ledger_transfer")).toBe(before.transfers);
    const gone = [15, 14, 13].map((n) => count(`archive.ledger_entry_${suffix(n)}`));
    const kept = await count("ledger_entry");
    expect((await Promise.all(gone)).reduce((all, n) => all + n, kept)).toBe(before.entries);
    for (const parent of ["bet", "bet_leg", "bet_settlement", "ledger_entry"])
      expect((await monthsOf(parent))[0], parent).toBe(suffix(12));
    for (const parent of ["feed_message", "price_history"])
      expect((await monthsOf(parent))[0], parent).toBe(suffix(3));
    expect(await detachMonths("feeds", 0)).toHaveLength(2);
    expect((await monthsOf("price_history"))[0]).toBe(suffix(1));
  });

  it("take the keys of their bets with them, and no others", async () => {
    expect(await count("bet_key")).toBe(await count("bet"));
    expect(await count(`archive.bet_${suffix(15)}`)).toBeGreaterThan(0);
  });

  it("lie in the archive, where the application's role does not reach", async () => {
    await expect(rows(`select from archive.bet_${suffix(15)}`)).rejects.toMatchObject({ code: "42501" });
    await expect(rows("delete from detached_month")).rejects.toMatchObject({ code: "42501" });
    await expect(rows("update ledger_carried set amount = 0")).rejects.toMatchObject({ code: "42501" });
  });

  it("leave a platform that goes on: bets are placed, sums rolled up", async () => {
    const player = await somePlayer();
    const { marketId } = await makeEvent("after-detaching");
    const placed = await placeBet(
      { playerId: player, sessionId: null },
      {
        idempotencyKey: crypto.randomUUID(),
        stake: "1",
        legs: [{ marketId, outcomeKey: "home", odds: 20_000n }],
        oddsChoice: "any",
      },
    );
    if (!placed.ok) throw new Error(placed.refusal.code);
    expect((await betView(placed.value.id))?.status).toBe("open");
    await rollUpHouse();
    expect(await broken()).toEqual([]);
  });

  it("are missed when what was carried is not what they held", async () => {
    await database.asOwner(
      "update ledger_carried set amount = amount + 1 where account_id = (select min(account_id) from ledger_carried)",
    );
    expect((await broken()).map(({ name }) => name)).toContain("entries sum to zero in every currency");
    await database.asOwner(
      "update ledger_carried set amount = amount - 1 where account_id = (select min(account_id) from ledger_carried)",
    );
  });
});
