import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { transaction } from "../database/transaction.ts";
import { withRequestId } from "../observability/log.ts";
import { rows } from "../testing/rows.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { closeBus } from "./bus.ts";
import { type DeliveredEvent, defineEvent } from "./event.ts";
import { publish, retryParked, scheduleRelay } from "./outbox.ts";
import { relayRound, type Subscriber, startRelay } from "./relay.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await closeBus();
  await rows("delete from outbox");
  await database.drop();
});

const happened = defineEvent("test.happened", z.object({ name: z.string(), result: z.string().nullish() }), {
  audience: ["test"],
});
const hidden = defineEvent("test.hidden", z.object({ name: z.string() }), { audience: ["others"] });

const put = (name: string) => transaction((client) => publish(client, happened, { name }));
const subscriber = (handle: (events: readonly DeliveredEvent[]) => Promise<void>): Subscriber => ({
  name: "test",
  audiences: ["test"],
  handle,
});
const relayTo = (handle: (events: readonly DeliveredEvent[]) => Promise<void>) =>
  relayRound({ events: [happened, hidden], subscribers: [subscriber(handle)] });
const namesOf = (events: readonly DeliveredEvent[]) => events.map(({ payload }) => payload.name);

describe("the relay, as the application's role", () => {
  it("delivers every event once, in order, and deletes its row", async () => {
    for (const name of ["a", "b", "c"]) await put(name);
    const seen: unknown[] = [];
    const take = relayTo(async (events) => {
      seen.push(...namesOf(events));
    });
    await Promise.all([take(), take()]);
    expect(await take()).toEqual({ rows: 0, events: 0, parked: 0 });
    expect(seen).toEqual(["a", "b", "c"]);
  });

  it("delivers an event only to an audience that it names", async () => {
    await transaction((client) => publish(client, hidden, { name: "secret" }));
    await put("open");
    const seen: unknown[] = [];
    const round = await relayTo(async (events) => {
      seen.push(...namesOf(events));
    })();
    expect(round).toEqual({ rows: 2, events: 2, parked: 0 });
    expect(seen).toEqual(["open"]);
  });

  it("delivers each event of a bundle by itself, between its neighbours", async () => {
    await put("before");
    await rows("insert into outbox (kind, payload) values ('bundle', $1)", [
      { kind: ["test.happened", "test.happened"], name: ["first", "second"], result: ["won", null] },
    ]);
    await put("after");
    const seen: unknown[] = [];
    await relayTo(async (events) => {
      seen.push(...events.map(({ payload }) => payload));
    })();
    expect(seen).toEqual([
      { name: "before" },
      { name: "first", result: "won" },
      { name: "second", result: null },
      { name: "after" },
    ]);
  });

  it("takes the oldest rows first, however many wait behind them", async () => {
    for (const name of ["a", "b", "c"]) await put(name);
    const seen: unknown[] = [];
    const take = relayTo(async (events) => {
      seen.push(namesOf(events));
    });
    while ((await take(2)).rows > 0);
    expect(seen).toEqual([["a", "b"], ["c"]]);
  });

  it("parks what no definition reads, delivers the rest, and puts it back when asked", async () => {
    await put("before");
    await rows(`insert into outbox (kind, payload, request_id) values
      ('test.unknown', '{"name": "u"}', 'r1'), ('test.happened', '{"name": 1}', null), ('bundle', '{"kind": "no list"}', null)`);
    await rows("insert into outbox (kind, payload) values ('bundle', $1)", [
      { kind: ["test.happened", "test.unknown"], name: ["good", "bad"] },
    ]);
    await put("after");
    const seen: unknown[] = [];
    const take = relayTo(async (events) => {
      seen.push(...namesOf(events));
    });
    expect(await take()).toEqual({ rows: 6, events: 3, parked: 4 });
    expect(seen).toEqual(["before", "good", "after"]);
    const parked = await rows<{ id: bigint; kind: string }>(
      "select id, kind, payload, request_id, reason from outbox_parked order by id",
    );
    expect(parked).toMatchObject([
      { kind: "test.unknown", payload: { name: "u" }, request_id: "r1", reason: "unknown_kind" },
      { kind: "test.happened", payload: { name: 1 }, reason: "invalid_payload" },
      { kind: "bundle", payload: { kind: "no list" }, reason: "invalid_bundle" },
      { kind: "test.unknown", payload: { name: "bad" }, reason: "unknown_kind" },
    ]);
    expect(await transaction(retryParked)).toBe(4);
    const known = defineEvent("test.unknown", z.object({ name: z.string() }), { audience: ["test"] });
    const later = relayRound({
      events: [happened, known],
      subscribers: [
        subscriber(async (events) => {
          seen.push(...namesOf(events));
        }),
      ],
    });
    expect(await later()).toEqual({ rows: 4, events: 2, parked: 2 });
    expect(seen.slice(3)).toEqual(["u", "bad"]);
    await rows("delete from outbox_parked");
  });

  it("keeps the rows when a subscriber fails", async () => {
    await put("again");
    await expect(relayTo(() => Promise.reject(new Error("no")))()).rejects.toThrow("no");
    expect((await relayTo(async () => undefined)()).events).toBe(1);
  });

  it("cannot change a row", async () => {
    await put("kept");
    await expect(rows("update outbox set payload = '{}'")).rejects.toMatchObject({ code: "42501" });
    await expect(rows("update outbox set id = 1")).rejects.toMatchObject({ code: "428C9" });
  });
});

