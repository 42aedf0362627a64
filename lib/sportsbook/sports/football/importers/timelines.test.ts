import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { goalSides } from "../incidents.ts";
import { lengthOf, playMatch } from "../simulator/timeline.ts";
import { type ImportedMatch, parseTimelines, readTimelines } from "./timelines.ts";

const ended = ({ timeline }: ImportedMatch) => playMatch(timeline).advance(lengthOf(timeline));

const second = {
  c: "Test Cup",
  ko: "2018-06-14 15:00",
  h: "Reds",
  a: "Blues",
  ft: [2, 1],
  end: [2800, 2950],
  ev: [
    [1, 100, "S", "H"],
    [1, 900, "G", "H", "A. Forward"],
    [1, 2790, "Y", "A", "B. Back"],
    [2, 60, "OG", "H", "B. Back"],
    [2, 700, "Y2", "A", "B. Back"],
    [2, 2949, "P", "A"],
    [2, 1000, "??", "A"],
  ],
};

describe("timelines by the second", () => {
  it("become matches with every count right", () => {
    const file = parseTimelines([
      second,
      { ...second, bad: 1 },
      { ...second, ft: [3, 1] },
      { ...second, end: "late" },
    ]);
    expect(file?.skipped).toEqual([
      { index: 1, reason: "marked_bad" },
      { index: 2, reason: "score_differs" },
      { index: 3, reason: "malformed" },
    ]);
    const { score, incidents } = ended(file?.matches[0] as ImportedMatch);
    expect(score).toMatchObject({
      phase: "ended",
      goals: { home: 2, away: 1 },
      halfTime: { home: 1, away: 0 },
      redCards: { home: 0, away: 1 },
      yellowCards: { home: 0, away: 1 },
      shots: { home: 2, away: 1 },
    });
    expect(goalSides(incidents)).toEqual(["home", "home", "away"]);
  });

  it("count regular time only when there was extra time", () => {
    const file = parseTimelines([
      { ...second, ft: [3, 1], end: [2800, 2950, 900, 900], ev: [...second.ev, [3, 5, "G", "H"]] },
    ]);
    expect(ended(file?.matches[0] as ImportedMatch).score.goals).toEqual({ home: 2, away: 1 });
  });
});

describe("openfootball's files", () => {
  const match = {
    date: "2026-06-11",
    time: "13:00",
    team1: "Reds",
    team2: { name: "Blues" },
    score: { ht: [1, 0], ft: [2, 2], et: [3, 2] },
    goals1: [
      { name: "A", minute: 9 },
      { name: "B", minute: "90+4", penalty: true },
      { name: "C", minute: 105 },
    ],
    goals2: [
      { name: "D", minute: 46, owngoal: true },
      { name: "E", minute: 90, offset: 4 },
    ],
  };
  it("become matches of regular time, goals of one minute kept apart", () => {
    const file = parseTimelines({ name: "World Cup", matches: [match, { ...match, score: undefined }] });
    expect(file?.skipped).toEqual([{ index: 1, reason: "not_played" }]);
    const played = file?.matches[0] as ImportedMatch;
    expect(played).toMatchObject({ competition: "World Cup", home: "Reds", away: "Blues" });
    expect(ended(played).score).toMatchObject({
      goals: { home: 2, away: 2 },
      halfTime: { home: 1, away: 0 },
    });
    const seconds = played.timeline.incidents.map((i) => `${i.half}:${i.second}`);
    expect(new Set(seconds).size).toBe(seconds.length);
  });
  it("are recognised among other JSON", () => {
    expect(parseTimelines({ hello: 1 })).toBeNull();
    expect(parseTimelines([])).toBeNull();
  });
  it("are refused when there is no such file", async () => {
    expect(await readTimelines("./nowhere.json")).toMatchObject({
      ok: false,
      refusal: { code: "source_missing" },
    });
  });
});

const REAL = "../shared/data/football";
describe.skipIf(!existsSync(REAL))("real timelines (skipped: no ../shared/data)", () => {
  it("can nearly all be replayed, to their real scores", async () => {
    let matches = 0;
    const reasons: Record<string, number> = {};
    let bytes = 0;
    for (const name of (await readdir(REAL)).filter((n) => n.includes("timelines"))) {
      const file = await readTimelines(`${REAL}/${name}`, (read) => {
        bytes = read;
      });
      if (!file.ok) throw new Error(JSON.stringify(file.refusal));
      matches += file.value.matches.length;
      for (const { reason } of file.value.skipped) reasons[reason] = (reasons[reason] ?? 0) + 1;
    }
    expect(bytes).toBeGreaterThan(0);
    expect(matches).toBe(1937 + 331);
    // Three scores of ninety minutes count a goal of extra time.
    expect(reasons).toEqual({ marked_bad: 4, score_differs: 3 });
  });
});
