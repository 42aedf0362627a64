import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditStaff } from "#lib/audit/index.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { may, type Permission, STAFF_ROLES } from "#lib/platform/permission.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { betsVoid, policyWrite } from "#lib/sportsbook/permissions.ts";
import { makeEvent, makePlayer, makeSession, makeStaff } from "#lib/sportsbook/testing.ts";

let database: TestDatabase;
let player: string;
let session: string;
let staff: Awaited<ReturnType<typeof makeStaff>>;

const open = (account: "player_id" | "staff_id", id: string, lasts: string) =>
  rows(`insert into session (id, ${account}, expires_at) values ($1, $2, now() + $3::interval)`, [
    uuidv7(),
    id,
    lasts,
  ]);

beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy();
  await makeEvent("case-30");
  player = await makePlayer(10_000n);
  session = await makeSession(player);
  staff = await makeStaff();
});
afterAll(() => database.drop());

const INSUFFICIENT_PRIVILEGE = "42501";

describe("as the application, nobody can", () => {
  it.each([
    // people
    `insert into staff_account (id, email, password_hash, display_name)
     values (gen_random_uuid(), 'a@example.com', '', 'A')`,
    "update staff_account set status = 'active'",
    "update staff_account set email = 'thief@example.com'",
    "update staff_account set demo = false",
    "delete from staff_account",
    "insert into staff_role (staff_id, role) select id, 'administrator' from staff_account",
    "update staff_role set role = 'administrator'",
    "delete from staff_role",
    "update player set email = 'thief@example.com'",
    "update player set currency = 'JPY'",
    "update player set status = 'active'",
    "update player set stake_factor_bp = 1000000",
    "update player set birth_date = '1990-01-01'",
    "update player set country = 'DE'",
    "update player set display_name = 'Somebody'",
    "update player set id = gen_random_uuid()",
    "update player set created_at = now()",
    "delete from player",
    `insert into player (id, email, password_hash, display_name, country, currency, birth_date, stake_factor_bp)
     values (gen_random_uuid(), 'a@example.com', '', 'A', 'DE', 'EUR', '1990-01-01', 1000000)`,
    // sessions
    "update session set player_id = gen_random_uuid()",
    "update session set staff_id = gen_random_uuid()",
    "update session set created_at = now()",
    "update session set expires_at = now() + interval '10 years'",
    "update session set ip = '127.0.0.1'",
    "delete from session",
    "insert into session (id, player_id, expires_at, created_at) select gen_random_uuid(), id, now(), now() from player",
    "insert into session (id, player_id, expires_at, revoked_at) select gen_random_uuid(), id, now(), now() from player",
    // policy
    "insert into betting_policy (version, rules) values (99, '{}')",
    "update betting_policy set rules = '{}'",
    "delete from betting_policy",
    // audit
    "select audit_append(null, 'Somebody', 'bet.void', 'bet:x', null, null, null, null)",
    "select audit_append(null, 'Somebody', 'bet.void', 'bet:x', null, null, null, null, gen_random_uuid())",
    "select staff_of(gen_random_uuid())",
    "insert into audit_entry (id, at, actor, action, subject, prev_hash, hash) values (1, now(), 'x', 'x', 'x', '', '')",
    "update audit_entry set actor = 'x'",
    "delete from audit_entry",
    // money and bets
    "insert into ledger_account (kind, currency) values ('adjustments', 'EUR')",
    "update ledger_account set balance = balance + 1",
    "update ledger_account set minimum = -1000000",
    "insert into ledger_transfer select * from ledger_transfer",
    "update ledger_transfer set amount = 1",
    "delete from ledger_transfer",
    "insert into ledger_entry select * from ledger_entry",
    "update ledger_entry set amount = 1",
    "delete from ledger_entry",
    "update ledger_hold set amount = 1",
    "delete from ledger_hold_end",
    "update ledger_rollup set amount = 1",
    "update ledger_carried set amount = 1",
    "select ledger_write('{}')",
    "select ledger_lock('{}')",
    "update bet set stake = 1",
    "update bet set potential_return = 1000000",
    "insert into bet select * from bet",
    "delete from bet",
    "update bet_leg set odds = 1000000",
    "update bet_leg set result = 'won'",
    "insert into bet_settlement select * from bet_settlement",
    "delete from bet_settlement",
    "update bet_key set bet_id = gen_random_uuid()",
    "delete from bet_refusal",
    "update bet_refusal set code = 'x'",
    "update pending_bet set due_at = now()",
    "delete from pending_bet",
    "select void_bet(gen_random_uuid(), 'x', gen_random_uuid())",
    "select settle_bets('{}', '{}', null)",
    "update payment set amount = 1",
    "update payment set currency = 'JPY'",
    "update payment set player_id = gen_random_uuid()",
    "delete from payment",
    "insert into payment (id, created_at) values (gen_random_uuid(), now())",
    "update payment_transition set to_state = 'succeeded'",
    "delete from payment_transition",
    "insert into payment_step (direction, from_state, to_state) values ('deposit', 'failed', 'created')",
    "update provider_event set body = ''",
    "delete from provider_event",
    "update payment_exception set amount = 1",
    "delete from payment_exception",
    "update market_exposure set payout = 0",
    "insert into market_exposure (market_id, outcome_key, shard) values ('x', 'x', 0)",
    "delete from market_exposure",
    // what the book is about
    "update market set event_id = 'other'",
    "update market set market_type = 'total'",
    "update market set settled_through = 0",
    "update outcome set key = 'other'",
    "update outcome set market_id = 'other'",
    "update event set provider = 'other'",
    "update event set id = 'other'",
    "update suspension set scope = 'market'",
    "update suspension set at = now()",
    "update incident set number = 1",
    "update feed_provider set id = 'other'",
    "update event_move set starts_at = now()",
    // what happened, as it was recorded
    "update market_settlement set outcomes = '{}'",
    "delete from market_settlement",
    "update feed_message set raw = ''",
    "delete from feed_message",
    "update price_history set prices = '{}'",
    "delete from price_history",
    "update outbox set payload = '{}'",
    "update outbox set kind = 'x'",
    "update process_beat set process = 'x'",
    "update process_sample set figures = '{}'",
    "delete from draft_slip",
    "delete from event",
    "delete from market",
    "delete from outcome",
    "delete from suspension",
    "delete from incident",
    "update sport set name = 'x'",
    "delete from sport",
    "delete from competition",
    "delete from competitor",
    "delete from feed_provider",
    // the schema
    "truncate outbox",
    "truncate rate_limit",
    "alter table player add column thief text",
    "create trigger thief before insert on player for each row execute function session_stays_revoked()",
    "create index thief on player (email)",
    "create table mine (player_id uuid references player)",
    "create view mine as select * from player",
    "create function mine() returns int language sql as 'select 1'",
    "create schema mine",
    "drop table outbox",
    "insert into _prisma_migrations (id, checksum, migration_name) values ('x', 'x', 'x')",
    "update _prisma_migrations set checksum = 'x'",
    "delete from graphile_worker.migrations",
    "delete from graphile_worker._private_tasks",
    "select graphile_worker.complete_jobs('{1}')",
    "select partition_make('bet', now())",
  ])("%s", async (statement) => {
    await expect(rows(statement)).rejects.toMatchObject({ code: INSUFFICIENT_PRIVILEGE });
  });
});