describe("publish", () => {
  it("stores the event with its transaction and the request that it belongs to", async () => {
    await rows("delete from outbox");
    await withRequestId("request-1", () => put("stored"));
    const undone = transaction(async (client) => {
      await publish(client, happened, { name: "undone" });
      throw new Error("no");
    });
    await expect(undone).rejects.toThrow("no");
    expect(await rows("select kind, payload, request_id from outbox")).toEqual([
      { kind: "test.happened", payload: { name: "stored" }, request_id: "request-1" },
    ]);
  });

  it("stores it by Prisma too, and refuses a payload that its schema does not accept", async () => {
    await rows("delete from outbox");
    const { db } = await import("../database/db.ts");
    await db().$transaction((tx) => publish(tx, happened, { name: "by prisma" }));
    const wrong = transaction((client) => publish(client, happened, { name: 1 } as never));
    await expect(wrong).rejects.toThrow();
    expect(await rows("select payload from outbox")).toEqual([{ payload: { name: "by prisma" } }]);
  });
});

describe("a running relay", () => {
  it("parks the event that a subscriber keeps refusing, and delivers those behind it", async () => {
    await rows("delete from outbox");
    const seen = new Set<unknown>();
    for (const name of ["one", "poison", "two"]) await put(name);
    const relay = await startRelay(
      {
        events: [happened],
        subscribers: [
          subscriber(async (events) => {
            if (namesOf(events).includes("poison")) throw new Error("cannot take it");
            for (const name of namesOf(events)) seen.add(name);
          }),
        ],
      },
      20,
    );
    await expect.poll(() => [...seen], { timeout: 10_000 }).toEqual(["one", "two"]);
    await relay.stop();
    expect(relay.counts()).toEqual({ relayed: 2, parked: 1 });
    expect(await rows("select payload, reason, detail from outbox_parked")).toEqual([
      { payload: { name: "poison" }, reason: "subscriber_failed", detail: "cannot take it" },
    ]);
  });

  it("delivers at once on a quiet system, and on a busy one many events in few rounds", async () => {
    const rounds: unknown[][] = [];
    const relay = await startRelay(
      {
        events: [happened],
        subscribers: [
          subscriber(async (events) => {
            rounds.push(namesOf(events));
          }),
        ],
      },
      60_000,
    );
    const delivered = () => rounds.flat();
    await put("quiet");
    scheduleRelay();
    await expect.poll(delivered, { interval: 2 }).toContain("quiet");
    const before = rounds.length;
    const names = Array.from({ length: 100 }, (_, n) => `busy-${n}`);
    const began = performance.now();
    for (const name of names) {
      await put(name);
      scheduleRelay();
    }
    await expect.poll(() => delivered().slice(-100), { interval: 2 }).toEqual(names);
    const seconds = (performance.now() - began) / 1_000;
    expect(rounds.length - before).toBeLessThanOrEqual(Math.ceil(seconds * 50) + 1);
    await relay.stop();
  });
});
