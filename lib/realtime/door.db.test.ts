import fc from "fast-check";
import { io, type Socket } from "socket.io-client";
import { describe, expect, it, vi } from "vitest";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { winnerPrice } from "#lib/sportsbook/markets/testing/book.ts";
import { eventTopic, type JoinAnswer } from "./index.ts";
import { closeLater, collect, dial, event, join, joined, testSidecar } from "./testing/sidecar.ts";

const local = testSidecar();

describe("the door", () => {
  it.each(["https://evil.example", "null", "http://localhost:3001"])(
    "is closed to pages of %s",
    async (origin) => {
      const client = io(local.url, { transports: ["websocket"], forceNew: true, extraHeaders: { origin } });
      closeLater(client);
      await new Promise((resolve) => client.once("connect_error", resolve));
      expect(client.connected).toBe(false);
    },
  );

  it("answers bad messages with a refusal and stays up", async () => {
    const client = await dial();
    const say = client as unknown as Socket;
    for (const bad of [null, 7, "live", {}, { topics: [] }, { topics: [{ topic: "player:1", version: 0 }] }])
      expect(await say.emitWithAck("join", bad)).toEqual({ ok: false, code: "bad_message" });
    say.emit("join");
    say.emit("leave", { topics: "live" });
    say.emit("__proto__", {});
    expect(await join(client, eventTopic("nowhere"))).toMatchObject({ topics: [{ code: "unknown_topic" }] });
    expect(await join(client, "live")).toMatchObject({ ok: true, topics: [{ ok: true }] });
  });

  it("limits joins, topics and the size of messages", async () => {
    const client = await dial();
    const many = (from: number) =>
      Array.from({ length: 100 }, (_, n) => ({ topic: eventTopic(`none:${from + n}`), version: 0 }));
    const answers = [];
    for (let from = 0; from < 500; from += 100)
      answers.push(await client.emitWithAck("join", { topics: many(from) }));
    expect(answers.at(-1)).toEqual({ ok: false, code: "too_fast" });
    const closed = new Promise((resolve) => client.once("disconnect", resolve));
    (client as unknown as Socket).emit("join", "x".repeat(20_000), () => undefined);
    await closed;
  });

  it("outlives garbage and floods, which cost only who sends them", async () => {
    const steady = await dial();
    const id = await event();
    await joined(steady, eventTopic(id));
    const messages = collect(steady);
    const garbage = fc.sample(
      fc.tuple(
        fc.constantFrom("join", "leave", "message", "connect_error2", "constructor"),
        fc.oneof(
          fc.jsonValue({ maxDepth: 3 }),
          fc.record({
            topics: fc.oneof(
              fc.array(fc.oneof(fc.jsonValue(), fc.record({ topic: fc.string(), version: fc.double() }))),
              fc.constantFrom<unknown>(
                [{ topic: "event:\u0000", version: 0 }],
                [{ topic: "event:__proto__", version: -1 }],
                [{ topic: "player:00000000-0000-7000-8000-000000000000", version: 2 ** 63 }],
                [{ topic: "staff", version: 0 }],
              ),
            ),
          }),
        ),
      ),
      { numRuns: 150, seed: 2_026 },
    );
    const noisy = (await dial()) as unknown as Socket;
    for (const [name, payload] of garbage) {
      if (Math.abs(JSON.stringify(payload)?.length ?? 0) > 10_000) continue;
      noisy.emit(name, payload, (answer: JoinAnswer) => {
        if (answer.ok) for (const one of answer.topics) expect(one.ok).toBe(false);
      });
    }
    const flood = (await dial()) as unknown as Socket;
    const cut = new Promise((resolve) => flood.once("disconnect", resolve));
    for (let n = 0; n < 5_000; n += 1) flood.emit("leave", { topics: [] });
    await cut;
    await applyBook([{ eventId: id, markets: [winnerPrice(id, 29_000n)] }]);
    await vi.waitFor(() => expect(messages).toHaveLength(1));
    expect(await join(await dial(), "live")).toMatchObject({ ok: true });
  });

  it("shows its health", async () => {
    const response = await fetch(`${local.url}/health`);
    expect([response.status, await response.json()]).toEqual([200, { live: true, ready: true }]);
    expect((await fetch(`${local.url}/elsewhere`)).status).toBe(404);
  });
});
