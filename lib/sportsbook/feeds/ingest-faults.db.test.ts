import pg from "pg";
import { describe, expect, it } from "vitest";
import { rows } from "#lib/platform/testing/rows.ts";
import { createPipeline } from "./ingest.ts";
import { loadBooks } from "./queries.ts";
import {
  clock,
  database,
  event,
  fates,
  feedSuspensions,
  fixture,
  markets,
  notStarted,
  PROVIDER,
  pipeline,
  T0,
  testPipeline,
} from "./testing/pipeline.ts";

testPipeline();

const GOAL = { number: 1, kind: "goal", participant: 1, detail: { clockSeconds: 60, phase: "first_half" } };

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
      { ...first, timestamp: T0 + 2000, incidents: [{ ...GOAL, participant: 3 }] },
      { ...first, timestamp: T0 + 2000, incidents: [{ ...GOAL, detail: { phase: "first_half" } }] },
      { ...first, timestamp: T0 + 2000, incidents: [{ ...GOAL, kind: "break" }] },
      { ...first, provider: "somebody-else", timestamp: T0 + 2000, status: 5 },
      { ...first, eventId: "unheard-of" },
      `{"type":"event_status","provider":"test","eventId":"n1","timestamp":1,"status":1,"x":"\0"}`,
      {
        type: "bet_cancel",
        provider: PROVIDER,
        eventId: "n1",
        timestamp: T0 + 2000,
        markets: [{ marketType: "1x2" }],
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
    expect(await feedSuspensions("o1")).toMatchObject([{ reason: "goal", lifted_at: null }]);
    expect(await fates("o1")).toEqual(["applied", "applied", "applied", "applied"]);
  });

  it("has a message whose event cannot be read wait, instead of rejecting what is sent once", async () => {
    await pipeline.ingest(fixture("o2"));
    await pipeline.ingest(notStarted("o2", T0 + 1));
    await pipeline.flush();
    let failures = 0;
    const shaken = createPipeline({
      provider: PROVIDER,
      clock,
      flushMs: 5,
      load: async (ids) => {
        if (failures < 2) {
          failures += 1;
          throw Object.assign(new Error("terminating connection due to unexpected postmaster exit"), {
            code: "57P01",
          });
        }
        return loadBooks(ids);
      },
    });
    const result = {
      type: "bet_settlement",
      provider: PROVIDER,
      eventId: "o2",
      timestamp: T0 + 2,
      certainty: 1,
      markets: [
        {
          marketType: "1x2",
          outcomes: ["home", "draw", "away"].map((key) => ({ key, result: key === "home" ? 1 : 0 })),
        },
      ],
    };
    expect(await shaken.ingest(result)).toBe("applied");
    await shaken.stop();
    expect(failures).toBe(2);
    expect((await fates("o2")).at(-1)).toBe("applied");
  });
});
