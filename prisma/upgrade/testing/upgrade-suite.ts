import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { verifyAudit } from "#lib/audit/index.ts";
import { type MigrationReport, migrate } from "#lib/platform/database/migrate.ts";
import { dumpSchema } from "#lib/platform/database/schema-dump.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { restoredDatabase, type TestDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { placeBet, refusalsWritten, resolvePendingBet } from "#lib/sportsbook/betting/index.ts";
import { marketIdOf } from "#lib/sportsbook/markets/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { sportOf } from "#lib/sportsbook/sports/index.ts";
import { decideThreeWay, makeEvent, makePlayer } from "#lib/sportsbook/testing.ts";

/** The SQL script in a file of this folder (scripts/upgrade/main.ts writes them). */
export const scriptIn = async (file: string): Promise<string> =>
  gunzipSync(await readFile(new URL(`../${file}`, import.meta.url))).toString("utf8");

/** Deposits, by whether they moved their amount. */
const deposits = async ({ asOwner }: TestDatabase, table: string): Promise<unknown[]> =>
  asOwner(`select transfer_id is not null as moved, count(*) as n, sum(amount) as money, min(id::text) as first, max(created_at) as last
             from ${table} group by 1 order by 1`);

const CONTENTS = `
  select 'bets ' || kind || ' ' || status || ' ' || coalesce(result, '-') as what, count(*) as n, sum(stake) + coalesce(sum(returned), 0) as money
    from bet group by 1
  union all select 'legs', count(*), sum(exposure_stake) from bet_leg
  union all select 'settlements', count(*), sum(returned) from bet_settlement
  union all select 'pending ' || coalesce(outcome, '-'), count(*), sum(stake) from pending_bet group by 1
  union all select 'rejected', count(*), null from bet_refusal
  union all select 'transfers ' || code, count(*), sum(amount) from ledger_transfer group by 1
  union all select 'entries', count(*), sum(abs(amount)) from ledger_entry
  union all select 'balances ' || kind, count(*), sum(balance) - sum(held) from ledger_account group by 1
  union all select 'players', count(*), null from player
  union all select 'audit', count(*), null from audit_entry
  union all select 'journal', count(*), null from market_settlement
  order by 1`;

/** What incidents of football and tennis looked like while the table had columns of football. */
const oldIncidents = async ({ asOwner }: TestDatabase): Promise<void> => {
  await asOwner(`insert into sport select (jsonb_populate_record(s, '{"id": "tennis", "name": "Tennis"}')).*
    from sport s where id = 'football' on conflict do nothing`);
  await asOwner(`insert into competition select (jsonb_populate_record(c, '{"id": "upgrade-tennis", "sport_id": "tennis"}')).*
    from competition c join event e on e.competition_id = c.id where e.id = 'upgrade-1'`);
  await asOwner(`insert into event
    select (jsonb_populate_record(e, '{"id": "upgrade-tennis", "competition_id": "upgrade-tennis"}')).*
      from event e where id = 'upgrade-1'`);
  await asOwner(`insert into incident (event_id, number, kind, side, clock_seconds, phase, player_name, detail) values
    ('upgrade-1', 901, 'goal', 'away', 3300, 'second_half', 'A. Player', null),
    ('upgrade-1', 902, 'stoppage_time', null, 5370, 'second_half', null, '{"minutes": 3}'),
    ('upgrade-tennis', 1, 'match_start', null, 0, 'set_1', null, null),
    ('upgrade-tennis', 2, 'break', 'home', 4000, 'set_2', null, '{"set": 2, "game": 7, "home": 4, "away": 3}')`);
};

const sound = async (): Promise<void> => {
  expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
  expect(await verifyAudit()).toMatchObject({ broken: [] });
};

