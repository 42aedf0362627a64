import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ManualClock, manualClock } from "#lib/kernel/clock.ts";
import { seededRandom } from "#lib/kernel/random.ts";
import { closeBus } from "#lib/platform/bus.ts";
import { rows } from "#lib/platform/db.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { createPipeline, type Pipeline } from "./ingest.ts";
import { generateMatch } from "./providers/simulator/generate-match.ts";
import type { FeedMessageInput } from "./schema.ts";
import { momentsOf, narrator } from "./timeline/steps.ts";
import { type MatchTimeline, playMatch } from "./timeline/timeline.ts";

const PROVIDER = "test";
const MODEL = { homeRate: 1.5, awayRate: 1.1, rho: -0.05 };
const T0 = Date.UTC(2026, 5, 1, 18);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

const fixture = (eventId: string, timestamp = T0): FeedMessageInput => ({
  type: "fixture",
  provider: PROVIDER,
  eventId,
  timestamp,
  competition: { id: "cup", sportId: "football", category: "Europe", name: "Cup", countryCode: null },
  home: { id: "fr", name: "France", shortName: "FRA", countryCode: "fr" },
  away: { id: "it", name: "Italy", shortName: "ITA", countryCode: "it" },
  startsAt: T0,
  pricing: { by: "house", neutral: false, rates: MODEL },
});

const notStarted = (eventId: string, timestamp = T0): FeedMessageInput => ({
  type: "event_status",
  provider: PROVIDER,
  eventId,
  timestamp,
  status: 0,
});

const markets = (eventId: string) =>
  rows<{
    id: string;
    template: string;
    specifiers: string;
    status: number;
    certainty: number | null;
    version: bigint;
  }>(
    "select id, template, specifiers, status, certainty, version from market where event_id = $1 order by id",
    [eventId],
  );
const event = async (eventId: string) =>
  (
    await rows<{
      status: number;
      score: { goals: { home: number; away: number } };
      version: bigint;
      ended_at: Date | null;
    }>("select status, score, version, ended_at from event where id = $1", [eventId])
  )[0];
const fates = async (eventId: string) =>
  (
    await rows<{ fate: string; error: string | null }>(
      "select fate, error from feed_message where event_id = $1 order by id",
      [eventId],
    )
  ).map(({ fate }) => fate);
const dangers = (eventId: string) =>
  rows<{ reason: string; lifted_at: Date | null }>(
    "select reason, lifted_at from suspension where scope = 'event' and scope_id = $1 order by id",
    [eventId],
  );

let clock: ManualClock;
let pipeline: Pipeline;
const open = async () => {
  pipeline = createPipeline({
    provider: PROVIDER,
    clock,
    modelOf: (pricing) => (pricing.by === "house" ? (pricing.rates ?? null) : null),
    flushMs: 5,
  });
  await pipeline.open();
};

beforeEach(async () => {
  clock = manualClock(new Date(T0));
  await open();
});

/** A match in which both sides score, VAR takes a goal back and somebody is sent off. */
const eventfulMatch = (): MatchTimeline => {
  for (let seed = 0; ; seed += 1) {
    const timeline = generateMatch(seededRandom(`eventful:${seed}`), MODEL);
    const kinds = new Set(timeline.incidents.map((i) => i.kind));
    const { score } = playMatch(timeline).advance(10_000);
    if (kinds.has("goal_disallowed") && score.goals.home > 0 && score.goals.away > 0) return timeline;
  }
};

