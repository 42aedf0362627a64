import { readdir } from "node:fs/promises";
import { sql } from "../database/db.ts";
import { loginWarning } from "../database/login-rights.ts";
import { partitionsEnd } from "../database/partitions.ts";
import { float8, statement, text, varchar } from "../database/statement.ts";
import { log } from "./log.ts";

export type HealthCheck = { ok: boolean; detail: string };
export type Readiness = { ready: boolean; checks: Record<string, HealthCheck> };

/** A process with an older beat counts as gone. */
const BEAT_AGE_MAX_S = 15;
const ANSWER_MS_MAX = 3_000;
const MONTH_DAYS_MIN = 31;

const within = <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), ANSWER_MS_MAX);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

// As they were when this process started: a release that is installed but not running must not make this one unready.
const known = new Map<string, Promise<string[]>>();

/** The migrations that this process was started with. */
const knownMigrations = (folder: string): Promise<string[]> => {
  const read =
    known.get(folder) ??
    readdir(folder, { withFileTypes: true }).then((entries) =>
      entries.filter((entry) => entry.isDirectory()).map(({ name }) => name),
    );
  known.set(folder, read);
  read.catch(() => known.delete(folder));
  return read;
};

const appliedMigrations = statement({
  text: "select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null",
  params: [],
  row: { migration_name: varchar },
});

const migrationsCheck = async (folder: string): Promise<HealthCheck> => {
  const [names, applied] = await Promise.all([knownMigrations(folder), appliedMigrations.all([])]);
  const appliedNames = new Set(applied.map((row) => row.migration_name));
  const pending = names.filter((name) => !appliedNames.has(name));
  return { ok: pending.length === 0, detail: `${appliedNames.size} applied, ${pending.length} pending` };
};

/** Bets, entries and messages are stored by month: without the table of a new month all of them would fail. */
const monthsCheck = async (): Promise<HealthCheck> => {
  const until = await partitionsEnd();
  const days = (until.getTime() - Date.now()) / 86_400_000;
  return { ok: days > MONTH_DAYS_MIN, detail: `tables are ready until ${until.toISOString().slice(0, 10)}` };
};

// Too many rights are only a warning: players can still be served.
const loginCheck = async (): Promise<HealthCheck> => {
  const warning = await loginWarning(sql());
  return { ok: true, detail: warning ?? "no rights beyond evens_app" };
};

const newestBeats = statement({
  text: `
    select process, min(extract(epoch from clock_timestamp() - beat_at))::float as "ageS"
      from process_beat where beat_at > clock_timestamp() - interval '1 hour' group by process`,
  params: [],
  row: { process: text, ageS: float8 },
});

const beatChecks = async (processes: readonly string[]): Promise<Record<string, HealthCheck>> => {
  const beats = await newestBeats.all([]);
  return Object.fromEntries(
    processes.map((name) => {
      const beat = beats.find(({ process }) => process === name);
      if (!beat) return [name, { ok: false, detail: "no beat" }];
      return [name, { ok: beat.ageS <= BEAT_AGE_MAX_S, detail: `last beat ${beat.ageS.toFixed(1)} s ago` }];
    }),
  );
};

const ping = statement({ text: "select 1", params: [], row: {} });

/** Whether the platform can serve players: database, schema, and each of the `processes`. Never throws. */
export const readiness = async (
  processes: readonly string[] = [],
  folder = "prisma/migrations",
): Promise<Readiness> => {
  const checks: Readiness["checks"] = {};
  try {
    const started = performance.now();
    await within(ping.run([]));
    checks.database = { ok: true, detail: `answered in ${Math.round(performance.now() - started)} ms` };
    checks.migrations = await within(migrationsCheck(folder));
    checks.months = await within(monthsCheck());
    checks.login = await within(loginCheck());
    Object.assign(checks, await within(beatChecks(processes)));
  } catch (error) {
    log.warn({ err: error }, "the readiness check failed");
    checks[checks.database ? "schema" : "database"] = { ok: false, detail: "no answer" };
  }
  return { ready: Object.values(checks).every(({ ok }) => ok), checks };
};