/** The suite that a database of an older release must pass. */
export const upgradeSuite = (file: string): { report: () => MigrationReport } => {
  let database: TestDatabase;
  let report: MigrationReport;
  let before: unknown[];
  let depositsBefore: unknown[];
  beforeAll(async () => {
    database = await restoredDatabase(await scriptIn(file));
    await oldIncidents(database);
    before = await database.asOwner(CONTENTS);
    depositsBefore = await deposits(database, "deposit");
    report = await migrate(database.ownerUrl);
  });
  afterAll(async () => {
    await refusalsWritten();
    await closeBus();
    await database.drop();
  });

  it("gets the schema of a new database", async () => {
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    const dump = await dumpSchema(client);
    await client.end();
    const fresh = await readFile("lib/platform/database/schema.sql", "utf8");
    // Rows from before a check was added need not pass it.
    expect(dump.replaceAll(" NOT VALID", "")).toBe(fresh);
  });

  it("keeps what it holds, and every invariant with it", async () => {
    expect(before.length).toBeGreaterThan(20);
    expect(await database.asOwner(CONTENTS)).toEqual(before);
    expect(depositsBefore.length).toBeGreaterThan(0);
    expect(await deposits(database, "payment")).toEqual(depositsBefore);
    await sound();
    expect((await verifyAudit()).entries).toBeGreaterThan(10n);
  });

  it("keeps what happened in its events, with the columns of football moved into the detail", async () => {
    const incidents = await rows<{
      kind: string;
      number: number;
      participant: number | null;
      detail: unknown;
    }>(
      `select number, kind, participant, revoked, detail from incident
        where event_id = 'upgrade-tennis' or event_id = 'upgrade-1' and number > 900 order by event_id, number`,
    );
    expect(incidents.map(({ kind, participant, detail }) => [kind, participant, detail])).toEqual([
      ["goal", 2, { clockSeconds: 3300, phase: "second_half", player: "A. Player" }],
      ["stoppage_time", null, { clockSeconds: 5370, phase: "second_half", minutes: 3 }],
      ["match_start", null, { clockSeconds: 0, phase: "set_1", set: 1 }],
      ["break", 1, { clockSeconds: 4000, phase: "set_2", set: 2, game: 7, home: 4, away: 3 }],
    ]);
    for (const [at, incident] of incidents.entries())
      expect(sportOf(at < 2 ? "football" : "tennis").incidentSchema.safeParse(incident).success).toBe(true);
  });

  it("keeps its staff, as accounts of their own kind", async () => {
    const [admin] = await rows(
      `select a.status, array(select r.role from staff_role r where r.staff_id = a.id) as roles, p.status as player
         from staff_account a left join player p on p.id = a.id where a.status = 'active' limit 1`,
    );
    expect(admin).toEqual({ status: "active", roles: ["administrator"], player: "closed" });
  });

  it("goes on: bets from before are finished, settled and resettled beside new ones", async () => {
    for (const { id } of await rows<{ id: string }>("select id from pending_bet where ended_at is null"))
      await resolvePendingBet(id);
    const { marketId } = await makeEvent("after-upgrade", { running: false });
    const player = await makePlayer(10_000n);
    const made = await placeBet(
      { playerId: player, sessionId: null },
      {
        idempotencyKey: crypto.randomUUID(),
        stake: "20",
        legs: [{ marketId, outcomeKey: "home", odds: 20_000n }],
        oddsChoice: "any",
      },
    );
    expect(made).toMatchObject({ ok: true });
    for (const [eventId, winner] of [
      ["after-upgrade", "home"],
      ["upgrade-1", "home"],
      ["upgrade-9", "draw"],
      ["upgrade-6", "home"],
    ] as const) {
      await decideThreeWay(eventId, winner);
      expect(await settleMarket(marketIdOf(eventId, "1x2", ""))).toBeGreaterThan(0);
    }
    await sound();
  });

  it("is upgraded once", async () => {
    expect(await migrate(database.ownerUrl)).toMatchObject({ applied: [], objects: [] });
  });

  return { report: () => report };
};
