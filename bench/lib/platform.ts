import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { keptLogins } from "#lib/platform/database/embedded-logins.ts";
import { freePort } from "#lib/platform/http/free-port.ts";
import { sessionCookie } from "#lib/players/index.ts";
import { makeSession } from "#lib/players/testing/factory.ts";
import { buildWhenChanged } from "../../scripts/start/build.ts";
import { startChild } from "./child.ts";

/** Where the build for benches lies: beside the real one, with an empty page and an empty action. */
export const BENCH_DIST = ".next-bench";

export type Platform = {
  url: string;
  /** Of the sidecar with the sockets. */
  realtimeUrl: string;
  pid: number;
  /** A visitor's cookie for a new session of this player. */
  cookieOf(playerId: string): Promise<string>;
  stop(): Promise<void>;
};

const READY_MS_MAX = 180_000;

/**
 * A whole platform in production mode, as `npm start` brings it up: its own data, durable, and ports of its own. This
 * process is connected to the platform's database afterwards.
 */
export const startPlatform = async (env: Record<string, string> = {}): Promise<Platform> => {
  Object.assign(process.env, { EVENS_BENCH: "true", NEXT_DIST_DIR: BENCH_DIST });
  await buildWhenChanged(new AbortController().signal);
  const home = join(tmpdir(), "platform");
  const [port, realtimePort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const child = startChild(["scripts/start/main.ts"], {
    ...{ DATABASE_URL: "", DATABASE_OWNER_URL: "", REDIS_URL: "", AUTH_SECRET: "", REALTIME_URL: "" },
    EVENS_HOME: home,
    HOST: "127.0.0.1",
    PORT: String(port),
    REALTIME_PORT: String(realtimePort),
    PUBLIC_URL: url,
    // The players of a bench say themselves which address they come from, as a proxy would.
    TRUSTED_PROXY_HOPS: "1",
    DEMO_BETTORS: "0",
    LOG_FORMAT: "json",
    LOG_LEVEL: "warn",
    ...env,
  });
  const ended = (): boolean => child.process.exitCode !== null || child.process.signalCode !== null;
  const isReady = (): Promise<boolean> =>
    fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(5_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  for (const latest = Date.now() + READY_MS_MAX; !(await isReady()); await sleep(500)) {
    if (!ended() && Date.now() < latest) continue;
    await child.stop();
    throw new Error(`the platform did not come up: ${child.tail()}`);
  }
  const { ownerUrl, appUrl } = keptLogins(join(home, "postgres"));
  Object.assign(process.env, { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
  process.env.AUTH_SECRET = readFileSync(join(home, "secret"), "utf8").trim();
  process.env.LOG_LEVEL ??= "warn";
  return {
    url,
    realtimeUrl: `http://localhost:${realtimePort}`,
    pid: child.pid,
    cookieOf: async (playerId) => {
      return sessionCookie({ accountId: playerId, sessionId: await makeSession(playerId) });
    },
    stop: child.stop,
  };
};
