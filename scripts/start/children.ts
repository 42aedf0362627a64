import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { readable, warn } from "./terminal.ts";

export type ChildPlan = { name: string; args: string[]; env: Record<string, string> };

type Supervisor = {
  start(plan: ChildPlan): void;
  /** Stops it and starts it from what the files say now. */
  restart(plan: ChildPlan): void;
  /** Resolves with the name of a child that was given up. */
  readonly givenUp: Promise<string>;
  /** Asks all to stop and waits; whoever doesn't within ten seconds is killed with everything it started. */
  stop(): Promise<void>;
  kill(): void;
};

const TETHER = join(import.meta.dirname, "tether.mjs");
const STOP_MS_MAX = 10_000;
const WINDOW_MS = 60_000;
const FAILURES_MAX = 5;
const BACKOFF_MS_MAX = 10_000;

const rawLogs = !process.stdout.isTTY || process.env.LOG_FORMAT === "json";

const killGroup = (child: ChildProcess, signal: NodeJS.Signals): void => {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
};

/** Starts processes, shows what they say, and starts again those that fall. */
export const supervise = (): Supervisor => {
  const running = new Map<string, ChildProcess>();
  const failures = new Map<string, number[]>();
  const replaced = new WeakSet<ChildProcess>();
  let stopping = false;
  let giveUp: (name: string) => void = () => undefined;
  const givenUp = new Promise<string>((resolve) => {
    giveUp = resolve;
  });

  const fell = async (plan: ChildPlan, how: string): Promise<void> => {
    const now = Date.now();
    const recent = [...(failures.get(plan.name) ?? []).filter((at) => now - at < WINDOW_MS), now];
    failures.set(plan.name, recent);
    if (recent.length > FAILURES_MAX) {
      warn(`${plan.name} ended ${recent.length} times within a minute, the last time with ${how}.`);
      giveUp(plan.name);
      return;
    }
    const delayMs = Math.min(250 * 2 ** recent.length, BACKOFF_MS_MAX);
    warn(`${plan.name} ended with ${how}; it starts again in ${delayMs / 1000} s.`);
    await sleep(delayMs);
    if (!stopping) start(plan);
  };

  const start = (plan: ChildPlan): void => {
    const child = spawn(process.execPath, [`--import=${TETHER}`, ...plan.args], {
      env: { ...process.env, ...plan.env, EVENS_PROCESS: plan.name, EVENS_STARTER: String(process.pid) },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // Its own group: Ctrl-C reaches the starter alone, who stops everything in order.
      detached: true,
    });
    running.set(plan.name, child);
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on("line", (line) => {
        if (line.trim() === "") return;
        process.stdout.write(`${rawLogs && line.startsWith("{") ? line : readable(plan.name, line)}\n`);
      });
    }
    child.once("exit", (code, signal) => {
      if (running.get(plan.name) === child) running.delete(plan.name);
      if (!stopping && !replaced.has(child)) void fell(plan, signal ? `signal ${signal}` : `code ${code}`);
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
