import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runMigrations as migrateQueue } from "graphile-worker";
import pg from "pg";
import { grantToApplication, guardDatabase } from "./grants.ts";

const HISTORY = `
  create table if not exists _prisma_migrations (
    id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
    logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

// A platform that stood still for months starts with the months that it needs.
const MONTHS = `
  do $$ begin
    if to_regproc('partitions_make_ahead') is not null then perform partitions_make_ahead(3); end if;
  end $$`;

export type MigrationReport = {
  applied: string[];
  standing: number;
  /** What the owner's login could not do, a sentence each. */
  warnings: string[];
};

/**
 * Brings a database to the newest schema, as the owner. Keeps Prisma's own history table, so `prisma migrate deploy`
 * understands what was done here and the other way round. Safe to run twice at once: the second waits, then finds nothing.
 * Throws when an applied migration's file was changed since.
 */
export const migrate = async (ownerUrl: string, folder = "prisma/migrations"): Promise<MigrationReport> => {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "evens-migrate" });
  client.on("notice", () => undefined);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('evens-migrate'))");
    await client.query(HISTORY);
    const history = await client.query<{ migration_name: string; checksum: string }>(
      "select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null",
    );
    const standing = new Map(history.rows.map((row) => [row.migration_name, row.checksum]));
    const names = (await readdir(folder, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    const applied: string[] = [];
    for (const name of names.sort()) {
      const script = await readFile(join(folder, name, "migration.sql"), "utf8");
      const checksum = createHash("sha256").update(script).digest("hex");
      const known = standing.get(name);
      if (known !== undefined && known !== checksum) {
        throw new Error(`migration ${name} was changed after it had been applied; write a new one instead`);
      }
      if (known !== undefined) continue;
      await client.query("begin");
      try {
        await client.query(script);
        await client.query(
          `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
           values ($1, $2, $3, now(), 1)`,
          [randomUUID(), checksum, name],
        );
        await client.query("commit");
      } catch (error) {
        await client.query("rollback");
        throw new Error(`migration ${name} failed: ${(error as Error).message}`, { cause: error });
      }
      applied.push(name);
    }
    await migrateQueue({ connectionString: ownerUrl, schema: "graphile_worker", logger: undefined });
    await grantToApplication(client);
    const warnings = await guardDatabase(client);
    await client.query(MONTHS);
    return { applied, standing: standing.size, warnings };
  } finally {
    await client.end();
  }
};
