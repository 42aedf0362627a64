import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { type BenchOutcome, type BenchResult, columnsOf, figure, verdict } from "./bench.ts";

const FILE = "bench/RESULTS.md";

const git = (...args: string[]): string => spawnSync("git", args, { encoding: "utf8" }).stdout.trim();

// As this process began: whoever commits while it measures does not change what is measured.
const commit = ((): string => {
  const id = git("rev-parse", "--short", "HEAD") || "unknown";
  return git("status", "--porcelain", "--untracked-files=no") ? `${id} with changes` : id;
})();

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

const when = (): string => `${new Date().toISOString().slice(0, 10)}, commit ${commit}`;

const headOf = (name: string): string => `## ${name}`;

const section = (outcome: BenchOutcome, again = false): string[] => {
  const head = ["", headOf(outcome.name), "", ...(again ? [`Run again by itself: ${when()}.`, ""] : [])];
  if ("fault" in outcome) return [...head, `Failed: ${outcome.fault.split("\n")[0]}`];
  return [
    ...head,
    `Ratio to the floor: ${figure(outcome.ratio)}`,
    "",
    ...outcome.goals.map((goal) => `- ${verdict(goal).replace(/ {2,}/, ": ")}`),
    ...(outcome.leftOut ? [`- ${outcome.leftOut}`] : []),
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
    `${when()}, on ${on}.`,
    ...outcomes.flatMap((outcome) => section(outcome)),
    "",
  ];
  await writeFile(FILE, text.join("\n"));
  return FILE;
};

/** Puts what one bench found in the place of what the last full run found of it, or at the end, and says so there. */
export const rewriteResult = async (outcome: BenchOutcome): Promise<string> => {
  const [top = "", ...sections] = (await readFile(FILE, "utf8")).split(/^(?=## )/m);
  const mine = section(outcome, true).slice(1).join("\n");
  const isMine = (text: string) => text.startsWith(`${headOf(outcome.name)}\n`);
  const parts = sections.some(isMine)
    ? sections.map((text) => (isMine(text) ? mine : text))
    : [...sections, mine];
  await writeFile(FILE, `${[top, ...parts].map((text) => text.trimEnd()).join("\n\n")}\n`);
  return FILE;
};
