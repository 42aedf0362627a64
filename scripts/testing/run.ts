import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { type Failure, NOTHING, type Outcome, withExit } from "./outcome.ts";

const running = new Set<ChildProcess>();
let stopped = false;

const start = (args: string[], env: Record<string, string>, quiet: boolean): ChildProcess => {
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
    env: { ...process.env, ...env },
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
};

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((done) => child.once("exit", (code) => done(code)));

/** Whether the run was interrupted: then nothing else is started. */
export const interrupted = (): boolean => stopped;

/** Ends what runs, and waits until it has ended the processes that it started itself. */
export const stopRunning = async (): Promise<void> => {
  stopped = true;
  await Promise.all(
    [...running].map((child) => {
      const gone = exitOf(child);
      child.kill("SIGTERM");
      return gone;
    }),
  );
};

/** Runs a Node program that writes its report to a file, and reads its outcome from it. */
export const runReporting = async <Report = Outcome>(
  name: string,
  args: string[],
  {
    report,
    env = {},
    read = (found) => found as unknown as Outcome,
  }: { report: string; env?: Record<string, string>; read?(found: Report): Outcome },
): Promise<Outcome> => {
  if (stopped) return NOTHING;
  rmSync(report, { force: true });
  const code = await exitOf(start(args, env, false));
  let outcome = NOTHING;
  try {
    outcome = read(JSON.parse(readFileSync(report, "utf8")) as Report);
  } catch {
    // Its exit code says what is missing.
  }
  return withExit(outcome, name, code);
};

/** Runs a Node program to its end; its output is returned, not shown. */
export const runQuietly = async (args: string[]): Promise<{ ok: boolean; output: string }> => {
  const child = start(args, { NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1" }, true);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (text) => {
      output += text;
    });
  return { ok: (await exitOf(child)) === 0, output };
};

/** One failure that no test reported. */
export const failed = (test: string, error: string): Outcome => {
  const failures: Failure[] = [{ test, error }];
  return { ...NOTHING, failures };
};
