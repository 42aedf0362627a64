import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runMigrations as migrateQueue } from "graphile-worker";
import pg from "pg";
import { grantToApplication, guardDatabase } from "./grants.ts";
import { takeOverOldMigrations } from "./old-migrations.ts";
import { applySources, dropViews, readSources } from "./sql-sources.ts";

const BASELINE = "20261129000500_baseline";

const HISTORY = `
  create table if not exists _prisma_migrations (
    id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
    logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

// A platform that was off for months needs its current months at start.
const MONTHS = "select partitions_make_ahead(3)";

const IN_FORCE =
  "select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null";

export type MigrationReport = {
  /** Migrations. */
  applied: string[];
  alreadyApplied: number;
  /** Functions and views whose source changed or was removed. */
  objects: string[];
  /** What the owner's login could not do, a sentence each. */
  warnings: string[];
};

export type MigrationFiles = { migrations?: string; sources?: string };

type Migration = { name: string; script: string; checksum: string };

const readMigrations = async (folder: string): Promise<Migration[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const script = await readFile(join(folder, name, "migration.sql"), "utf8");
      return { name, script, checksum: createHash("sha256").update(script).digest("hex") };
    }),
  );
};

const run = async (
  client: pg.Client,
  { name, script, checksum }: Migration,
  history: ReadonlySet<string>,
): Promise<void> => {
  try {
    const takenOver = name === BASELINE && (await takeOverOldMigrations(client, history));
    if (!takenOver) await client.query(script);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    );
  } catch (error) {
    throw new Error(`migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
};

/**
 * Brings a database to the newest schema, as the owner: versioned migrations (tables, each once), then SQL sources (functions and views,
 * whenever they changed), all in one transaction. Keeps Prisma's own history table, so `prisma migrate deploy` understands what was done
 * here and the other way round. Safe to run twice at once: the second waits, then finds nothing. Throws, with nothing changed, when an
 * applied migration's file was changed since.
 */
export const migrate = async (
  ownerUrl: string,
  { migrations: folder = "prisma/migrations", sources }: MigrationFiles = {},
): Promise<MigrationReport> => {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "evens-migrate" });
  client.on("notice", () => undefined);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('evens-migrate'))");
    await client.query(HISTORY);
    const history = await client.query<{ migration_name: string; checksum: string }>(IN_FORCE);
    const known = new Map(history.rows.map((row) => [row.migration_name, row.checksum]));
    const migrations = await readMigrations(folder);
    const changed = migrations.find(({ name, checksum }) => (known.get(name) ?? checksum) !== checksum);
    if (changed)
      throw new Error(
        `migration ${changed.name} was changed after it had been applied; write a new one instead`,
      );
    const pending = migrations.filter(({ name }) => !known.has(name));
    const files = await readSources(sources);
    await migrateQueue({ connectionString: ownerUrl, schema: "graphile_worker", logger: undefined });

    await client.query("begin");
    if (pending.length > 0) await dropViews(client);
    for (const migration of pending) await run(client, migration, new Set(known.keys()));
    const objects = await applySources(client, files);
    await grantToApplication(client);
    await client.query("commit");

    const warnings = await guardDatabase(client);
    await client.query(MONTHS);
    return {
      applied: pending.map(({ name }) => name),
      alreadyApplied: history.rows.length,
      objects,
      warnings,
    };
  } finally {
    await client.end();
  }
};
