import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Logins } from "#lib/platform/database/embedded-logins.ts";
import {
  type EmbeddedDatabase,
  startEmbeddedPostgres,
  stopLeftBehind,
} from "#lib/platform/database/embedded-postgres.ts";
import { freePort, portIsFree } from "#lib/platform/http/free-port.ts";
import { announce } from "./children.ts";
import { simulatorFile } from "./home.ts";
import { restartDelays } from "./restart-delay.ts";
import { Stop, warn } from "./terminal.ts";

/** The same port on every start, unless somebody else took it. */
const stablePort = async (directory: string): Promise<number> => {
  const file = join(directory, "port");
  const known = existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : 0;
  if (known && (await portIsFree(known))) return known;
  const port = await freePort();
  writeFileSync(file, String(port));
  return port;
};

const launch = async (directory: string, port: number): Promise<EmbeddedDatabase> => {
  const volatile = process.env.EVENS_VOLATILE === "true";
  const database = await startEmbeddedPostgres({ directory, port, volatile });
  announce("postgres", database.pid);
  return database;
};

export type KeptDatabase = Logins & {
  stop(): Promise<void>;
  /** Resolves with a sentence when the server cannot be kept running. */
  readonly givenUp: Promise<string>;
};

/** The embedded server, started again when it falls: it recovers its data, and the processes find it at the same address. */
export const embeddedDatabase = async (home: string): Promise<KeptDatabase> => {
  const directory = join(home, "postgres");
  await mkdir(directory, { recursive: true });
  await stopLeftBehind(directory);
  const port = await stablePort(directory);
  let database: EmbeddedDatabase;
  try {
    database = await launch(directory, port);
  } catch (error) {
    throw new Stop((error as Error).message);
  }
  const { ownerUrl, appUrl } = database;
  let stopping = false;

  const keep = async (): Promise<string> => {
    const counted = restartDelays();
    let how = "ended by itself";
    let startable = true;
    for (let startedAt = Date.now(); ; ) {
      const { killed } = await database.fell;
      if (stopping) return "";
      const delayMs = counted(Date.now() - startedAt, killed && startable);
      if (delayMs === null) return `PostgreSQL keeps ending: ${how}. The next start recovers the data.`;
      warn(`PostgreSQL ${how}; it starts again in ${delayMs / 1000} s.`);
      await sleep(delayMs);
      if (stopping) return "";
      try {
        database = await launch(directory, port);
        how = "ended by itself";
        startable = true;
      } catch (error) {
        how = (error as Error).message;
        startable = false;
      }
      startedAt = Date.now();
    }
  };
  return {
    ownerUrl,
    appUrl,
    stop: async () => {
      stopping = true;
      await database.stop();
    },
    givenUp: keep(),
  };
};

/** Throws away what the embedded database holds. */
export const forget = async (home: string): Promise<void> => {
  const directory = join(home, "postgres");
  await stopLeftBehind(directory);
  await rm(directory, { recursive: true, force: true });
  await rm(simulatorFile(home), { force: true });
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
