import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadRatings } from "#lib/sportsbook/sports/football/ratings/ratings.ts";

const folder = mkdtempSync(join(tmpdir(), "ratings-"));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]): { code: number | null; out: string; err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/ratings/fit.ts", ...args], {
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
};

describe("npm run ratings:fit", () => {
  it("writes ratings that load, and prints the fit and the table", () => {
    const teams = ["Spain", "Italy", "Malta", "Atlantis"];
    const rows = teams.flatMap((home, strong) =>
      teams.flatMap((away, weak) =>
        home === away ? [] : [`2024-05-0${strong + 1},${home},${away},${strong < weak ? 3 : 1},1`],
      ),
    );
    const input = join(folder, "results.csv");
    const output = join(folder, "out", "ratings.json");
    writeFileSync(input, `date,home,away,hs,as\n${rows.join("\n")}\nbroken,Spain,Italy,1,1\n`);
    const { code, out, err } = run("--input", input, "--output", output, "--min-matches", "2");
    expect(code).toBe(0);
    expect(out).toContain("12 matches, 1 rejected");
    expect(out).toMatch(/1 Spain/);
    expect(out).toContain("without a country code: Atlantis");
    const ratings = loadRatings(JSON.parse(readFileSync(output, "utf8")));
    const { teams: rated, to } = ratings.leagues["national-teams"] ?? {};
    expect(Object.keys(rated ?? {}).sort()).toEqual(["italy", "malta", "spain"]);
    expect(to).toBe("2024-05-04");
    expect(ratings.meta.asOf).toBe("2024-05-05");
    expect(err).toMatch(/no recent matches, the last one was \d+ days ago \(2024-05-04\)/);
  });

  it("reports and writes every league of a file of clubs", () => {
    const input = join(folder, "leagues.csv");
    const output = join(folder, "clubs.json");
    writeFileSync(
      input,
      "league,date,home,away,fthg,ftag\na.1,2024-05-01,Ayr,Bor,1,0\nb.1,2024-05-02,Dun,Eck,2,2\n",
    );
    const { code, out } = run("--clubs", "--input", input, "--output", output, "--as-of", "2024-06-01");
    expect(code).toBe(0);
    expect(out).toMatch(/a\.1: 1 matches, 2 teams/);
    expect(out).toMatch(/b\.1: 1 matches, 2 teams/);
    const { leagues, meta } = loadRatings(JSON.parse(readFileSync(output, "utf8")));
    expect(Object.keys(leagues)).toEqual(["a.1", "b.1"]);
    expect(meta.asOf).toBe("2024-06-01");
  });

  const columns = (): string => {
    const file = join(folder, "columns.csv");
    writeFileSync(file, "day,home,away,hs,as\n2024-01-01,A,B,1,0\n");
    return file;
  };
  it.each<[string, (file: string) => string[], RegExp]>([
    ["a missing file", () => ["--input", join(folder, "nowhere.csv")], /no such file: .*nowhere\.csv/],
    ["other columns", (file) => ["--input", file], /no column date among: day, home, away, hs, as/],
    ["no input", () => [], /--input is needed/],
    [
      "a half-life in words",
      (file) => ["--input", file, "--half-life-days", "soon"],
      /--half-life-days takes a number/,
    ],
    ["a day in words", (file) => ["--input", file, "--as-of", "today"], /--as-of takes a day/],
    ["clubs without a file", (file) => ["--input", file, "--clubs"], /--clubs needs --output/],
  ])("says in one line what is wrong with its input: %s", (_, args, expected) => {
    const { code, err } = run(...args(columns()));
    expect(code).toBe(1);
    expect(err.trim()).toMatch(expected);
    expect(err.trim().split("\n")).toHaveLength(1);
  });
});
