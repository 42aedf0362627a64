import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "#lib/platform/http/free-port.ts";

export type Instance = {
  url: string;
  realtimeUrl: string;
  home: string;
  /** The id under which a process runs now, by its name: web, realtime, feeds, worker, postgres. */
  pidOf(name: string): number | undefined;
  stop(): Promise<void>;
};

export type InstanceOptions = {
  /** Names its folder and its log in test-results. */
  name: string;
  env: Record<string, string>;
};

const READY_MS_MAX = 900_000;

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
};

/** A whole platform of its own, started as `npm start` does, with its own data folder and ports. */
export const startInstance = async ({ name, env }: InstanceOptions): Promise<Instance> => {
  const home = await mkdtemp(join(tmpdir(), `evens-${name}-`));
  mkdirSync("test-results", { recursive: true });
  const [port, realtimePort, stripePort] = [await freePort(), await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, ["scripts/start/main.ts"], {
    env: {
      ...process.env,
      // Empty is as good as absent, and keeps a .env file from filling it in.
      ...{
        DATABASE_URL: "",
        DATABASE_OWNER_URL: "",
        REDIS_URL: "",
        AUTH_SECRET: "",
        REALTIME_URL: "",
        SMTP_URL: "",
        STRIPE_SECRET_KEY: "",
        STRIPE_API_URL: "",
      },
      EVENS_HOME: home,
      HOST: "127.0.0.1",
      PORT: String(port),
      REALTIME_PORT: String(realtimePort),
      STRIPE_SIMULATOR_PORT: String(stripePort),
      PUBLIC_URL: url,
      DEMO_MODE: "true",
      DEMO_BETTORS: "0",
      OPEN_COUNTRIES: "*",
      // Visitors of a test say themselves which address they come from, as a proxy would.
      TRUSTED_PROXY_HOPS: "1",
      LOG_FORMAT: "json",
      NO_COLOR: "1",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true,
  });
  const pids = new Map<string, number>();
  child.on("message", (message) => {
    const { process: process_, pid } = message as { process?: string; pid?: number };
    if (process_ && pid) pids.set(process_, pid);
  });
  const log = createWriteStream(`test-results/${name}.log`);
  const tail: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (text: Buffer) => {
      log.write(text);
      tail.push(String(text));
      if (tail.length > 50) tail.shift();
    });
  const stop = async (): Promise<void> => {
    if (!ended(child)) {
      const gone = new Promise((done) => child.once("exit", done));
      child.kill("SIGTERM");
      await gone;
    }
    log.end();
    await rm(home, { recursive: true, force: true });
  };
  for (const until = Date.now() + READY_MS_MAX; !(await isReady(url)); await sleep(500)) {
    if (!ended(child) && Date.now() < until) continue;
    await stop();
    throw new Error(`the platform did not come up:\n${tail.join("")}`);
  }
  return {
    url,
    realtimeUrl: `http://localhost:${realtimePort}`,
    home,
    pidOf: (process_) => pids.get(process_),
    stop,
  };
};
