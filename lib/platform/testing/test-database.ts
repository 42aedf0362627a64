import { randomUUID } from "node:crypto";
import pg from "pg";
import { expect, inject } from "vitest";
import { z } from "zod";
import { closeDatabase } from "../database/db.ts";
import type { Logins } from "../database/embedded-logins.ts";
import { guardDatabase } from "../database/grants.ts";
import { type OutboxRow, outboxReader } from "../messaging/read-outbox.ts";

/** The connection strings are on this file's own database. */
export type TestDatabase = Logins & {
  /** One statement as the owner. */
  asOwner<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
};

const once = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Every event that the suite has left in the outbox, whoever wrote it, is registered and stored as its schema reads it. */
const checkEvents = async (url: string): Promise<void> => {
  const rows = await once(
    url,
    async (client) => (await client.query<OutboxRow>("select * from outbox")).rows,
  );
  if (rows.length === 0) return;
  const { registered } = await import("#lib/processes/modules.ts");
  const { events, unreadable } = outboxReader(registered("events"))(rows);
  const { events: stored } = outboxReader(
    registered("events").map((event) => ({ ...event, schema: z.record(z.string(), z.unknown()) })),
  )(rows);
  if (unreadable.length > 0) throw new Error(`not registered: ${JSON.stringify(unreadable)}`);
  expect(events.map(({ kind, payload }) => ({ kind, ...payload }))).toEqual(
    stored.map(({ kind, payload }) => ({ kind, ...payload })),
  );
};

type Origin = { from: string } | { script: string };

/** A database of this test file alone, copied from another one or made by a script, and the environment pointing at it. */
const ownDatabase = async (origin: Origin, check: (url: string) => Promise<void>): Promise<TestDatabase> => {
  const template = inject("template");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const adminUrl = template.ownerUrl.replace(/\/evens$/, "/postgres");
  await once(adminUrl, async (client) => {
    await client.query("select pg_advisory_lock(1)");
    await client.query(`create database ${name} template ${"from" in origin ? origin.from : "template1"}`);
  });
  const ownerUrl = template.ownerUrl.replace(/\/evens$/, `/${name}`);
  const appUrl = template.appUrl.replace(/\/evens$/, `/${name}`);
  if ("script" in origin) await once(ownerUrl, (client) => client.query(origin.script));
  else await once(ownerUrl, guardDatabase);
  Object.assign(process.env, { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
  process.env.AUTH_SECRET ??= "test-secret-test-secret-test-secret";
  process.env.SEALING_KEYS ??= `1:${"k".repeat(43)}`;
  process.env.LOG_LEVEL ??= "silent";
  return {
    ownerUrl,
    appUrl,
    asOwner: (text, values) => once(ownerUrl, async (client) => (await client.query(text, values)).rows),
    drop: async () => {
      await closeDatabase();
      await check(ownerUrl);
      await once(adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
};

/** Every transfer of the suite, whoever wrote it, has a code that a module registers. */
const checkTransfers = async (url: string): Promise<void> => {
  const found = await once(
    url,
    async (client) =>
      (await client.query<{ code: string }>("select distinct code from ledger_transfer")).rows,
  );
  if (found.length === 0) return;
  const { MODULES } = await import("#lib/processes/modules.ts");
  const registered = MODULES.flatMap(({ transferCodes = {} }) => Object.keys(transferCodes));
  expect(registered).toEqual(expect.arrayContaining(found.map(({ code }) => code)));
};

/**
 * A migrated database of this test file alone, cloned from the template, and the environment pointing at it.
 * Call in beforeAll; `drop` in afterAll, which also checks the events and transfers that the suite has left.
 */
export const testDatabase = (): Promise<TestDatabase> =>
  ownDatabase({ from: "evens" }, async (url) => {
    await checkEvents(url);
    await checkTransfers(url);
  });

/** The same, made by an SQL script and not migrated yet: a database of another release. */
export const restoredDatabase = (script: string): Promise<TestDatabase> =>
  ownDatabase({ script }, async () => undefined);
