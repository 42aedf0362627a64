/** One row of a bench's table: a thing measured, and its figures by name. */
export type BenchRow = { what: string; figures: Record<string, number> };

export type Goal = {
  what: string;
  value: number;
  goal: number;
  better: "higher" | "lower";
  /** What stands in the way, as far as it is known: said with a goal that is missed. */
  inTheWay?: string;
};

export type BenchResult = {
  name: string;
  rows: BenchRow[];
  /** The number that travels between machines: ours against the floor of the same run. */
  ratio: number;
  goals: Goal[];
  /** What was left out for want of time. */
  leftOut?: string | undefined;
};

/** What became of a bench: its result, or why there is none. */
export type BenchOutcome = BenchResult | { name: string; fault: string };

export type Bench = {
  name: string;
  about: string;
  /** After this it has failed; MINUTES_MAX when nothing is said. */
  minutesMax?: number;
  run(say: (line: string) => void): Promise<BenchResult>;
};

export const MINUTES_MAX = 8;

/** How much of a bench's minutes its rounds may take. The rest is for what follows them, such as the invariants. */
const ROUNDS_SHARE = 0.7;

/** Milliseconds that are left for rounds. A bench runs in a process of its own, so its time began with the process. */
export const roundsMsLeft = (minutesMax: number = MINUTES_MAX): number =>
  minutesMax * 60_000 * ROUNDS_SHARE - performance.now();

/**
 * Runs so many rounds, or fewer where the time of the bench would not suffice for another one like the longest so far: a slow
 * machine measures less instead of failing. Returns what was left out, if anything.
 */
export const runRounds = async (
  count: number,
  round: (n: number) => Promise<void>,
  minutesMax?: number,
): Promise<string | undefined> => {
  let longest = 0;
  for (let n = 1; n <= count; n += 1) {
    if (n > 1 && roundsMsLeft(minutesMax) < longest) return `${n - 1} of ${count} rounds: the time was up`;
    const started = performance.now();
    await round(n);
    longest = Math.max(longest, performance.now() - started);
  }
  return undefined;
};

const reached = (goal: Goal): boolean =>
  goal.better === "higher" ? goal.value >= goal.goal : goal.value <= goal.goal;

export const figure = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(2);

export const columnsOf = ({ rows }: BenchResult): string[] => [
  ...new Set(rows.flatMap((row) => Object.keys(row.figures))),
];

export const verdict = (goal: Goal): string => {
  const found = `${goal.what}: ${figure(goal.value)} (goal ${goal.better === "higher" ? "≥" : "≤"} ${goal.goal})`;
  if (reached(goal)) return `reached  ${found}`;
  return `MISSED   ${found}${goal.inTheWay ? `; ${goal.inTheWay}` : ""}`;
};

export const printOutcome = (outcome: BenchOutcome): string => {
  if ("fault" in outcome) return `FAILED   ${outcome.fault}`;
  const columns = columnsOf(outcome);
  const width = Math.max(...outcome.rows.map((row) => row.what.length), 4);
  const cells = (row: BenchRow) =>
    columns.map((column) => {
      const value = row.figures[column];
      return (value === undefined ? "" : figure(value)).padStart(Math.max(column.length, 10));
    });
  return [
    `${"".padEnd(width)}  ${columns.map((column) => column.padStart(Math.max(column.length, 10))).join("  ")}`,
    ...outcome.rows.map((row) => `${row.what.padEnd(width)}  ${cells(row).join("  ")}`),
    "",
    ...outcome.goals.map(verdict),
    ...(outcome.leftOut ? [outcome.leftOut] : []),
  ].join("\n");
};
