const colourful = process.stdout.isTTY && !process.env.NO_COLOR;
const paint =
  (code: number) =>
  (text: string): string =>
    colourful ? `\x1b[${code}m${text}\x1b[0m` : text;

export const dim = paint(2);
export const bold = paint(1);
const red = paint(31);
const yellow = paint(33);
const green = paint(32);

const PROCESS_COLOURS = new Map([
  ["web", paint(36)],
  ["realtime", paint(35)],
  ["feeds", paint(34)],
  ["worker", paint(32)],
  ["stripe", paint(33)],
]);

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export const say = (text: string): void => console.log(`  ${text}`);
export const warn = (text: string): void => console.log(`  ${yellow("!")} ${text}`);

const STILL_EVERY_MS = 15_000;

/** A step of the start: what is going on, a sign of life while it takes long, and how long it took. */
export const step = async <T>(doing: string, done: string, work: () => Promise<T>): Promise<T> => {
  const started = performance.now();
  say(dim(`${doing} …`));
  const ticking = setInterval(
    () => say(dim(`… still ${doing}, ${seconds(performance.now() - started)}`)),
    STILL_EVERY_MS,
  );
  try {
    const value = await work();
    say(`${green("✓")} ${done} ${dim(`(${seconds(performance.now() - started)})`)}`);
    return value;
  } finally {
    clearInterval(ticking);
  }
};

/** A reason not to go on, in one sentence for the person at the terminal. */
export class Stop extends Error {}

export const sayStop = (error: unknown): void => {
  const text = error instanceof Stop ? error.message : ((error as Error)?.stack ?? String(error));
  console.error(`\n  ${red("✗")} ${text}\n`);
};

export const box = (lines: readonly string[]): string => {
  const width = Math.max(...lines.map((line) => line.length));
  const edge = "─".repeat(width + 4);
  const rows = lines.map((line) => `  │  ${line.padEnd(width)}  │`);
  return [`  ┌${edge}┐`, ...rows, `  └${edge}┘`].join("\n");
};

const LEVELS = new Map([
  [40, yellow("warn")],
  [50, red("error")],
  [60, red("fatal")],
]);
const HIDDEN = new Set(["level", "time", "msg", "process", "err", "pid", "hostname"]);

type LogLine = {
  level: number;
  time: number;
  msg?: string;
  err?: { message?: string; stack?: string };
} & Record<string, unknown>;

const parse = (line: string): LogLine | null => {
  if (!line.startsWith("{")) return null;
  try {
    const value = JSON.parse(line) as LogLine;
    return typeof value.level === "number" ? value : null;
  } catch {
    return null;
  }
};

/** One line of a child for a person to read: time, process, message, fields. */
export const readable = (name: string, line: string): string => {
  const who = (PROCESS_COLOURS.get(name) ?? dim)(name.padEnd(8));
  const entry = parse(line);
  const at = dim(new Date(entry?.time ?? Date.now()).toTimeString().slice(0, 8));
  if (!entry) return `${at} ${who} ${line}`;
  const level = LEVELS.get(entry.level);
  const fields = Object.entries(entry)
    .filter(([key]) => !HIDDEN.has(key))
    .map(([key, value]) => `${key}=${typeof value === "object" ? JSON.stringify(value) : value}`);
  const parts = [level, entry.msg, dim(fields.join(" ")), entry.err?.stack ?? entry.err?.message];
  return `${at} ${who} ${parts.filter(Boolean).join(" ")}`;
};
