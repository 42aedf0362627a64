import { createHash } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Stop, say } from "./terminal.ts";

const DISK_MIN_BYTES = 1_000_000_000;
const STOP_MS_MAX = 40_000;
const OTHERS_PASS = 0o001;

const passable = (path: string): boolean => {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & OTHERS_PASS) === 0) return false;
    if (at === dirname(at)) return true;
  }
};

/**
 * Where this checkout keeps its data: EVENS_HOME, else `.evens`. As root the database runs as a user without privileges; when that one
 * cannot reach the checkout (under /root, say), a folder in /var/lib serves.
 */
export const homeOf = (root: string): string => {
  if (process.env.EVENS_HOME) return resolve(process.env.EVENS_HOME);
  const inside = join(root, ".evens");
  if (process.getuid?.() !== 0 || process.env.DATABASE_URL || passable(root)) return inside;
  return join("/var/lib/evens", createHash("sha256").update(root).digest("hex").slice(0, 12));
};

/** Where the simulator of Stripe keeps its objects. */
export const simulatorFile = (home: string): string => join(home, "stripe-simulator.jsonl");

/** Refuses a folder that cannot be written or a disk that is nearly full. */
export const checkHome = (home: string): void => {
  try {
    mkdirSync(home, { recursive: true });
    // Others may pass through, not look around: PostgreSQL's user is one of them.
    if (process.getuid?.() === 0) chmodSync(home, 0o711);
    const probe = join(home, ".probe");
    closeSync(openSync(probe, "w"));
    rmSync(probe);
  } catch (error) {
    throw new Stop(
      `The data folder ${home} cannot be written (${(error as NodeJS.ErrnoException).code}): make it writable, or name another in EVENS_HOME.`,
    );
  }
  if (process.getuid?.() === 0 && !process.env.DATABASE_URL && !passable(home)) {
    throw new Stop(
      `PostgreSQL does not run as root, and other users cannot pass through the folders above ${home}: name another folder in EVENS_HOME, or start Evens as an ordinary user.`,
    );
  }
  const { bavail, bsize } = statfsSync(home);
  if (bavail * bsize < DISK_MIN_BYTES) {
    throw new Stop(
      `The disk of ${home} has ${Math.round((bavail * bsize) / 1e6)} MB left and Evens needs 1000 MB: make room, or name another folder in EVENS_HOME.`,
    );
  }
};

const isStarter = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  // A process number can be given to somebody else; where the command can be read, it decides.
  const command = `/proc/${pid}/cmdline`;
  return (
    !existsSync("/proc/self/cmdline") ||
    (existsSync(command) && /start(\.mjs|\/main\.ts)/.test(readFileSync(command, "utf8")))
  );
};

const holderOf = (file: string): number | null => {
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : Number.NaN;
  return pid > 1 && pid !== process.pid && isStarter(pid) ? pid : null;
};

/** Makes this process the only one that runs on the folder. Returns a function that releases it. */
export const claim = (home: string): (() => void) => {
  const file = join(home, "pid");
  const holder = holderOf(file);
  if (holder) throw new Stop(`Evens already runs on ${home} as process ${holder}: stop that one first.`);
  rmSync(file, { force: true });
  try {
    const handle = openSync(file, "wx");
    writeSync(handle, String(process.pid));
    closeSync(handle);
  } catch {
    throw new Stop(`Evens is just being started on ${home} by another process.`);
  }
  return () => rmSync(file, { force: true });
};

/** Stops whoever runs on the folder, and waits until it is gone. */
export const stopHolder = async (home: string): Promise<void> => {
  const holder = holderOf(join(home, "pid"));
  if (!holder) return;
  say(`stopping process ${holder}, which runs on this folder …`);
  process.kill(holder, "SIGTERM");
  for (const until = Date.now() + STOP_MS_MAX; isStarter(holder); await sleep(100))
    if (Date.now() > until) throw new Stop(`Process ${holder} does not stop: stop it by hand.`);
};
