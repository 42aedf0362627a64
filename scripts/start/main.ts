import { watch } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { loginWarning } from "#lib/platform/database/login-rights.ts";
import { migrate } from "#lib/platform/database/migrate.ts";
import { isSimulated } from "#lib/platform/stripe/simulated.ts";
import { buildWhenChanged } from "./build.ts";
import { type ChildPlan, supervise } from "./children.ts";
import { checkPorts, configure, loadEnvFile } from "./configuration.ts";
import { checkReachable, embeddedDatabase, forget } from "./database.ts";
import { checkHome, claim, homeOf, simulatorFile, stopHolder } from "./home.ts";
import { bold, box, Stop, say, sayStop, step, warn } from "./terminal.ts";
import { untilReady } from "./until-ready.ts";
import { WORKER_ARGS } from "./worker-args.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const KNOWN = new Set(["--dev", "--fresh"]);
const RESTART_AFTER_MS = 200;
const flags = new Set(process.argv.slice(2));
const dev = flags.has("--dev");

type Undo = () => Promise<void> | void;
const undo: Undo[] = [];
const children = supervise();

let ending: Promise<never> | undefined;
const end = (code: number): Promise<never> => {
  ending ??= (async () => {
    for (const step of undo.reverse()) await step();
    process.exit(code);
  })();
  return ending;
};

let asked = 0;
const onSignal = (): void => {
  asked += 1;
  if (asked === 1) {
    say("\n  stopping …");
    void end(0);
  } else if (asked === 3) {
    children.kill();
  }
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
// The terminal or the starter is gone: nobody reads on.
process.stdout.on("error", onSignal);
process.once("disconnect", onSignal);
process.channel?.unref();

const bringUp = async (owner: string, embedded: boolean): Promise<void> => {
  try {
    const { warnings } = await migrate(owner);
    for (const sentence of warnings) warn(sentence);
  } catch (error) {
    const hint = embedded ? " To begin again with empty data: npm start -- --fresh." : "";
    throw new Stop(`The database could not be brought up to date: ${(error as Error).message}.${hint}`);
  }
};

const warnOfLogin = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const warning = await loginWarning(client).finally(() => client.end());
  if (warning) warn(warning);
};

const seed = async (): Promise<void> => {
  const [{ seedPolicy }, { seedDemo }, { env }, { closeDatabase }, { closeBus }] = await Promise.all([
    import("#lib/sportsbook/betting/index.ts"),
    import("../../prisma/seed/demo.ts"),
    import("#lib/platform/config/env.ts"),
    import("#lib/platform/database/db.ts"),
    import("#lib/platform/messaging/bus.ts"),
  ]);
  const close = async (): Promise<void> => {
    await closeBus();
    await closeDatabase();
  };
  // Again at the end: the seed's last notices go out when they like.
  undo.push(close);
  await seedPolicy({ inPlayDelayMs: env().IN_PLAY_DELAY_MS });
  for (const sentence of await seedDemo()) warn(sentence);
  await close();
};

/** Next reloads the pages by itself; the other processes start again when a source of theirs changes. */
const onSourceChange = (plans: ChildPlan[]): Undo => {
  let pending: NodeJS.Timeout | undefined;
  const watcher = watch(join(ROOT, "lib"), { recursive: true }, (_, file) => {
    if (!file?.endsWith(".ts") || /\.test\.ts$|generated/.test(file)) return;
    clearTimeout(pending);
    pending = setTimeout(() => {
      for (const plan of plans) children.restart(plan);
    }, RESTART_AFTER_MS);
  });
  return () => watcher.close();
};

const signIns = async (): Promise<string[]> => {
  const { DEMO_PASSWORD, DEMO_PLAYERS, DEMO_STAFF } = await import("#lib/players/index.ts");
  return [
    "",
    `Sign in, password ${DEMO_PASSWORD}`,
    ...DEMO_PLAYERS.map(({ email }) => `  player   ${email}`),
    ...DEMO_STAFF.map(({ email, roles }) => `  staff    ${email}  ${roles.join(", ")}`),
  ];
};

