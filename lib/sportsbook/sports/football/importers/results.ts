import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { z } from "zod";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { parseResult, type RawResult, type RejectReason, type ResultRow } from "./result-row.ts";
import { counted, openSource, type Progress, type SourceRefusal } from "./source.ts";

export type Rejected = { line: number; reason: RejectReason };

export type ResultsFile = {
  format: "csv" | "football.json";
  rows: ResultRow[];
  /** `line` counts from 1: lines of a CSV, matches of a JSON file. */
  rejected: Rejected[];
};

export type ResultsRefusal =
  | SourceRefusal
  | { code: "columns_unknown"; columns: string[]; missing: string[] }
  | { code: "json_unknown"; detail: string }
  | { code: "source_broken"; detail: string }
  | { code: "no_matches"; rejected: Rejected[] };

/** The names under which public files carry each field: international results, their reduced form, league seasons. */
const COLUMNS: Readonly<Record<keyof RawResult, readonly string[]>> = {
  date: ["date"],
  home: ["home_team", "home"],
  away: ["away_team", "away"],
  homeGoals: ["home_score", "hs", "fthg"],
  awayGoals: ["away_score", "as", "ftag"],
  halfTimeHome: ["hthg"],
  halfTimeAway: ["htag"],
  competition: ["tournament", "league"],
  season: ["season"],
  neutral: ["neutral"],
};
const REQUIRED = ["date", "home", "away", "homeGoals", "awayGoals"] as const;

type Header = { places: [keyof RawResult, number][]; width: number };

const readHeader = (
  record: readonly string[],
): Result<Header, Extract<ResultsRefusal, { code: "columns_unknown" }>> => {
  const columns = record.map((name) => name.trim().toLowerCase());
  const placeOf = (field: keyof RawResult): number =>
    columns.findIndex((column) => COLUMNS[field].includes(column));
  const missing = REQUIRED.filter((field) => placeOf(field) < 0).map((field) => COLUMNS[field].join(" or "));
  if (missing.length > 0) return refuse({ code: "columns_unknown", columns: [...record], missing });
  const places = (Object.keys(COLUMNS) as (keyof RawResult)[])
    .map((field): [keyof RawResult, number] => [field, placeOf(field)])
    .filter(([, place]) => place >= 0);
  return accept({ places, width: columns.length });
};

const collect = (file: ResultsFile, line: number, parsed: ResultRow | RejectReason): void => {
  if (typeof parsed === "string") file.rejected.push({ line, reason: parsed });
  else file.rows.push(parsed);
};

const readCsv = async (bytes: AsyncIterable<Buffer>): Promise<Result<ResultsFile, ResultsRefusal>> => {
  const file: ResultsFile = { format: "csv", rows: [], rejected: [] };
  let header: Header | null = null;
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: 65_536,
  });
  const records = Readable.from(bytes, { objectMode: false });
  records.on("error", (error) => parser.destroy(error));
  for await (const { record, info } of records.pipe(parser) as AsyncIterable<{
    record: string[];
    info: { lines: number };
  }>) {
    if (!header) {
      const read = readHeader(record);
      if (!read.ok) return read;
      header = read.value;
      continue;
    }
    const raw: RawResult = {};
    for (const [field, place] of header.places) raw[field] = record[place] ?? "";
    collect(file, info.lines, record.length < header.width ? "malformed" : parseResult(raw));
  }
  return accept(file);
};

const Goals = z.tuple([z.int(), z.int()]);
const Team = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const JsonMatch = z.object({
  date: z.string(),
  team1: Team,
  team2: Team,
  score: z.object({ ft: Goals.optional(), ht: Goals.optional() }).nullish(),
});
const JsonFile = z.object({ name: z.string().nullish(), matches: z.array(z.unknown()) });

const textOf = (goals: number | undefined): string => (goals === undefined ? "" : String(goals));

const parseJsonMatch = (match: unknown, competition: string): ResultRow | RejectReason => {
  const { success, data: told } = JsonMatch.safeParse(match);
  if (!success) return "malformed";
  return parseResult({
    date: told.date,
    home: told.team1,
    away: told.team2,
    homeGoals: textOf(told.score?.ft?.[0]),
    awayGoals: textOf(told.score?.ft?.[1]),
    halfTimeHome: textOf(told.score?.ht?.[0]),
    halfTimeAway: textOf(told.score?.ht?.[1]),
    competition,
  });
};

const readJson = async (bytes: AsyncIterable<Buffer>): Promise<Result<ResultsFile, ResultsRefusal>> => {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString("utf8");
  try {
    const { name, matches } = JsonFile.parse(JSON.parse(text.replace(/^\uFEFF/, "")));
    const file: ResultsFile = { format: "football.json", rows: [], rejected: [] };
    for (const [index, match] of matches.entries()) {
      collect(file, index + 1, parseJsonMatch(match, name ?? ""));
    }
    return accept(file);
  } catch (error) {
    const detail = error instanceof SyntaxError ? error.message : 'no "matches" list';
    return refuse({ code: "json_unknown", detail });
  }
};

async function* rejoined(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

/**
 * Reads played matches from a path or an http(s) URL: international results CSV (date, home_team, away_team, home_score,
 * away_score, … neutral) or its reduced form (date, home, away, hs, as), league seasons (fthg, ftag), openfootball's
 * football.json. The format is recognised by the content. Rows that cannot be used are listed with line and reason; a file
 * with none that can is refused.
 */
export const readResults = async (
  source: string,
  progress: Progress = () => {},
): Promise<Result<ResultsFile, ResultsRefusal>> => {
  const opened = await openSource(source);
  if (!opened.ok) return opened;
  const bytes = counted(opened.value, progress);
  try {
    const first = await bytes.next();
    if (first.done) return refuse({ code: "no_matches", rejected: [] });
    const whole = rejoined(first.value, bytes);
    const opening = first.value
      .toString("utf8")
      .replace(/^\uFEFF/, "")
      .trimStart();
    const read = await (opening.startsWith("{") ? readJson(whole) : readCsv(whole));
    if (!read.ok || read.value.rows.length > 0) return read;
    return refuse({ code: "no_matches", rejected: read.value.rejected });
  } catch (error) {
    return refuse({ code: "source_broken", detail: error instanceof Error ? error.message : String(error) });
  } finally {
    opened.value.stream.destroy();
  }
};
