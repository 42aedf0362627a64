import fc from "fast-check";
import { io, type Socket } from "socket.io-client";
import { describe, expect, it } from "vitest";
import { freePort } from "#lib/platform/http/free-port.ts";
import { eventually } from "#lib/platform/testing/eventually.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { winnerPrice } from "#lib/sportsbook/markets/testing/book.ts";
import { makePlayer } from "#lib/sportsbook/testing.ts";
import { eventTopic, type JoinAnswer, startRealtime } from "./index.ts";
import { closeLater, collect, dial, event, join, joined, signIn, testSidecar } from "./testing/sidecar.ts";

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
    await eventually(() => expect(messages).toHaveLength(1));
    expect(await join(await dial(), "live")).toMatchObject({ ok: true });
  });

  const smallSidecar = async (limits: Partial<Parameters<typeof startRealtime>[0]>): Promise<string> => {
    const server = await startRealtime({ host: "127.0.0.1", port: await freePort(), ...limits });
    closeLater({ close: () => server.stop() });
    return `http://127.0.0.1:${server.port}`;
  };

  it("case 38: lets in so many sockets of one account, and another when one has left", async () => {
    const url = await smallSidecar({ socketsPerAccountMax: 2 });
    const playerId = await makePlayer(0n);
    const cookie = async () => (await signIn(playerId)).cookie;
    const [first] = [await dial(url, await cookie()), await dial(url, await cookie())];
    await expect(dial(url, await cookie())).rejects.toThrow("too_many_sockets");
    await dial(url, (await signIn(await makePlayer(0n))).cookie);
    first?.close();
    await eventually(async () => dial(url, await cookie()));
  });

  it("case 38: lets in so many sockets of one address, however many come at once", async () => {
    const url = await smallSidecar({ socketsPerAddressMax: 4 });
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => dial(url)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
    await expect(dial(url)).rejects.toThrow();
  });

  it("case 36: does not believe an address that a client writes", async () => {
    const url = await smallSidecar({ socketsPerAddressMax: 2 });
    const from = (address: string) => dial(url, undefined, { "x-forwarded-for": address });
    await from("203.0.113.1");
    await from("203.0.113.2");
    await expect(from("203.0.113.3")).rejects.toThrow();
  });

  it("shows its health", async () => {
    const response = await fetch(`${local.url}/health`);
    expect([response.status, await response.json()]).toEqual([200, { live: true, ready: true }]);
    expect((await fetch(`${local.url}/elsewhere`)).status).toBe(404);
  });
});