const start = async (): Promise<void> => {
  const unknown = [...flags].find((flag) => !KNOWN.has(flag));
  if (unknown) throw new Stop(`${unknown} is not an option; --dev and --fresh are.`);
  loadEnvFile(ROOT);
  const embedded = !process.env.DATABASE_URL;
  if (flags.has("--fresh") && !embedded)
    throw new Stop("--fresh only deletes the embedded database, and DATABASE_URL names another one.");

  const home = homeOf(ROOT);
  checkHome(home);
  if (flags.has("--fresh")) await stopHolder(home);
  undo.push(claim(home));
  const env = configure(home, dev, embedded);
  await checkPorts(env);

  console.log(`\n  ${bold("Evens")}${dev ? ", development" : ""}\n`);
  if (flags.has("--fresh")) await step("deleting the embedded data", "data deleted", () => forget(home));

  const openDatabase = async (): Promise<void> => {
    if (embedded) {
      const database = await step("starting PostgreSQL", "PostgreSQL runs", () => embeddedDatabase(home));
      undo.push(() => database.stop());
      void database.givenUp.then((sentence) => {
        if (ending) return;
        sayStop(new Stop(sentence));
        void end(1);
      });
      Object.assign(process.env, { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl });
    }
    const url = process.env.DATABASE_URL as string;
    const owner = process.env.DATABASE_OWNER_URL || url;
    if (!embedded) {
      await checkReachable("DATABASE_URL", url);
      if (owner !== url) await checkReachable("DATABASE_OWNER_URL", owner);
    }
    await step("migrating the database", "the database is up to date", () => bringUp(owner, embedded));
    if (!embedded) await warnOfLogin(url);
    await step("seeding policies and demo accounts", "policies and demo accounts are in place", seed);
  };
  const cancelBuild = new AbortController();
  undo.push(() => cancelBuild.abort());
  // The database must be in `undo` before anything can fail and end the start.
  const [opened, built] = await Promise.allSettled([
    openDatabase().catch((error) => {
      cancelBuild.abort();
      throw error;
    }),
    dev ? undefined : buildWhenChanged(cancelBuild.signal),
  ]);
  if (ending) return;
  for (const outcome of [opened, built]) if (outcome.status === "rejected") throw outcome.reason;

  undo.push(() => children.stop());
  const { HOST, PORT, METRICS_PORT, CRYPTO_SIGNER_KEY_FILE } = env;
  // Only the signer is told where its keys are.
  delete process.env.CRYPTO_SIGNER_KEY_FILE;
  const metrics = (at: number): Record<string, string> =>
    METRICS_PORT === undefined ? {} : { METRICS_PORT: String(METRICS_PORT + at) };
  children.start({
    name: "web",
    args: ["lib/processes/web.ts"],
    env: { NEXT_TELEMETRY_DISABLED: "1", ...metrics(0) },
  });
  const plans: ChildPlan[] = [
    { name: "realtime", args: ["lib/processes/realtime.ts"], env: metrics(1) },
    { name: "feeds", args: ["lib/processes/feeds.ts"], env: metrics(2) },
    { name: "worker", args: [...WORKER_ARGS], env: metrics(3) },
    ...(env.DEMO_MODE && env.DEMO_BETTORS > 0
      ? [{ name: "bettors", args: ["scripts/demo/bettors.ts"], env: {} }]
      : []),
    ...(CRYPTO_SIGNER_KEY_FILE
      ? [{ name: "signer", args: ["lib/processes/chain-signer.ts"], env: { CRYPTO_SIGNER_KEY_FILE } }]
      : []),
    ...(isSimulated(env)
      ? [{ name: "stripe", args: ["lib/processes/stripe-simulator.ts", simulatorFile(home)], env: {} }]
      : []),
  ];
  for (const plan of plans) children.start(plan);
  if (dev) undo.push(onSourceChange(plans));
  void children.givenUp.then((name) => {
    sayStop(new Stop(`${name} keeps failing, see its lines above; Evens stops.`));
    if (!dev) void end(1);
  });
  await step("waiting until every process is well", "every process is well", () =>
    untilReady(
      `http://${HOST === "0.0.0.0" ? "127.0.0.1" : HOST}:${PORT}/api/health/ready`,
      () => ending !== undefined,
    ),
  );
  if (ending) return;
  const lines = [
    `Evens   ${env.PUBLIC_URL}`,
    `Admin   ${env.PUBLIC_URL}/admin`,
    ...(env.DEMO_MODE && !env.SMTP_URL ? [`Mail    ${env.PUBLIC_URL}/demo/mail`] : []),
    ...(env.DEMO_MODE
      ? [`Codes   ${env.PUBLIC_URL}/demo/codes  second step of staff`, ...(await signIns())]
      : []),
    "",
    `${embedded ? `Data in ${home}` : "Data in DATABASE_URL"}. Ctrl-C stops everything.`,
  ];
  console.log(`\n${box(lines)}\n`);
  while (!ending) await sleep(2 ** 30);
};

try {
  await start();
} catch (error) {
  sayStop(error);
  await end(1);
}
