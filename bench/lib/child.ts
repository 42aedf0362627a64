import { type ChildProcess, spawn } from "node:child_process";

export type Child = {
  pid: number;
  process: ChildProcess;
  /** Its last output, to explain why it ended. */
  tail(): string;
  stop(): Promise<void>;
};

const STOP_MS_MAX = 20_000;
const LINES_KEPT = 20;

/** A Node process of the bench. It ends with the bench whatever happens. */
export const startChild = (args: readonly string[], env: Record<string, string> = {}): Child => {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (text: Buffer) => {
      said.push(String(text));
      if (said.length > LINES_KEPT) said.shift();
    });
  const lastResort = (): void => void child.kill("SIGTERM");
  process.once("exit", lastResort);
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  if (child.pid === undefined) throw new Error(`${args[0]} could not be started`);
  return {
    pid: child.pid,
    process: child,
    tail: () => said.join(""),
    stop: async () => {
      child.kill("SIGTERM");
      const impatient = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX);
      await gone;
      clearTimeout(impatient);
      process.off("exit", lastResort);
    },
  };
};
