import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { type ReplayStep, runReplay } from "./run-replay.ts";

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), "evens-replay-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await closeBus();
  await database.drop();
});

const unsettled = () => rows("select id, status from market where status not in (-3, -4)");
const results = () =>
  rows<{ home: string; away: string; goals: { home: number; away: number }; status: number }>(
    `select n.participants[1] as home, n.participants[2] as away, e.score->'goals' as goals, e.status
       from event e join sportsbook_event_name_view n on n.event_id = e.id order by e.starts_at, e.id`,
  );

describe("a replay as fast as it goes", () => {
  it("tells every match to its real score, settles everything, and lets others act between the steps", async () => {
    const match = (home: string, away: string, ft: [number, number], ev: unknown[]) => ({
      c: "Test Cup",
      ko: `2018-06-1${ft[0]} 15:00`,
      h: home,
      a: away,
      ft,
      end: [2800, 2950],
      ev,
    });
    const source = join(folder, "matches.json");
    await writeFile(
      source,
      JSON.stringify([
        match(
          "Spain",
          "Reds",
          [2, 1],
          [
            [1, 900, "G", "H", "A"],
            [2, 60, "OG", "H", "B"],
            [2, 2949, "P", "A"],
            [2, 1000, "R", "A"],
          ],
        ),
        match(
          "France",
          "Korea Republic",
          [0, 0],
          [
            [1, 50, "S", "H"],
            [2, 1000, "PM", "A"],
          ],
        ),
        { ...match("X", "Y", [3, 3], []), bad: 1 },
      ]),
    );
    const steps: ReplayStep[] = [];
    const bettable: number[] = [];
    const report = await runReplay({
      sportId: "football",
      files: [source],
      speed: "max",
      afterStep: async (step) => {
        steps.push(step);
        const [open] = await rows<{ n: number }>(
          "select count(*)::int as n from market m join event e on e.id = m.event_id where m.status = 1 and e.status in (0, 1)",
        );
        bettable.push(open?.n ?? 0);
      },
    });
    expect(report).toMatchObject({ ok: true, value: { matches: 2, skipped: { marked_bad: 1 } } });
    expect(await results()).toEqual([
      { home: "France", away: "South Korea", goals: { home: 0, away: 0 }, status: 3 },
      { home: "Spain", away: "Reds", goals: { home: 2, away: 1 }, status: 3 },
    ]);
    expect(await unsettled()).toEqual([]);
    expect(steps.length).toBeGreaterThan(50);
    expect(steps.flatMap((step) => step.ended)).toHaveLength(2);
    expect(Math.max(...bettable)).toBeGreaterThan(40);
    expect(await rows("select raw, error from feed_message where fate = 'rejected'")).toEqual([]);
  });

  it("is refused where it cannot be", async () => {
    expect(
      await runReplay({ sportId: "football", files: [join(folder, "none.json")], speed: "max" }),
    ).toMatchObject({
      ok: false,
      refusal: { code: "source_missing" },
    });
    await database.asOwner(
      "update feed_provider set lease_owner = gen_random_uuid(), lease_until = now() + interval '1 hour' where id = 'replay'",
    );
    expect(
      await runReplay({ sportId: "football", files: [join(folder, "matches.json")], speed: "max" }),
    ).toEqual({
      ok: false,
      refusal: { code: "already_running" },
    });
    await database.asOwner("update feed_provider set lease_until = null");
  });
});

const REAL = "../shared/data/football/wyscout_timelines_wc2018_euro2016.json";
describe.skipIf(!existsSync(REAL))("real matches (skipped: no ../shared/data)", () => {
  it("end as they ended", async () => {
    const report = await runReplay({
      sportId: "football",
      files: [REAL],
      speed: "max",
      limit: 6,
      kickOffEvery: 300,
    });
    if (!report.ok) throw new Error(JSON.stringify(report.refusal));
    expect(await unsettled()).toEqual([]);
    expect(report.value.figures.byFate.rejected).toBe(0);
    expect(await results()).toContainEqual({
      home: "France",
      away: "Romania",
      goals: { home: 2, away: 1 },
      status: 3,
    });
  });
});
