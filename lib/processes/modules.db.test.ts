import { afterAll, beforeAll, describe, expect, it } from "vitest";
import admin from "#lib/i18n/messages/en/admin.json" with { type: "json" };
import statement from "#lib/i18n/messages/en/statement.json" with { type: "json" };
import { forgetCommandKeysJob } from "#lib/platform/commands/idempotency.ts";
import type { Job } from "#lib/platform/jobs/job.ts";
import { startQueue } from "#lib/platform/jobs/queue.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { codesOf, INVARIANT_NAMES, STATEMENT_KINDS, verifyInvariants } from "./index.ts";
import { keepMonthsJob } from "./keep-months.ts";
import { MODULES, registered } from "./modules.ts";
import { eraseAccountsJob } from "./personal-data/erase.ts";
import { prepareExportsJob } from "./personal-data/exports.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const unique = (names: readonly string[]) => expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
const jobs: readonly Job[] = [
  ...registered("jobs"),
  keepMonthsJob,
  forgetCommandKeysJob,
  prepareExportsJob,
  eraseAccountsJob,
];
const subscribers = registered("subscribers").map((make) => make({ add: async () => undefined }));

describe("what modules register", () => {
  it("has one owner for each name", () => {
    unique(MODULES.map(({ name }) => name));
    unique(registered("events").map(({ kind }) => kind));
    unique(jobs.map(({ name }) => name));
    unique(registered("permissions").map(({ name }) => name));
    unique(registered("sweeps").map(({ name }) => name));
    unique(subscribers.map(({ name }) => name));
    unique(registered("partitions").map(({ what }) => what));
    unique(MODULES.flatMap(({ invariants = {} }) => Object.keys(invariants)));
  });

  it("has a subscriber for every audience, and an event for every subscriber", () => {
    const received = subscribers.flatMap(({ audiences }) => audiences);
    const named = registered("events").flatMap(({ audience }) => audience);
    expect([...new Set(named)].toSorted()).toEqual([...new Set(received)].toSorted());
  });

  it("can run every scheduled job without a payload", async () => {
    const scheduled = jobs.filter(({ cron, atStart }) => cron || atStart);
    for (const { name, payload } of scheduled) expect(payload.safeParse({}).success, name).toBe(true);
    const queue = await startQueue(jobs, async () => undefined);
    await queue.stop();
  });

  it("detaches every table that the database stores by month", async () => {
    const stored = await database.asOwner<{ parent: string; set: string }>(
      'select parent, detached_with as "set" from partitioned()',
    );
    const divided = await database.asOwner<{ parent: string }>("select distinct parent from partition_month");
    expect(stored.map(({ parent }) => parent).toSorted()).toEqual(
      divided.map(({ parent }) => parent).toSorted(),
    );
    expect([...new Set(stored.map(({ set }) => set))].toSorted()).toEqual(
      registered("partitions")
        .map(({ what }) => what)
        .toSorted(),
    );
  });

  it("has a text for every statement line and every kind of them", () => {
    const codes = MODULES.flatMap(({ transferCodes = {} }) => Object.keys(transferCodes));
    unique(codes);
    expect(Object.keys(statement.line).toSorted()).toEqual(codes.toSorted());
    expect(Object.keys(statement.filter.kinds).toSorted()).toEqual(STATEMENT_KINDS.toSorted());
    expect(codesOf("deposits")?.toSorted()).toEqual([
      "deposit",
      "deposit_charged_back",
      "deposit_charged_back_reversed",
    ]);
    expect(codesOf("all")).toBeNull();
  });

  it("has a text for every panel, and registers the permission that opens it", () => {
    const panels = registered("panels");
    unique(panels.map(({ id }) => id));
    unique(panels.map(({ position }) => String(position)));
    expect(Object.keys(admin.nav)).toEqual(expect.arrayContaining(panels.map(({ id }) => id)));
    for (const { id, permission } of panels)
      if (permission !== null) expect(registered("permissions"), id).toContain(permission);
  });

  it("has invariants that are queries, and that an empty database satisfies", async () => {
    const reports = await verifyInvariants();
    expect(reports.map(({ name }) => name)).toEqual(INVARIANT_NAMES);
    expect(reports.filter(({ violations }) => violations.length > 0)).toEqual([]);
  });
});