describe("a match from fixture to settlement", () => {
  it("is priced, stopped, repriced and settled, and every message is kept with its fate", async () => {
    const timeline = eventfulMatch();
    await pipeline.ingest(fixture("m1"));
    await pipeline.ingest(notStarted("m1"));
    await pipeline.flush();
    const before = await markets("m1");
    expect(before.length).toBeGreaterThan(20);
    expect(before.filter((m) => m.status === 1).length).toBeGreaterThan(20);
    expect((await event("m1"))?.status).toBe(0);

    const tell = narrator(timeline);
    let told = 2;
    let settledInPlay = 0;
    for (const moment of momentsOf(timeline, 60)) {
      const message = tell(moment, { provider: PROVIDER, eventId: "m1", timestamp: T0 + moment.at * 1000 });
      clock.set(new Date(T0 + moment.at * 1000));
      expect(["applied", "unchanged"]).toContain(await pipeline.ingest(message));
      told += 1;
      if (message.type === "event_status" && message.danger === null) {
        await pipeline.flush();
        const now = await markets("m1");
        const scouted = now.filter((m) => m.status === -3 && m.certainty === 1);
        // What is settled in play must be as true at the end, goals taken back or not.
        settledInPlay = Math.max(settledInPlay, scouted.length);
        const board = now.filter((m) => m.status === 1);
        if (message.status === 1) expect(board.length).toBeGreaterThan(0);
        expect((await dangers("m1")).filter((d) => d.lifted_at === null)).toEqual([]);
      }
    }
    await pipeline.flush();

    const final = playMatch(timeline).advance(10_000);
    const ended = await event("m1");
    expect(ended?.status).toBe(3);
    expect(ended?.score.goals).toEqual(final.score.goals);
    expect(ended?.ended_at).not.toBeNull();
    const settled = await markets("m1");
    expect(settled.filter((m) => m.status !== -3)).toEqual([]);
    expect(settledInPlay).toBeGreaterThan(0);
    const unresolved = await rows(
      "select 1 from outcome o join market m on m.id = o.market_id where m.event_id = 'm1' and o.result is null",
    );
    expect(unresolved).toEqual([]);
    const winner = await rows<{ key: string }>(
      "select key from outcome where market_id = 'm1.1x2' and result = 1",
    );
    const { home, away } = final.score.goals;
    expect(winner).toEqual([{ key: home > away ? "home" : home < away ? "away" : "draw" }]);
    const [total] = await rows<{ key: string }>(
      "select key from outcome where market_id = 'm1.total~total=2.5' and result = 1",
    );
    expect(total?.key).toBe(home + away > 2.5 ? "over" : "under");
    const incidents = await rows<{ kind: string; revoked: boolean }>(
      "select kind, revoked from incident where event_id = 'm1' order by number",
    );
    expect(incidents).toHaveLength(final.incidents.length);
    expect(incidents.some((i) => i.revoked)).toBe(true);
    expect((await dangers("m1")).length).toBeGreaterThan(2);
    expect(await fates("m1")).toHaveLength(told);
    const outbox = await rows("select 1 from outbox where kind = 'market.settled'");
    expect(outbox.length).toBe(settled.length);
  });

  it("goes on after a restart from what the database holds", async () => {
    await pipeline.ingest(fixture("m2"));
    await pipeline.ingest(notStarted("m2"));
    await pipeline.stop();
    const versionBefore = (await event("m2"))?.version;
    await open();
    await pipeline.ingest(fixture("m2", T0 + 1));
    expect(await pipeline.ingest(notStarted("m2", T0 + 1))).toBe("unchanged");
    await pipeline.flush();
    expect((await event("m2"))?.version).toBe(versionBefore);
  });

  it("voids what is open when the match is called off", async () => {
    await pipeline.ingest(fixture("m3"));
    await pipeline.ingest(notStarted("m3"));
    await pipeline.ingest({ ...notStarted("m3", T0 + 1), status: 5 });
    await pipeline.flush();
    const all = await markets("m3");
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((m) => m.status !== -4)).toEqual([]);
    const kept = await rows(
      "select 1 from outcome o join market m on m.id = o.market_id where m.event_id = 'm3' and o.void_factor is distinct from 1",
    );
    expect(kept).toEqual([]);
  });
});

