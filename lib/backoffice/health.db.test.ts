import { describe, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { makePlayer } from "#lib/sportsbook/testing.ts";
import {
  feedHealth,
  outboxDepth,
  parkedEvents,
  processBeats,
  processSeries,
  rejectedMessages,
  successors,
} from "./index.ts";
import { newEvent, placed, testDesk } from "./testing/desk.ts";

testDesk();

describe("health", () => {
  it("counts what became of messages, and shows the refused ones as they came", async () => {
    await rows(
      `insert into feed_provider (id, state, last_alive_at) values ('sim', 'up', now() - interval '3 seconds')`,
    );
    await rows(`insert into feed_message (provider, fate, error, raw) values
      ('sim', 'applied', null, '{}'), ('sim', 'applied', null, '{}'), ('sim', 'rejected', 'not JSON', '<odds>')`);
    const [feed] = await feedHealth();
    expect(feed).toMatchObject({
      id: "sim",
      state: "up",
      leaseStands: false,
      lastHour: { applied: 2, rejected: 1, outdated: 0 },
    });
    expect(feed?.aliveAgeS).toBeGreaterThan(2.9);
    expect(await rejectedMessages()).toMatchObject([{ provider: "sim", error: "not JSON", raw: "<odds>" }]);
  });

  it("shows processes by their beat and the depth of the outbox", async () => {
    await ownerRows(
      `insert into process_beat (instance, process, pid, host, started_at, beat_at)
       values ($1, 'worker', 7, 'here', now(), now() - interval '1 minute')`,
      [crypto.randomUUID()],
    );
    const [beat] = await processBeats();
    expect(beat).toMatchObject({ process: "worker", pid: 7 });
    expect(beat?.beatAgeS).toBeGreaterThan(59);
    const before = await outboxDepth();
    await placed(await makePlayer(1_000n), [(await newEvent()).marketId]);
    expect((await outboxDepth()).rows).toBeGreaterThan(before.rows);
  });

  it("lists events that could not be delivered, without their payloads", async () => {
    await ownerRows(
      `insert into outbox_parked (kind, payload, reason, detail, request_id)
       values ('fraud.flagged', '{"score": 99}', 'unknown_kind', null, 'r1'), ('bet.placed', '{}', 'subscriber_failed', 'no', null)`,
    );
    const { count, events } = await parkedEvents();
    expect(count).toBe(2);
    expect(events).toMatchObject([
      { kind: "bet.placed", reason: "subscriber_failed", detail: "no" },
      { kind: "fraud.flagged", reason: "unknown_kind", requestId: "r1" },
    ]);
    expect(events.map((event) => Object.keys(event))).not.toContainEqual(expect.arrayContaining(["payload"]));
  });

  it("keeps a gone process in sight for an hour, and for a day where nobody took its place", async () => {
    const beat = async (process: string, host: string, startedMin: number, beatMin: number) => {
      const instance = uuidv7();
      await ownerRows(
        `insert into process_beat (instance, process, pid, host, started_at, beat_at)
         values ($1, $2, 1, $3, now() - $4 * interval '1 min', now() - $5 * interval '1 min')`,
        [instance, process, host, startedMin, beatMin],
      );
      return instance;
    };
    const forgotten = await beat("feeds", "a", 300, 90);
    const crashed = await beat("feeds", "a", 80, 30);
    const lives = await beat("feeds", "b", 29, 0);
    const lonely = await beat("realtime", "c", 900, 600);
    const past = await beat("realtime", "c", 3_000, 2_000);
    const listed = (await processBeats()).filter(({ process }) => process !== "worker");
    expect(listed.map(({ instance }) => instance)).toEqual([lives, lonely, crashed]);
    expect([forgotten, past].some((id) => listed.some(({ instance }) => instance === id))).toBe(false);
    expect(successors(listed)).toEqual(new Map([[crashed, listed[0]]]));
  });

  it("draws what a process measured, highest in each slot, and nothing where it was silent", async () => {
    const instance = uuidv7();
    const sample = (agoS: number, figures: object) =>
      ownerRows(
        "insert into process_sample (instance, process, at, figures) values ($1, 'web', now() - $2 * interval '1 s', $3)",
        [instance, agoS, JSON.stringify(figures)],
      );
    await sample(700, { cpuPercent: 99 });
    await sample(595, { cpuPercent: 10, note: "text is not drawn" });
    await sample(590, { cpuPercent: 30 });
    await sample(5, { cpuPercent: 20 });
    expect((await processSeries(600, 5)).filter((series) => series.instance === instance)).toEqual([
      { instance, process: "web", name: "cpuPercent", points: [30, null, null, null, 20] },
    ]);
  });
});