describe("a session", () => {
  it("is revoked once and for all", async () => {
    const id = await makeSession(player);
    await rows("update session set revoked_at = now(), revoked_by = player_id where id = $1", [id]);
    for (const change of ["revoked_at = null", "revoked_at = now()", "revoked_by = null"])
      await expect(rows(`update session set ${change} where id = $1`, [id]), change).rejects.toMatchObject({
        code: "23514",
      });
    await rows("update session set last_seen_at = now() where id = $1", [id]);
  });

  it("lasts no longer than thirty days, and twelve hours for staff", async () => {
    await open("player_id", player, "30 days");
    await open("staff_id", staff.staffId, "12 hours");
    await expect(open("player_id", player, "31 days")).rejects.toMatchObject({ code: "23514" });
    await expect(open("staff_id", staff.staffId, "13 hours")).rejects.toMatchObject({ code: "23514" });
  });

  it("belongs to one account", async () => {
    for (const ids of [
      [null, null],
      [player, staff.staffId],
    ])
      await expect(
        rows("insert into session (id, player_id, staff_id, expires_at) values ($1, $2, $3, now())", [
          uuidv7(),
          ...ids,
        ]),
      ).rejects.toMatchObject({ code: "23514" });
  });

  it("of staff leaves a record, however it was opened", async () => {
    const id = await makeSession(staff.staffId, "staff");
    expect(
      await rows("select action, actor_id as actor from audit_entry where session_id = $1", [id]),
    ).toEqual([{ action: "staff.sign_in", actor: staff.staffId }]);
  });
});

