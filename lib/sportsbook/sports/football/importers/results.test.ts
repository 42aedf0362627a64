import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readResults } from "./results.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "results-"));
});
afterAll(() => rm(folder, { recursive: true }));

const fileOf = async (content: string): Promise<string> => {
  const path = join(folder, `${crypto.randomUUID()}.txt`);
  await writeFile(path, content);
  return path;
};
const read = async (content: string) => readResults(await fileOf(content));

describe("result files", () => {
  it("of internationals: quoted names, neutral ground, and why rows are rejected", async () => {
    const file = await read(
      [
        "\uFEFFdate,home_team,away_team,home_score,away_score,tournament,city,country,neutral",
        '2024-06-01,"Bosnia, and Herzegovina",Curaçao,2,0,Friendly,Zenica,Bosnia,FALSE',
        "2024-06-02,Norland,Sudland,1,1,Cup,Third,Thirdland,TRUE",
        "2024-06-03,Norland,Sudland,NA,NA,Cup,Third,Thirdland,TRUE",
        "2024-02-30,Norland,Sudland,1,0,Cup,Third,Thirdland,TRUE",
        "2024-06-05,Norland,,1,0,Cup,Third,Thirdland,TRUE",
        "2024-06-06,Norland,Norland,1,0,Cup,Third,Thirdland,TRUE",
        "2024-06-07,Norland,Sudland,one,0,Cup,Third,Thirdland,TRUE",
        "2024-06-08,Norland",
      ].join("\r\n"),
    );
    if (!file.ok) throw new Error(file.refusal.code);
    expect(file.value.rows).toEqual([
      {
        date: "2024-06-01",
        home: "Bosnia, and Herzegovina",
        away: "Curaçao",
        homeGoals: 2,
        awayGoals: 0,
        halfTime: null,
        competition: "Friendly",
        season: null,
        neutral: false,
      },
      expect.objectContaining({ home: "Norland", homeGoals: 1, awayGoals: 1, neutral: true }),
    ]);
    expect(file.value.rejected).toEqual([
      { line: 4, reason: "no_score" },
      { line: 5, reason: "bad_date" },
      { line: 6, reason: "no_team" },
      { line: 7, reason: "same_team" },
      { line: 8, reason: "bad_score" },
      { line: 9, reason: "malformed" },
    ]);
  });

  it("in the reduced form", async () => {
    const file = await read(
      "id,date,home,away,hs,as,tournament,city,country,neutral,shootout_winner,goals_complete\n7,2018-01-02,Iraq,Oman,0,3,Gulf Cup,Kuwait City,Kuwait,1,,\n",
    );
    expect(file.ok && file.value.rows[0]).toMatchObject({ home: "Iraq", awayGoals: 3, neutral: true });
  });

  it("of leagues, with half-time scores where they are given", async () => {
    const file = await read(
      "league,season,round,date,time,home,away,fthg,ftag,hthg,htag\nxx.1,2020-21,MD1,2020-08-22,20:30,Ayr,Bor,2,1,1,0\nxx.1,2020-21,MD1,2020-08-22,20:30,Cob,Dun,2,1,,\n",
    );
    expect(file.ok && file.value.rows[0]).toMatchObject({
      competition: "xx.1",
      season: "2020-21",
      halfTime: { home: 1, away: 0 },
      neutral: false,
    });
    expect(file.ok && file.value.rows[1]?.halfTime).toBeNull();
  });

  it("of football.json, leaving out what is not played or not a match", async () => {
    const file = await read(
      JSON.stringify({
        name: "Test League 2024/25",
        matches: [
          {
            round: "Matchday 1",
            date: "2024-08-16",
            time: "20:00",
            team1: "Ayr",
            team2: "Bor",
            score: { ht: [0, 1], ft: [2, 2] },
          },
          { round: "Matchday 2", date: "2024-08-23", team1: "Bor", team2: "Ayr" },
          "half a match",
        ],
      }),
    );
    if (!file.ok) throw new Error(file.refusal.code);
    expect(file.value.format).toBe("football.json");
    expect(file.value.rows).toEqual([
      expect.objectContaining({
        home: "Ayr",
        homeGoals: 2,
        halfTime: { home: 0, away: 1 },
        competition: "Test League 2024/25",
      }),
    ]);
    expect(file.value.rejected).toEqual([
      { line: 2, reason: "no_score" },
      { line: 3, reason: "malformed" },
    ]);
  });
});

describe("a source that cannot be used", () => {
  it("is refused by what is wrong with it", async () => {
    expect(await readResults(join(folder, "nowhere.csv"))).toMatchObject({
      refusal: { code: "source_missing" },
    });
    expect(await read("day,home,away,hs,as\n")).toEqual({
      ok: false,
      refusal: {
        code: "columns_unknown",
        columns: ["day", "home", "away", "hs", "as"],
        missing: ["date"],
      },
    });
    expect(await read("")).toMatchObject({ refusal: { code: "no_matches", rejected: [] } });
    expect(await read("date,home,away,hs,as\n2024-01-01,A,B,,\n")).toMatchObject({
      refusal: { code: "no_matches", rejected: [{ line: 2, reason: "no_score" }] },
    });
    expect(await read("{ not json")).toMatchObject({ refusal: { code: "json_unknown" } });
    expect(await read('{"clubs":[]}')).toMatchObject({ refusal: { code: "json_unknown" } });
  });
});

describe("a source on the network", () => {
  const server = createServer((request, response) => {
    if (request.url !== "/results.csv") {
      response.writeHead(404).end();
      return;
    }
    const body = `date,home,away,hs,as\n${"2024-01-01,Ayr,Bor,1,0\n".repeat(5_000)}`;
    response.writeHead(200, { "content-length": Buffer.byteLength(body) }).end(body);
  });
  let url = "";
  beforeAll(async () => {
    await new Promise<void>((listening) => {
      server.listen(0, "127.0.0.1", listening);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it("is read as a stream, reporting its progress", async () => {
    const told: [number, number | null][] = [];
    const file = await readResults(`${url}/results.csv`, (bytes, total) => told.push([bytes, total]));
    expect(file.ok && file.value.rows.length).toBe(5_000);
    expect(told.length).toBeGreaterThan(1);
    expect(told.at(-1)?.[0]).toBe(told.at(-1)?.[1]);
  });

  it("is refused with its status, or the fault of the connection", async () => {
    expect(await readResults(`${url}/nothing`)).toMatchObject({
      refusal: { code: "source_unreachable", detail: "status 404" },
    });
    expect(await readResults("http://127.0.0.1:1/x.csv")).toMatchObject({
      refusal: { code: "source_unreachable" },
    });
  });
});
