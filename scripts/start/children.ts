import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { restartDelays } from "./restart-delay.ts";
import { readable, warn } from "./terminal.ts";

export type ChildPlan = { name: string; args: string[]; env: Record<string, string> };

type Supervisor = {
  start(plan: ChildPlan): void;
  /** Stops it and starts it from what the files say now. */
  restart(plan: ChildPlan): void;
  /** Resolves with the name of a child that was given up. */
  readonly givenUp: Promise<string>;
  /** Asks all to stop and waits; after ten seconds, kills whatever is left with everything it started. */
  stop(): Promise<void>;
  kill(): void;
};

const STOP_WITH_PARENT = join(import.meta.dirname, "stop-with-parent.mjs");
const STOP_MS_MAX = 10_000;

const rawLogs = !process.stdout.isTTY || process.env.LOG_FORMAT === "json";

const killGroup = (child: ChildProcess, signal: NodeJS.Signals): void => {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
};

/** Whoever started us through a channel hears which process runs under which id. */
export const announce = (name: string, pid: number | undefined): void => {
  if (process.connected && pid !== undefined) process.send?.({ process: name, pid });
};

/** Starts processes, shows their output, and restarts those that exit. */
export const supervise = (): Supervisor => {
  const running = new Map<string, ChildProcess>();
  const falls = new Map<string, ReturnType<typeof restartDelays>>();
  const replaced = new WeakSet<ChildProcess>();
  let stopping = false;
  let giveUp: (name: string) => void = () => undefined;
  const givenUp = new Promise<string>((resolve) => {
    giveUp = resolve;
  });

  const fell = async (
    plan: ChildPlan,
    livedMs: number,
    code: number | null,
    signal: NodeJS.Signals | null,
  ): Promise<void> => {
    const how = signal ? `signal ${signal}` : `code ${code}`;
    const counted = falls.get(plan.name) ?? restartDelays();
    falls.set(plan.name, counted);
    const delayMs = counted(livedMs, signal === "SIGKILL");
    if (delayMs === null) {
      warn(`${plan.name} keeps ending soon after it started, the last time with ${how}.`);
      giveUp(plan.name);
      return;
    }
    warn(`${plan.name} ended with ${how}; it starts again in ${delayMs / 1000} s.`);
    await sleep(delayMs);
    if (!stopping) start(plan);
  };

  const start = (plan: ChildPlan): void => {
    const child = spawn(process.execPath, [`--import=${STOP_WITH_PARENT}`, ...plan.args], {
      env: {
        ...process.env,
        ...plan.env,
        EVENS_PROCESS: plan.name,
        EVENS_STARTER: String(process.pid),
        // Empty, not absent: Next would fill it in again from a file .env.
        DATABASE_OWNER_URL: "",
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // Its own group: Ctrl-C reaches the starter alone, who stops everything in order.
      detached: true,
    });
    running.set(plan.name, child);
    announce(plan.name, child.pid);
    const startedAt = Date.now();
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on("line", (line) => {
        if (line.trim() === "") return;
        process.stdout.write(`${rawLogs && line.startsWith("{") ? line : readable(plan.name, line)}\n`);
      });
    }
    child.once("exit", (code, signal) => {
      if (running.get(plan.name) === child) running.delete(plan.name);
      if (!stopping && !replaced.has(child)) void fell(plan, Date.now() - startedAt, code, signal);
    });
  };

  const restart = (plan: ChildPlan): void => {
    const old = running.get(plan.name);
    if (!old || replaced.has(old)) return;
    replaced.add(old);
    old.once("exit", () => !stopping && start(plan));
    old.kill("SIGTERM");
  };

  return {
    start,
    restart,
    givenUp,
    stop: async () => {
      stopping = true;
      await Promise.all(
        [...running.values()].map(async (child) => {
          const gone = new Promise<void>((done) => child.once("exit", () => done()));
          child.kill("SIGTERM");
          await Promise.race([gone, sleep(STOP_MS_MAX, undefined, { ref: false })]);
          // What it started and left behind goes too.
          killGroup(child, "SIGKILL");
        }),
      );
    },
    kill: () => {
      stopping = true;
      for (const child of running.values()) killGroup(child, "SIGKILL");
    },
  };
};
