import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "#lib/core/clock.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { createPipeline, type Pipeline } from "./ingest.ts";
import type { FeedMessageInput } from "./schema.ts";

const PROVIDER = "garbage";
const T0 = Date.UTC(2026, 5, 1, 18);

let database: TestDatabase;
let pipeline: Pipeline;
beforeAll(async () => {
  database = await testDatabase();
  pipeline = createPipeline({ provider: PROVIDER, clock: systemClock, flushMs: 5 });
  await pipeline.open();
});
afterAll(async () => {
  await pipeline.stop();
  await closeBus();
  await database.drop();
});

const at = (eventId: string) => ({ provider: PROVIDER, eventId, timestamp: T0 });
const team = (name: string) => ({ id: name, name, shortName: name, countryCode: null });
const outcomes = ["a", "b"].map((key) => ({ key, odds: "2.00", probability: 0.5, active: true }));

/** One sound message of every kind. */
const SOUND: FeedMessageInput[] = [
  {
    ...at("g1"),
    type: "fixture",
    competition: { id: "cup", sportId: "football", category: "World", name: "Cup", countryCode: null },
    participants: [team("A"), team("B")],
    startsAt: T0,
    pricing: { by: "provider" },
  },
  { ...at("g1"), type: "event_status", status: 1, incidents: [], suspension: null },
  { ...at("g1"), type: "odds_change", markets: [{ marketType: "1x2", specifiers: "", status: 1, outcomes }] },
  { ...at("g1"), type: "bet_stop", reason: "goal", groups: ["all"] },
  {
    ...at("g1"),
    type: "bet_settlement",
    certainty: 1,
    markets: [{ marketType: "1x2", outcomes: [{ key: "a", result: 1, voidFactor: null }] }],
  },
  { ...at("g1"), type: "bet_cancel", markets: [{ marketType: "1x2" }], startsAt: T0, endsAt: T0 + 1 },
  { ...at("g1"), type: "rollback_bet_settlement", markets: [{ marketType: "1x2" }] },
  { ...at("g1"), type: "rollback_bet_cancel", markets: [{ marketType: "1x2" }] },
  { ...at("g1"), type: "fixture_change", change: "start_time", startsAt: T0 },
  { type: "alive", provider: PROVIDER, timestamp: T0, subscribed: true },
  { type: "snapshot_complete", provider: PROVIDER, timestamp: T0, requestId: "r" },
];

type Path = (string | number)[];

const pathsOf = (value: unknown, path: Path = []): Path[] =>
  typeof value === "object" && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key]))]
    : [path];

const replaced = (value: unknown, [key, ...rest]: Path, by: unknown): unknown => {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
};

const wrong = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      -1,
      0,
      1e308,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      2 ** 63,
      1.5,
      "",
      "1e3",
      "\u0000",
      "\ud800",
      null,
    ],
    ...[[], {}, "__proto__", "x".repeat(300_000), undefined, Array.from({ length: 600 }, () => ({})), 10n],
  ),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: "binary" }),
);

/** A sound message with one or two things in it that are not. */
const mutated = fc
  .tuple(fc.constantFrom(...SOUND), fc.array(fc.tuple(fc.nat(), wrong), { minLength: 1, maxLength: 2 }))
  .map(([message, changes]) =>
    changes.reduce<unknown>((now, [n, by]) => {
      const paths = pathsOf(now);
      return replaced(now, paths[n % paths.length] as Path, by);
    }, message),
  );

const cut = fc
  .tuple(fc.constantFrom(...SOUND), fc.nat())
  .map(([message, n]) => JSON.stringify(message).slice(0, n % JSON.stringify(message).length));

const garbage = fc.oneof(
  { weight: 6, arbitrary: mutated },
  { weight: 1, arbitrary: cut },
  { weight: 1, arbitrary: fc.anything() },
);

describe("the pipeline", () => {
  it("throws on nothing, keeps everything with its fate, and takes the next sound message", async () => {
    const [fixture] = SOUND as [FeedMessageInput];
    expect(await pipeline.ingest(fixture)).toBe("applied");
    const rejected = fc.sample(garbage, { numRuns: 3_000, seed: 2_026 });
    const raws: unknown[] = [];
    for (const message of rejected) {
      const fate = await pipeline.ingest(message);
      expect(["applied", "duplicate", "outdated", "rejected", "unchanged"]).toContain(fate);
      raws.push(fate);
    }
    await pipeline.flush();
    const figures = pipeline.figures();
    expect(figures.messages).toBe(rejected.length + 1);
    expect(figures.byFate.rejected).toBeGreaterThan(rejected.length / 2);
    const kept = await rows<{ fate: string; n: bigint; unexplained: bigint }>(
      `select fate, count(*) as n, count(*) filter (where fate = 'rejected' and error is null) as unexplained
         from feed_message group by fate`,
    );
    expect(kept.reduce((sum, { n }) => sum + Number(n), 0)).toBe(rejected.length + 1);
    expect(kept.every(({ unexplained }) => unexplained === 0n)).toBe(true);
    const sound = { ...at("g2"), type: "fixture" } as const;
    expect(await pipeline.ingest({ ...fixture, ...sound })).toBe("applied");
    expect(
      await pipeline.ingest({
        ...at("g2"),
        type: "odds_change",
        status: 1,
        markets: [{ marketType: "1x2", outcomes }],
      }),
    ).toBe("applied");
    await pipeline.flush();
    expect(await rows("select status from market where id = 'g2.1x2'")).toEqual([{ status: 1 }]);
  });
});