describe("messages that must change nothing", () => {
  it("are kept and counted: duplicates, older ones, corrupt ones, those of others", async () => {
    await pipeline.ingest(fixture("n1"));
    const first = notStarted("n1", T0 + 1000);
    expect(await pipeline.ingest(first)).toBe("applied");
    await pipeline.flush();
    const before = { event: await event("n1"), markets: await markets("n1") };

    expect(await pipeline.ingest(first)).toBe("duplicate");
    expect(await pipeline.ingest({ ...first, timestamp: T0 + 500, status: 1 })).toBe("outdated");
    const corrupt: unknown[] = [
      "{not json",
      "",
      null,
      42,
      [],
      { type: "nonsense" },
      { ...first, timestamp: "yesterday" },
      { ...first, timestamp: T0 + 2000, score: { phase: "first_half", goals: { home: -1, away: 0 } } },
      { ...first, timestamp: T0 + 2000, incidents: [{ number: 0, kind: "goal" }] },
      { ...first, provider: "somebody-else", timestamp: T0 + 2000, status: 5 },
      { ...first, eventId: "unheard-of" },
      `{"type":"event_status","provider":"test","eventId":"n1","timestamp":1,"status":1,"x":"\0"}`,
      {
        type: "bet_cancel",
        provider: PROVIDER,
        eventId: "n1",
        timestamp: T0 + 2000,
        markets: [{ template: "1x2" }],
        startsAt: T0 + 2000,
        endsAt: T0 + 1000,
      },
    ];
    for (const message of corrupt)
      expect(await pipeline.ingest(message), JSON.stringify(message)).toBe("rejected");
    await pipeline.flush();

    expect({ event: await event("n1"), markets: await markets("n1") }).toEqual(before);
    const kept = await rows<{ n: bigint; reasons: bigint }>(
      "select count(*) as n, count(error) as reasons from feed_message where fate = 'rejected'",
    );
    expect(kept[0]).toEqual({ n: BigInt(corrupt.length), reasons: BigInt(corrupt.length) });
    expect(pipeline.figures().byFate).toEqual({
      applied: 2,
      duplicate: 1,
      outdated: 1,
      rejected: corrupt.length,
      unchanged: 0,
    });
    expect(await pipeline.ingest({ ...first, timestamp: T0 + 3000, status: 1, unknown: "attribute" })).toBe(
      "applied",
    );
  });

  it("hold nothing else up when the database refuses one of them", async () => {
    await pipeline.ingest(fixture("r1"));
    await pipeline.ingest(fixture("r2"));
    await pipeline.flush();
    await database.asOwner(
      "create function refuse_r1() returns trigger language plpgsql as $$ begin raise exception 'not this one' using errcode = '23514'; end $$",
    );
    await database.asOwner(
      "create trigger refuse_r1 before insert on market for each row when (new.event_id = 'r1') execute function refuse_r1()",
    );
    await pipeline.ingest(notStarted("r1", T0 + 1));
    await pipeline.ingest(notStarted("r2", T0 + 1));
    await pipeline.flush();
    expect(await markets("r1")).toEqual([]);
    expect((await markets("r2")).length).toBeGreaterThan(20);
    expect(await fates("r1")).toEqual(["applied", "rejected"]);
    await database.asOwner("drop trigger refuse_r1 on market");
    // The same message again is no duplicate, for it was never applied.
    expect(await pipeline.ingest(notStarted("r1", T0 + 1))).toBe("applied");
    await pipeline.flush();
    expect((await markets("r1")).length).toBeGreaterThan(20);
  });
});

describe("a database that goes away", () => {
  it("holds everything back, and nothing is lost when it returns", async () => {
    await pipeline.ingest(fixture("o1"));
    await pipeline.flush();
    const blocker = new pg.Client({ connectionString: database.ownerUrl });
    await blocker.connect();
    await blocker.query("begin; lock table event in exclusive mode");
    await pipeline.ingest(notStarted("o1", T0 + 1));
    await pipeline.ingest({ ...notStarted("o1", T0 + 2), status: 1 });
    const written = pipeline.flush();
    await expect
      .poll(async () => (await blocker.query("select 1 from pg_locks where not granted")).rowCount, {
        timeout: 5_000,
      })
      .toBeGreaterThan(0);
    const cut = await blocker.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state = 'active'",
    );
    expect(cut.rowCount).toBeGreaterThan(0);
    await pipeline.ingest({
      type: "bet_stop",
      provider: PROVIDER,
      eventId: "o1",
      timestamp: T0 + 3,
      reason: "goal",
    });
    await blocker.query("rollback");
    await blocker.end();
    await written;
    await pipeline.flush();
    expect((await event("o1"))?.status).toBe(1);
    expect((await markets("o1")).length).toBeGreaterThan(20);
    expect(await dangers("o1")).toMatchObject([{ reason: "goal", lifted_at: null }]);
    expect(await fates("o1")).toEqual(["applied", "applied", "applied", "applied"]);
  });
});

