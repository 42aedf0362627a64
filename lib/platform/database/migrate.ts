import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runMigrations as migrateQueue } from "graphile-worker";
import pg from "pg";
import { grantToApplication, guardDatabase } from "./grants.ts";
import { takeOverOldMigrations } from "./old-migrations.ts";
import { applySources, readSources } from "./sql-sources.ts";

const BASELINE = "20261129000500_baseline";

const HISTORY = `
  create table if not exists _prisma_migrations (
    id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
    logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

// A platform that was off for months starts with the months that it needs.
const MONTHS = "select partitions_make_ahead(3)";

const IN_FORCE =
  "select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null";

export type MigrationReport = {
  /** Migrations. */
  applied: string[];
  alreadyApplied: number;
  /** Functions and views whose source changed or is gone. */
  objects: string[];
  /** What the owner's login could not do, a sentence each. */
  warnings: string[];
};

export type MigrationFiles = { migrations?: string; sources?: string };

/**
 * Brings a database to the newest schema, as the owner: versioned migrations (tables, each once), then SQL sources (functions and views,
 * whenever they changed). Keeps Prisma's own history table, so `prisma migrate deploy` understands what was done here and the other way
 * round. Safe to run twice at once: the second waits, then finds nothing. Throws when an applied migration's file was changed since.
 */
export const migrate = async (
  ownerUrl: string,
  { migrations = "prisma/migrations", sources }: MigrationFiles = {},
): Promise<MigrationReport> => {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "evens-migrate" });
  client.on("notice", () => undefined);
  await client.connect();
  const inTransaction = async <T>(work: () => Promise<T>): Promise<T> => {
    await client.query("begin");
    try {
      const value = await work();
      await client.query("commit");
      return value;
    } catch (error) {
      await client.query("rollback");
      throw error;
    }
  };
  const record = (name: string, checksum: string): Promise<unknown> =>
    client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    );
  try {
    await client.query("select pg_advisory_lock(hashtext('evens-migrate'))");
    await client.query(HISTORY);
    const history = await client.query<{ migration_name: string; checksum: string }>(IN_FORCE);
    const known = new Map(history.rows.map((row) => [row.migration_name, row.checksum]));
    const names = (await readdir(migrations, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    const applied: string[] = [];
    for (const name of names.sort()) {
      const script = await readFile(join(migrations, name, "migration.sql"), "utf8");
      const checksum = createHash("sha256").update(script).digest("hex");
      const recorded = known.get(name);
      if (recorded !== undefined && recorded !== checksum) {
        throw new Error(`migration ${name} was changed after it had been applied; write a new one instead`);
      }
      if (recorded !== undefined) continue;
      try {
        await inTransaction(async () => {
          const there = name === BASELINE && (await takeOverOldMigrations(client, new Set(known.keys())));
          if (!there) await client.query(script);
          await record(name, checksum);
        });
      } catch (error) {
        throw new Error(`migration ${name} failed: ${(error as Error).message}`, { cause: error });
      }
      applied.push(name);
    }
    await migrateQueue({ connectionString: ownerUrl, schema: "graphile_worker", logger: undefined });
    const files = await readSources(sources);
    const objects = await inTransaction(async () => {
      const changed = await applySources(client, files);
      await grantToApplication(client);
      return changed;
    });
    const warnings = await guardDatabase(client);
    await client.query(MONTHS);
    return { applied, alreadyApplied: history.rows.length, objects, warnings };
  } finally {
    await client.end();
  }
};
