import { fork } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Bench, type BenchOutcome, type BenchResult, MINUTES_MAX } from "./bench.ts";

/** From the process that runs one bench. */
export type Word = { say: string } | { result: BenchResult } | { fault: string };

const STOP_MS_MAX = 15_000;

const killGroup = (pid: number): void => {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The process group is gone.
  }
};

/**
 * Runs a bench in a process of its own: nothing of one bench (pools, caches, warm code) helps or hinders the next. What it
 * started and where it wrote is gone afterwards, also when it fails, hangs or is interrupted.
 */
export const runApart = async (bench: Bench, say: (line: string) => void): Promise<BenchOutcome> => {
  const directory = await mkdtemp(join(tmpdir(), "evens-bench-"));
  // PostgreSQL's own user passes through it.
  await chmod(directory, 0o755);
  const child = fork(join(import.meta.dirname, "run-one.ts"), [bench.name], {
    env: { ...process.env, TMPDIR: directory },
    detached: true,
  });
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  const interrupted = (): void => {
    child.kill("SIGTERM");
    void Promise.race([gone, sleep(STOP_MS_MAX)])
      .then(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }))
      .finally(() => process.exit(130));
  };
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  let outcome: BenchOutcome = { name: bench.name, fault: "it ended without a word" };
  const minutes = bench.minutesMax ?? MINUTES_MAX;
  const tooLong = setTimeout(() => {
    outcome = { name: bench.name, fault: `it took longer than ${minutes} minutes` };
    child.removeAllListeners("message");
    child.kill("SIGTERM");
    setTimeout(() => child.pid && killGroup(child.pid), STOP_MS_MAX).unref();
  }, minutes * 60_000);
  child.on("message", (word: Word) => {
    if ("say" in word) say(word.say);
    else if ("result" in word) outcome = word.result;
    else outcome = { name: bench.name, fault: word.fault };
  });
  await gone;
  clearTimeout(tooLong);
  process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
  if (child.pid) killGroup(child.pid);
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  return outcome;
};
