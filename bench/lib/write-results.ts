import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { type BenchOutcome, type BenchResult, columnsOf, figure, verdict } from "./bench.ts";

const FILE = "bench/RESULTS.md";

const git = (...args: string[]): string => spawnSync("git", args, { encoding: "utf8" }).stdout.trim();

const commit = (): string => {
  const id = git("rev-parse", "--short", "HEAD") || "unknown";
  return git("status", "--porcelain", "--untracked-files=no") ? `${id} with changes` : id;
};

const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

const table = (result: BenchResult): string[] => {
  const columns = columnsOf(result);
  return [
    line(["", ...columns]),
    line(["---", ...columns.map(() => "---:")]),
    ...result.rows.map(({ what, figures }) =>
      line([
        what,
        ...columns.map((column) => (figures[column] === undefined ? "" : figure(figures[column]))),
      ]),
    ),
  ];
};

const section = (outcome: BenchOutcome): string[] => {
  const head = ["", `## ${outcome.name}`, ""];
  if ("fault" in outcome) return [...head, `Failed: ${outcome.fault.split("\n")[0]}`];
  return [
    ...head,
    `Ratio to the floor: ${figure(outcome.ratio)}`,
    "",
    ...outcome.goals.map((goal) => `- ${verdict(goal).replace(/ {2,}/, ": ")}`),
    "",
    ...table(outcome),
  ];
};

/** Writes what a full run found, failures included. Returns the file's name. */
export const writeResults = async (outcomes: readonly BenchOutcome[], on: string): Promise<string> => {
  const text = [
    "# What the benches found",
    "",
    "Written by a full `npm run bench`. Only the ratio to the floor of the same run travels between machines.",
    "",
    `${new Date().toISOString().slice(0, 10)}, commit ${commit()}, on ${on}.`,
    ...outcomes.flatMap(section),
    "",
  ];
  await writeFile(FILE, text.join("\n"));
  return FILE;
};
