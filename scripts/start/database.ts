import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import {
  type EmbeddedDatabase,
  startEmbeddedPostgres,
  stopLeftBehind,
} from "#lib/platform/embedded-postgres.ts";
import { freePort, portIsFree } from "#lib/platform/free-port.ts";
import { Stop } from "./terminal.ts";

/** The same port on every start, unless somebody else took it. */
const stablePort = async (directory: string): Promise<number> => {
  const file = join(directory, "port");
  const known = existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : 0;
  if (known && (await portIsFree(known))) return known;
  const port = await freePort();
  writeFileSync(file, String(port));
  return port;
};

export const embeddedDatabase = async (home: string): Promise<EmbeddedDatabase> => {
  const directory = join(home, "postgres");
  await mkdir(directory, { recursive: true });
  await stopLeftBehind(directory);
  const log: string[] = [];
  try {
    return await startEmbeddedPostgres({
      directory,
      port: await stablePort(directory),
      volatile: process.env.EVENS_VOLATILE === "true",
      onLog: (line) => log.push(line),
    });
  } catch (error) {
    throw new Stop((error as Error).message);
  }
};

/** Throws away what the embedded database holds. */
export const forget = async (home: string): Promise<void> => {
  const directory = join(home, "postgres");
  await stopLeftBehind(directory);
  await rm(directory, { recursive: true, force: true });
};

const CONNECT_MS_MAX = 5_000;

/** Refuses a database that does not answer. The sentence names the variable and the place, never the password. */
export const checkReachable = async (variable: string, url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS_MAX });
  try {
    await client.connect();
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    const { message, code } = error as NodeJS.ErrnoException;
    throw new Stop(
      `The database at ${hostname}:${port || 5432}${pathname} (${variable}) does not let us in: ${message || code}.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
};