describe("what staff do", () => {
  const actions: [string, (sessionId: string) => Promise<unknown>][] = [
    ["an audit entry", (id) => auditStaff(id, { action: "market.suspend", subject: "market:x" })],
    ["a betting policy", (id) => rows("select publish_policy($1, 1, '{}', 'risk', null)", [id])],
    ["a voided bet", (id) => rows("select staff_void_bet($1, gen_random_uuid(), 'technical')", [id])],
  ];

  it.each(actions)("needs a session of theirs: %s", async (_, action) => {
    const revoked = await makeSession(staff.staffId, "staff");
    await rows("update session set revoked_at = now() where id = $1", [revoked]);
    const over = await makeSession(staff.staffId, "staff");
    await database.asOwner("update session set expires_at = now() - interval '1 second' where id = $1", [
      over,
    ]);
    const closed = await makeStaff("Closed");
    await database.asOwner("update staff_account set status = 'closed' where id = $1", [closed.staffId]);
    const before = await rows("select count(*) from audit_entry");
    for (const id of [session, revoked, over, closed.sessionId, uuidv7()])
      await expect(action(id)).rejects.toMatchObject({ code: "EV401" });
    expect(await rows("select count(*) from audit_entry")).toEqual(before);
    expect(await rows("select max(version) as version from betting_policy")).toEqual([{ version: 1 }]);
  });

  const guarded: { permission: Permission; action: (sessionId: string) => Promise<unknown> }[] = [
    {
      permission: policyWrite,
      action: (id) => rows("select publish_policy($1, 0, '{}', 'risk', null)", [id]),
    },
    {
      permission: betsVoid,
      action: (id) => rows("select staff_void_bet($1, gen_random_uuid(), 'technical')", [id]),
    },
  ];
  it.each(guarded)(
    "needs a role that grants $permission.name, in the database as in the application",
    async ({ permission, action }) => {
      for (const role of STAFF_ROLES) {
        const { sessionId } = await makeStaff(role, [role]);
        const refused = await action(sessionId).then(
          () => false,
          ({ code }: { code: string }) => code === "EV403",
        );
        expect(refused, role).toBe(!may({ roles: [role] }, permission));
      }
      const { sessionId } = await makeStaff("Nobody", []);
      await expect(action(sessionId)).rejects.toMatchObject({ code: "EV403" });
    },
  );

  it("is recorded under their name, whatever the application says", async () => {
    await auditStaff(staff.sessionId, { action: "market.suspend", subject: "market:case-30" });
    expect(
      await rows(
        "select actor, actor_id as id, session_id as session from audit_entry where subject = 'market:case-30'",
      ),
    ).toEqual([{ actor: "Trader", id: staff.staffId, session: staff.sessionId }]);
  });

  it.each(["policy.publish", "staff.grant", "staff.sign_in"])(
    "is recorded as %s only by the function that does it",
    async (action) => {
      await expect(auditStaff(staff.sessionId, { action, subject: "policy:2" })).rejects.toMatchObject({
        code: INSUFFICIENT_PRIVILEGE,
      });
    },
  );

  it("changes a policy together with its record, from the newest version on", async () => {
    const publish = (base: number) =>
      rows("select * from publish_policy($1, $2, $3, 'risk', 'request-1')", [
        staff.sessionId,
        base,
        JSON.stringify({ liabilityMaxDefault: "5" }),
      ]);
    expect(await publish(1)).toEqual([{ published: true, version: 2 }]);
    expect(await publish(1)).toEqual([{ published: false, version: 2 }]);
    expect(await rows("select created_by from betting_policy where version = 2")).toEqual([
      { created_by: staff.staffId },
    ]);
    expect(
      await rows(
        `select actor, reason, request_id as request, before->>'liabilityMaxDefault' as was, after from audit_entry
          where subject = 'policy:2'`,
      ),
    ).toEqual([
      {
        actor: "Trader",
        reason: "risk",
        request: "request-1",
        was: "4000000",
        after: { version: 2, liabilityMaxDefault: "5" },
      },
    ]);
  });
});

const TABLES = `
  with relation as (
    select c.oid, c.relacl, c.relkind, c.oid::regclass::text as name from pg_class c
     where c.relkind in ('r', 'p', 'v', 'm', 'S')
       and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema') and c.relnamespace::regnamespace::text !~ '^pg_'
  ), held as (
    select r.name, r.relkind, lower(a.privilege_type) as what from relation r, aclexplode(r.relacl) a
     where a.grantee in (0, 'evens_app'::regrole)
    union all
    select r.name, r.relkind, lower(a.privilege_type) || ' (' || string_agg(t.attname, ', ' order by t.attname) || ')'
      from relation r join pg_attribute t on t.attrelid = r.oid, aclexplode(t.attacl) a
     where a.grantee in (0, 'evens_app'::regrole) group by r.name, r.relkind, a.privilege_type
  )
  select name || ': ' || string_agg(what, '; ' order by what) as line from held group by name, relkind order by relkind = 'S', name`;

const FUNCTIONS = `
  select p.oid::regprocedure::text as line from pg_proc p
   where p.prosecdef and has_function_privilege('evens_app', p.oid, 'execute')
     and p.pronamespace::regnamespace::text not in ('pg_catalog', 'information_schema') order by 1`;

// A line that is new here is a right that the application gains: grant what its code needs, then run vitest with -u.
it("is all that the application may do", async () => {
  const lines = async (text: string) =>
    (await database.asOwner<{ line: string }>(text)).map(({ line }) => line);
  const [tables, functions] = [await lines(TABLES), await lines(FUNCTIONS)];
  for (const line of tables) expect(line).not.toMatch(/truncate|trigger|references|maintain/);
  await expect(
    [
      "# Tables, views and sequences",
      ...tables,
      "",
      "# Functions with their owner's rights",
      ...functions,
      "",
    ].join("\n"),
  ).toMatchFileSnapshot("evens_app.txt");
});
