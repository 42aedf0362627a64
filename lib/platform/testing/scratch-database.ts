import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase } from "../database/db.ts";
import { startEmbeddedPostgres } from "../database/embedded-postgres.ts";
import { migrate } from "../database/migrate.ts";
import { freePort } from "../http/free-port.ts";
import { closeBus } from "../messaging/bus.ts";
import { log } from "../observability/log.ts";

/** Runs the work on a migrated PostgreSQL of its own, durable as in production, and removes it afterwards. */
export const withScratchDatabase = async <T>(
  work: (ownerUrl: string, appUrl: string) => Promise<T>,
): Promise<T> => {
  const directory = await mkdtemp(join(tmpdir(), "evens-scratch-"));
  const server = await startEmbeddedPostgres({ directory, port: await freePort() });
  try {
    const { ownerUrl, appUrl } = server;
    Object.assign(process.env, { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
    process.env.DATABASE_POOL_MAX ??= "16";
    process.env.AUTH_SECRET ??= "scratch-secret-scratch-secret-scratch";
    if (process.env.LOG_LEVEL === undefined) log.level = "warn";
    await migrate(ownerUrl);
    return await work(ownerUrl, appUrl);
  } finally {
    await closeBus();
    await closeDatabase();
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
};