describe("a provider that prices itself", () => {
  it("may send prices out of order, as in a recovery: the newest word on each market stands", async () => {
    const at = (timestamp: number) => ({ provider: PROVIDER, eventId: "w1", timestamp: T0 + timestamp });
    const price = (template: string, odds: string) => ({
      template,
      outcomes: ["a", "b"].map((key) => ({ key, odds })),
    });
    const odds = async (template: string) =>
      (
        await rows<{ odds: bigint }>(
          "select o.odds from outcome o join market m on m.id = o.market_id where m.event_id = 'w1' and m.template = $1 and o.key = 'a'",
          [template],
        )
      )[0]?.odds;
    const tell = (timestamp: number, markets: ReturnType<typeof price>[], more = {}) =>
      pipeline.ingest({ ...at(timestamp), type: "odds_change", markets, ...more });
    await pipeline.ingest({ ...fixture("w1"), pricing: { by: "provider" } } as FeedMessageInput);
    await tell(1, [price("1x2", "2.00"), price("total", "1.50")], { status: 1 });
    // Live, while a recovery runs: only the result moved. What the recovery says of it was true before.
    expect(await tell(9, [price("1x2", "3.00")], { danger: "goal" })).toBe("applied");
    expect(
      await tell(5, [price("1x2", "2.50"), price("total", "1.75")], {
        requestId: "r",
        status: 0,
        danger: null,
      }),
    ).toBe("applied");
    expect(await tell(4, [price("1x2", "2.40"), price("total", "1.70")], { requestId: "r" })).toBe(
      "outdated",
    );
    await pipeline.flush();
    expect([await odds("1x2"), await odds("total")]).toEqual([30_000n, 17_500n]);
    expect((await event("w1"))?.status).toBe(1);
    expect(await dangers("w1")).toEqual([{ reason: "goal", lifted_at: null }]);
    // A restart forgets when each market was spoken of last, but not the event: nothing older than that is taken.
    await pipeline.stop();
    await open();
    expect(await tell(8, [price("total", "1.60")])).toBe("outdated");
    expect(await tell(10, [price("total", "1.65")])).toBe("applied");
    await pipeline.flush();
    expect([await odds("1x2"), await odds("total")]).toEqual([30_000n, 16_500n]);
  });

  it("has its odds, stops, settlements and cancellations carried out", async () => {
    const at = (timestamp: number) => ({ provider: PROVIDER, eventId: "p1", timestamp: T0 + timestamp });
    await pipeline.ingest({ ...fixture("p1"), pricing: { by: "provider" } } as FeedMessageInput);
    const prices = (home: string) => [
      {
        template: "1x2",
        outcomes: [
          { key: "home", odds: home },
          { key: "draw", odds: "3.4" },
          { key: "away", odds: 4.1 },
        ],
      },
      {
        template: "total",
        specifiers: "total=2.5",
        outcomes: [
          { key: "over", odds: "1.9" },
          { key: "under", odds: "1.9" },
        ],
      },
    ];
    await pipeline.ingest({ ...at(1), type: "odds_change", status: 1, markets: prices("1.95") });
    expect(await pipeline.ingest({ ...at(2), type: "odds_change", markets: prices("1.95") })).toBe(
      "unchanged",
    );
    await pipeline.ingest({ ...at(3), type: "bet_stop", reason: "penalty" });
    await pipeline.flush();
    expect(await dangers("p1")).toEqual([{ reason: "penalty", lifted_at: null }]);
    await pipeline.ingest({ ...at(4), type: "odds_change", markets: prices("1.55") });
    await pipeline.ingest({
      ...at(3),
      type: "bet_settlement",
      markets: [
        {
          template: "1x2",
          outcomes: [
            { key: "home", result: 1 },
            { key: "draw", result: 0 },
            { key: "away", result: 0 },
          ],
        },
      ],
    });
    await pipeline.ingest({
      ...at(5),
      type: "bet_cancel",
      markets: [{ template: "total", specifiers: "total=2.5" }],
    });
    await pipeline.flush();
    expect((await dangers("p1"))[0]?.lifted_at).not.toBeNull();
    const odds = await rows<{ odds: bigint }>(
      "select odds from outcome where market_id = 'p1.1x2' and key = 'home'",
    );
    expect(odds[0]?.odds).toBe(15_500n);
    expect((await markets("p1")).map((m) => m.status)).toEqual([-3, -4]);
  });
});
