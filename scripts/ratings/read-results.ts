import { never } from "#lib/core/result.ts";
import {
  type Rejected,
  type ResultsFile,
  type ResultsRefusal,
  readResults,
} from "#lib/sportsbook/sports/football/importers/results.ts";

/** Ends the command with a line on what is wrong. */
export type Fail = (message: string) => never;

export const failOf =
  (command: string): Fail =>
  (message) => {
    console.error(`${command}: ${message}`);
    process.exit(1);
  };

const summary = (rejected: readonly Rejected[]): string => {
  const counts = new Map<string, number>();
  for (const { reason } of rejected) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${reason} ${count}`).join(", ");
};

const worded = (refusal: ResultsRefusal): string => {
  switch (refusal.code) {
    case "source_missing":
      return `no such file: ${refusal.source}`;
    case "source_unreachable":
      return `cannot read ${refusal.source}: ${refusal.detail}`;
    case "source_too_large":
      return `${refusal.source} is larger than ${refusal.bytesMax} bytes`;
    case "source_broken":
      return `reading stopped: ${refusal.detail}`;
    case "columns_unknown":
      return `no column ${refusal.missing.join(", ")} among: ${refusal.columns.join(", ")}`;
    case "json_unknown":
      return `not a football.json file: ${refusal.detail}`;
    case "no_matches":
      return refusal.rejected.length === 0
        ? "the file has no matches"
        : `no match can be used; ${refusal.rejected.length} rejected: ${summary(refusal.rejected)}`;
    default:
      return never(refusal);
  }
};

/** Reads a file of results, printing its progress and what was rejected. */
export const readResultsFor = async (source: string, fail: Fail): Promise<ResultsFile> => {
  let printedAt = performance.now();
  const read = await readResults(source, (bytes, bytesTotal) => {
    if (performance.now() - printedAt < 1_000) return;
    printedAt = performance.now();
    const total = bytesTotal ? ` of ${(bytesTotal / 1e6).toFixed(1)}` : "";
    console.log(`reading   ${(bytes / 1e6).toFixed(1)} MB${total}`);
  });
  if (!read.ok) return fail(worded(read.refusal));
  const { rows, rejected } = read.value;
  console.log(`read      ${rows.length} matches, ${rejected.length} rejected`);
  for (const { line, reason } of rejected.slice(0, 10)) console.log(`  line ${line}: ${reason}`);
  if (rejected.length > 10) console.log(`  in all: ${summary(rejected)}`);
  return read.value;
};

/** A number of at least `min` from the command line. */
export const numberOf = (name: string, text: string, min: number, fail: Fail): number => {
  const value = Number(text);
  return text.trim() !== "" && Number.isFinite(value) && value >= min
    ? value
    : fail(`--${name} takes a number of at least ${min}, not "${text}"`);
};

/** A day, YYYY-MM-DD, from the command line. */
export const dayOf = (name: string, text: string, fail: Fail): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
    ? text
    : fail(`--${name} takes a day such as 2026-08-01, not "${text}"`);
