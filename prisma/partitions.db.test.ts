import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { migrate } from "#lib/platform/database/migrate.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";

const CUT = "20261121001000_partitions";

let database: TestDatabase;
let client: pg.Client;
let before: string;
beforeAll(async () => {
  database = await testDatabase();
  const name = new URL(database.ownerUrl).pathname.slice(1);
  await database.asOwner(`create database ${name}_before`);
  client = new pg.Client({ connectionString: `${database.ownerUrl}_before` });
  await client.connect();
  before = await mkdtemp(join(tmpdir(), "evens-migrations-"));
  for (const migration of await readdir("prisma/migrations"))
    if (migration < CUT)
      await cp(join("prisma/migrations", migration), join(before, migration), { recursive: true });
});
afterAll(async () => {
  const name = new URL(database.ownerUrl).pathname.slice(1);
  await client.end();
  await rm(before, { recursive: true });
  await database.asOwner(`drop database ${name}_before with (force)`);
  await database.drop();
});

const all = async <Row extends pg.QueryResultRow>(text: string): Promise<Row[]> =>
  (await client.query<Row>(text)).rows;

const monthsAgo = (n: number): Date => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - n, 1, 12));
};

const CONTENTS = [
  "select player_id, kind, stake, odds, status, result, returned, settlement_version, decision, placed_at, settled_at from bet order by id",
  "select bet_id, position, market_id, outcome_key, odds, result, factor, divisor, settlement_version from bet_leg order by 1, 2",
  "select * from bet_settlement order by bet_id, version",
  "select * from bet_refusal order by id",
  "select transfer_id, account_id, amount, version, balance_after, created_at from ledger_entry order by account_id, version, transfer_id",
  "select id, provider, event_id, kind, provider_timestamp, received_at, fate, error, raw from feed_message order by id",
  "select market_id, version, at, prices from price_history order by 1, 2",
];

it("an installed platform's tables are cut into months and nothing is lost", async () => {
  await migrate(`${database.ownerUrl}_before`, before);
  for (const n of [0, 1, 5]) {
    const at = monthsAgo(n);
    const [bet, player] = [uuidv7(at.getTime()), uuidv7(at.getTime())];
    await client.query(
      `insert into bet (id, player_id, kind, currency, stake, odds, potential_return, odds_choice, idempotency_key, input_hash,
                        decision, placed_at, status, result, returned, settled_at, settlement_version)
       values ($1, $2, 'single', 'EUR', 100, 20000, 200, 'any', 'key', '\\x0${n}', '{"n": ${n}}', $3, 'settled', 'won', 200, now(), 1)`,
      [bet, player, at],
    );
    await client.query(
      `insert into bet_leg (bet_id, position, event_id, market_id, outcome_key, odds, market_version, exposure_stake,
                            exposure_payout, result, factor)
       values ($1, 0, 'e', 'm', 'home', 20000, 1, 100, 200, 'won', 2)`,
      [bet],
    );
    await client.query(
      "insert into bet_settlement (bet_id, version, result, returned, cause) values ($1, 1, 'won', 200, 'market:m')",
      [bet],
    );
    await client.query(
      "insert into bet_refusal (id, player_id, code, refusal, slip) values ($1, $2, 'stale', '{}', '{}')",
      [uuidv7(at.getTime()), player],
    );
    await client.query(
      `select ledger_transfer_all(array[row($1::uuid, ledger_account_for('deposits_clearing', null, 'EUR'),
         ledger_account_for('player_cash', $2, 'EUR'), 500, 'EUR', 'deposit', 'deposit:' || $1, null)::ledger_posting])`,
      [bet, player],
    );
    await client.query("update ledger_entry set created_at = $2 where transfer_id = $1", [bet, at]);
    await client.query(
      `insert into feed_message (provider, received_at, fate, raw) values ('p', $1, 'applied', '{"n":${n}}')`,
      [at],
    );
    await client.query(`insert into price_history values ('m', ${n}, $1, '{"home": 20000}')`, [at]);
  }
  const contents = async () => {
    const found = [];
    for (const query of CONTENTS) found.push(await all(query));
    return found;
  };
  const [earlier, keys] = [
    await contents(),
    await all("select player_id, idempotency_key, id, input_hash from bet order by 1"),
  ];

  await migrate(`${database.ownerUrl}_before`);

  expect(await contents()).toEqual(earlier);
  expect(
    await all("select player_id, idempotency_key, bet_id as id, input_hash from bet_key order by 1"),
  ).toEqual(keys);
  const filled = (await all<{ place: string }>("select tableoid::regclass::text as place from bet")).map(
    ({ place }) => place,
  );
  expect(filled.sort()).toEqual(
    [5, 1, 0].map((n) => `months.bet_${monthsAgo(n).toISOString().slice(0, 7).replace("-", "_")}`),
  );
  expect(await all("select from pg_namespace where nspname = 'uncut'")).toEqual([]);
  const [next] = await all<{ id: string }>(
    "insert into feed_message (provider, fate, raw) values ('p', 'applied', '{}') returning id",
  );
  expect(next?.id).toBe("4");
});
