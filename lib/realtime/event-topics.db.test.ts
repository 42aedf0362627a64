import { describe, expect, it } from "vitest";
import { eventually } from "#lib/platform/testing/eventually.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { applyBook, eventView, setSuspension } from "#lib/sportsbook/markets/index.ts";
import { marketIdOf, outcomeIdOf } from "#lib/sportsbook/markets/schema.ts";
import { totalPrice, winnerPrice } from "#lib/sportsbook/markets/testing/book.ts";
import { eventTopic } from "./index.ts";
import { collect, dial, event, follower, joined, testSidecar } from "./testing/sidecar.ts";

testSidecar();

describe("an event's topic", () => {
  it("answers a newcomer with everything, then tells only what changed", async () => {
    const id = await event();
    const client = await dial();
    const messages = collect(client);
    const first = await joined(client, eventTopic(id));
    expect(first).toMatchObject({ kind: "event_snapshot", event: await eventView(id) });
    await applyBook([{ eventId: id, markets: [winnerPrice(id, 21_000n)] }]);
    await eventually(() => expect(messages).toHaveLength(1));
    const [message] = messages;
    if (message?.kind !== "event_delta") throw new Error("no delta");
    expect(message.delta.since).toBe(first.version);
    expect(message.delta.markets.map(({ marketType }) => marketType)).toEqual(["1x2"]);
    expect(message.delta.markets[0]?.outcomes[0]?.odds).toBe("21000");
  });

  it("tells that the start moved", async () => {
    const id = await event();
    const client = await dial();
    const messages = collect(client);
    await joined(client, eventTopic(id));
    const startsAt = Date.now() + 7_200_000;
    await applyBook([{ eventId: id, startsAt }]);
    await eventually(() => expect(messages).toHaveLength(1));
    expect(messages[0]).toMatchObject({
      kind: "event_delta",
      delta: { startsAt: new Date(startsAt).toISOString(), markets: [] },
    });
  });

  it("answers a reader that was away with the gap alone", async () => {
    const id = await event();
    const seen = await eventView(id);
    await applyBook([{ eventId: id, markets: [totalPrice(id, 3.5)], suspend: "goal" }]);
    const message = await joined(await dial(), eventTopic(id), seen?.version);
    if (message.kind !== "event_delta") throw new Error("no delta");
    expect(message.delta.markets.map(({ specifiers }) => specifiers)).toEqual(["total=3.5"]);
    expect(message.delta.suspension).toMatchObject({ source: "feed", reason: "goal" });
  });

  it("tells at most ten times a second, and ends on the newest price", async () => {
    const id = await event();
    const client = await dial();
    const messages = collect(client);
    await joined(client, eventTopic(id));
    const startedAt = performance.now();
    for (let odds = 20_000n; messages.length < 12; odds += 10n)
      await applyBook([{ eventId: id, markets: [winnerPrice(id, odds)] }]);
    const truth = await eventView(id);
    await eventually(() => expect(messages.at(-1)?.version).toBe(truth?.version));
    const seconds = (performance.now() - startedAt) / 1000;
    expect(messages.length).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 1);
    const last = messages.at(-1);
    if (last?.kind !== "event_delta") throw new Error("no delta");
    expect(last.delta.markets[0]?.outcomes).toEqual(truth?.markets[0]?.outcomes);
  });

  it("finds a change whose notice was lost", async () => {
    const id = await event();
    const client = await dial();
    const messages = collect(client);
    await joined(client, eventTopic(id));
    await rows("update event set status = 2, version = nextval('book_version') where id = $1", [id]);
    await eventually(() => expect(messages.length).toBe(1));
  });

  it("tells of suspensions of every scope", async () => {
    const id = await event();
    const { store } = follower(eventTopic(id));
    const outcome = outcomeIdOf(marketIdOf(id, "1x2", ""), "home");
    const status = async (wanted: string) =>
      eventually(() => expect(store.price(outcome)?.status).toBe(wanted));
    await status("offered");
    for (const where of [
      { scope: "market", id: marketIdOf(id, "1x2", "") },
      { scope: "event", id },
      { scope: "sport", id: "football" },
      { scope: "all" },
    ] as const) {
      await setSuspension({ where, source: "staff", on: true, reason: "test" });
      await status("suspended");
      await setSuspension({ where, source: "staff", on: false, reason: "test" });
      await status("offered");
    }
  });
});

describe("the live list", () => {
  it("tells who comes, who goes and what moved", async () => {
    const id = await event();
    const client = await dial();
    const messages = collect(client);
    const first = await joined(client, "live");
    if (first.kind !== "live_snapshot") throw new Error("no list");
    expect(first.events.map((summary) => summary.id)).toContain(id);
    await applyBook([{ eventId: id, markets: [winnerPrice(id, 30_000n)] }]);
    await eventually(() => expect(messages).toHaveLength(1));
    expect(messages[0]).toMatchObject({ kind: "live_delta", order: null, events: [{ id }] });
    const startsAt = Date.now() - 120_000;
    await applyBook([{ eventId: id, startsAt }]);
    await eventually(() => expect(messages).toHaveLength(2));
    expect(messages[1]).toMatchObject({ events: [{ id, startsAt: new Date(startsAt).toISOString() }] });
    await applyBook([{ eventId: id, status: 3 }]);
    await eventually(() => expect(messages).toHaveLength(3));
    const gone = messages[2];
    expect(gone?.kind === "live_delta" && gone.order?.includes(id)).toBe(false);
  });
});
