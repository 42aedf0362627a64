import { describe, expect, it } from "vitest";
import { migrate } from "#lib/platform/database/migrate.ts";
import { restoredDatabase } from "#lib/platform/testing/test-database.ts";
import { scriptIn, upgradeSuite } from "./testing/upgrade-suite.ts";

describe("a database that the migrations before the baseline made", () => {
  const { report } = upgradeSuite("before-baseline.sql.gz");

  it("gets the baseline recorded, not run", () => {
    expect(report().applied[0]).toBe("20261129000500_baseline");
    expect(report().alreadyApplied).toBe(32);
  });
});

it("is told what to run first when some of them are missing", async () => {
  const [url, appUrl] = [process.env.DATABASE_OWNER_URL, process.env.DATABASE_URL];
  const database = await restoredDatabase(await scriptIn("before-baseline.sql.gz"));
  await database.asOwner("delete from _prisma_migrations where migration_name like '%_stakes_by_event'");
  await expect(migrate(database.ownerUrl)).rejects.toThrow(/_stakes_by_event.*commit 6dca0ec/);
  await database.drop();
  Object.assign(process.env, { DATABASE_URL: appUrl, DATABASE_OWNER_URL: url });
});
