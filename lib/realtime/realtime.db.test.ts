import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { encode } from "next-auth/jwt";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { uuidv7 } from "#lib/kernel/id.ts";
import { money } from "#lib/kernel/money.ts";
import { accountFor, transfer } from "#lib/ledger/index.ts";
import { bus, closeBus } from "#lib/platform/bus.ts";
import { rows } from "#lib/platform/db.ts";
import { freePort } from "#lib/platform/free-port.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { revokeAllSessions } from "#lib/players/index.ts";
import { placeBet, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { applyBook, eventView, setSuspension } from "#lib/sportsbook/markets/index.ts";
import { marketIdOf, outcomeIdOf } from "#lib/sportsbook/markets/schema.ts";
import { seedEvents, totalPrice, winnerPrice } from "#lib/sportsbook/markets/testing/book.ts";
import { makePlayer } from "#lib/sportsbook/testing.ts";
import { connect } from "./client/connection.ts";
import { createStore, type Store } from "./client/store.ts";
import {
  type ClientEvents,
  eventTopic,
  type JoinAnswer,
  playerTopic,
  type RealtimeServer,
  type ServerEvents,
  startRealtime,
  type TopicMessage,
} from "./index.ts";

type Client = Socket<ServerEvents, ClientEvents>;

const ORIGIN = "http://localhost:3000";

let database: TestDatabase;
let server: RealtimeServer;
let url: string;
const open: { close(): unknown }[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  database = await testDatabase();
  server = await startRealtime({ host: "127.0.0.1", port: await freePort() });
  url = `http://127.0.0.1:${server.port}`;
});
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});
afterAll(async () => {
  for (const child of children) if (child.exitCode === null) child.kill("SIGKILL");
  await server.stop();
  await closeBus();
  await database.drop();
});

const headers = (cookie?: string): { extraHeaders: Record<string, string> } => ({
  extraHeaders: { origin: ORIGIN, ...(cookie && { cookie }) },
});

const dial = async (to = url, cookie?: string): Promise<Client> => {
  const client: Client = io(to, { transports: ["websocket"], forceNew: true, ...headers(cookie) });
  open.push(client);
  await new Promise<void>((resolve, reject) => {
    client.once("connect", resolve);
    client.once("connect_error", reject);
  });
  return client;
};

const join = (client: Client, topic: string, version = 0): Promise<JoinAnswer> =>
  client.emitWithAck("join", { topics: [{ topic, version }] });

const joined = async (client: Client, topic: string, version = 0): Promise<TopicMessage> => {
  const answer = await join(client, topic, version);
  const first = answer.ok ? answer.topics[0] : undefined;
  if (!first?.ok) throw new Error(`not joined: ${JSON.stringify(answer)}`);
  return first.message;
};

const collect = (client: Client): TopicMessage[] => {
  const messages: TopicMessage[] = [];
  client.on("message", (message) => messages.push(message));
  return messages;
};

const signIn = async (playerId: string): Promise<{ sessionId: string; cookie: string }> => {
  const sessionId = uuidv7();
  await rows("insert into session (id, player_id, expires_at) values ($1, $2, now() + interval '1 hour')", [
    sessionId,
    playerId,
  ]);
  const token = await encode({
    token: { sub: playerId, sid: sessionId },
    secret: process.env.AUTH_SECRET ?? "",
  });
  return { sessionId, cookie: `next-auth.session-token=${token}` };
};

const event = async (): Promise<string> => {
  const [id = ""] = await seedEvents(1);
  await applyBook([{ eventId: id, status: 1, markets: [winnerPrice(id, 20_000n), totalPrice(id, 2.5)] }]);
  return id;
};

const homePrice = (store: Store, id: string): string | null | undefined =>
  store.price(outcomeIdOf(marketIdOf(id, "1x2", ""), "home"))?.odds;

const follower = (topic: string, to = url): { store: Store; close(): void } => {
  const store = createStore({ schedule: (work) => queueMicrotask(work) });
  const connection = connect({ url: to, store, transport: { forceNew: true, ...headers() } });
  connection.follow(topic);
  open.push(connection);
  return { store, close: connection.close };
};

describe("an event's topic", () => {
  it("answers a newcomer with everything, then tells only what changed", async () => {
    const id = await event();
    const client = await dial();
    const messages = collect(client);
    const first = await joined(client, eventTopic(id));
    expect(first).toMatchObject({ kind: "event_snapshot", event: await eventView(id) });
    await applyBook([{ eventId: id, markets: [winnerPrice(id, 21_000n)] }]);
    await vi.waitFor(() => expect(messages).toHaveLength(1));
    const [message] = messages;
    if (message?.kind !== "event_delta") throw new Error("no delta");
    expect(message.delta.since).toBe(first.version);
    expect(message.delta.markets.map(({ template }) => template)).toEqual(["1x2"]);
    expect(message.delta.markets[0]?.outcomes[0]?.odds).toBe("21000");
  });

  it("answers a reader that was away with the gap alone", async () => {
    const id = await event();
    const seen = await eventView(id);
    await applyBook([{ eventId: id, markets: [totalPrice(id, 3.5)], suspend: "goal" }]);
    const message = await joined(await dial(), eventTopic(id), seen?.version);
    if (message.kind !== "event_delta") throw new Error("no delta");
    expect(message.delta.markets.map(({ specifiers }) => specifiers)).toEqual(["total=3.5"]);
    expect(message.delta.suspension).toMatchObject({ source: "danger", reason: "goal" });
  });

  it("tells at most ten times a second, and ends on the newest price", async () => {
    const id = await event();
    const client = await dial();
    const messages = collect(client);
    await joined(client, eventTopic(id));
    const startedAt = Date.now();
    for (let odds = 20_000n; Date.now() - startedAt < 1_500; odds += 10n) {
      await applyBook([{ eventId: id, markets: [winnerPrice(id, odds)] }]);
      await sleep(10);
    }
    await sleep(600);
    const seconds = (Date.now() - startedAt) / 1000;
    expect(messages.length).toBeGreaterThan(3);
    expect(messages.length).toBeLessThanOrEqual(Math.ceil(seconds * (1_000 / 100)) + 1);
    const last = messages.at(-1);
    const truth = await eventView(id);
    if (last?.kind !== "event_delta") throw new Error("no delta");
    expect(last.version).toBe(truth?.version);
    expect(last.delta.markets[0]?.outcomes).toEqual(truth?.markets[0]?.outcomes);
  });

  it("finds a change whose notice was lost", async () => {
    const id = await event();
    const client = await dial();
    const messages = collect(client);
    await joined(client, eventTopic(id));
    await rows("update event set status = 2, version = nextval('book_version') where id = $1", [id]);
    await vi.waitFor(() => expect(messages.length).toBe(1), { timeout: 3_000 });
  });

  it("tells of suspensions of every scope", async () => {
    const id = await event();
    const { store } = follower(eventTopic(id));
    const outcome = outcomeIdOf(marketIdOf(id, "1x2", ""), "home");
    const status = async (wanted: string) =>
      vi.waitFor(() => expect(store.price(outcome)?.status).toBe(wanted), { timeout: 3_000 });
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
    await vi.waitFor(() => expect(messages).toHaveLength(1), { timeout: 3_000 });
    expect(messages[0]).toMatchObject({ kind: "live_delta", order: null, events: [{ id }] });
    await applyBook([{ eventId: id, status: 3 }]);
    await vi.waitFor(() => expect(messages).toHaveLength(2), { timeout: 3_000 });
    const gone = messages[1];
    expect(gone?.kind === "live_delta" && gone.order?.includes(id)).toBe(false);
  });
});

describe("private topics", () => {
  it("tell a player the balance, and of bets as they move", async () => {
    const playerId = await makePlayer(5_000n);
    const client = await dial(url, (await signIn(playerId)).cookie);
    const messages = collect(client);
    const first = await joined(client, playerTopic(playerId));
    expect(first).toMatchObject({ kind: "player", balance: { available: "5000", version: 1 } });
    const id = await event();
    await seedPolicy({ inPlayDelayMs: 0 });
    const placed = await placeBet(
      { playerId, sessionId: null },
      {
        idempotencyKey: crypto.randomUUID(),
        stake: "10.00",
        legs: [{ marketId: marketIdOf(id, "1x2", ""), outcomeKey: "home", odds: 20_000n }],
        oddsChoice: "none",
      },
    );
    if (!placed.ok) throw new Error(placed.refusal.code);
    const betId = placed.value.id;
    await bus().publish("player", { playerId, kind: "bet.placed", payload: { betId } });
    await vi.waitFor(() => expect(messages).toHaveLength(1));
    expect(messages[0]).toMatchObject({
      kind: "player",
      version: 2,
      balance: { available: "4000", version: 2 },
      notices: [
        {
          kind: "bet.placed",
          bet: { betId, status: "open", stake: "1000", potentialReturn: "2000", legs: 1 },
        },
      ],
    });
  });

  it("tell a balance that moved and a session that ended though no notice came", {
    timeout: 15_000,
  }, async () => {
    const playerId = await makePlayer(5_000n);
    const { cookie, sessionId } = await signIn(playerId);
    const client = await dial(url, cookie);
    const messages = collect(client);
    await joined(client, playerTopic(playerId));
    const left = new Promise((resolve) => client.once("left", resolve));
    await transfer([
      {
        id: uuidv7(),
        debit: await accountFor("player_cash", playerId, "EUR"),
        credit: await accountFor("adjustments", null, "EUR"),
        amount: money("EUR", 1_000n),
        code: "adjustment",
        reference: "test",
      },
    ]);
    await vi.waitFor(() => expect(messages).toMatchObject([{ balance: { available: "4000" } }]), {
      timeout: 7_000,
    });
    await rows("update session set revoked_at = now() where id = $1", [sessionId]);
    expect(await left).toMatchObject({ reason: "session_ended" });
    expect(messages).toHaveLength(1);
  });

  it("refuse visitors, other players, and players the staff's", async () => {
    const [playerId, other] = [await makePlayer(100n), await makePlayer(100n)];
    const visitor = await dial();
    const player = await dial(url, (await signIn(other)).cookie);
    const forged = await dial(url, "next-auth.session-token=eyJhbGciOiJkaXIifQ.forged");
    for (const client of [visitor, player, forged])
      for (const topic of [playerTopic(playerId), "staff"])
        expect(await join(client, topic)).toEqual({
          ok: true,
          topics: [{ ok: false, topic, code: "not_allowed" }],
        });
  });

  it("are open to staff, with what happens in the house", async () => {
    const staffId = await makePlayer(0n);
    await rows("update player set role = 'admin' where id = $1", [staffId]);
    const id = await event();
    const client = await dial(url, (await signIn(staffId)).cookie);
    const messages = collect(client);
    await joined(client, "staff");
    await bus().publish("staff", { kind: "market.suspended", subject: "market:x" });
    await applyBook([{ eventId: id, markets: [winnerPrice(id, 31_000n)] }]);
    await vi.waitFor(() => {
      expect(JSON.stringify(messages)).toContain("market.suspended");
      expect(JSON.stringify(messages)).toContain(id);
    });
  });

  it("end with the session: the socket is told, hears no more and cannot come back", async () => {
    const playerId = await makePlayer(100n);
    const client = await dial(url, (await signIn(playerId)).cookie);
    const messages = collect(client);
    await joined(client, playerTopic(playerId));
    const left = new Promise((resolve) => client.once("left", resolve));
    await revokeAllSessions(playerId, playerId);
    expect(await left).toEqual({ topics: [playerTopic(playerId)], reason: "session_ended" });
    await bus().publish("player", { playerId, kind: "deposit", payload: {} });
    expect(await join(client, playerTopic(playerId))).toMatchObject({ topics: [{ code: "not_allowed" }] });
    await sleep(200);
    expect(messages).toEqual([]);
  });

  it("end at the next join even when the notice was lost", async () => {
    const playerId = await makePlayer(100n);
    const { cookie, sessionId } = await signIn(playerId);
    const client = await dial(url, cookie);
    await rows("update session set revoked_at = now() where id = $1", [sessionId]);
    expect(await join(client, playerTopic(playerId))).toMatchObject({ topics: [{ code: "not_allowed" }] });
  });
});

describe("the door", () => {
  it.each(["https://evil.example", "null", "http://localhost:3001"])(
    "is closed to pages of %s",
    async (origin) => {
      const client = io(url, { transports: ["websocket"], forceNew: true, extraHeaders: { origin } });
      open.push(client);
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
    const response = await fetch(`${url}/health`);
    expect([response.status, await response.json()]).toEqual([200, { live: true, ready: true }]);
    expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
  });
});

const sidecar = async (): Promise<{ child: ChildProcess; url: string }> => {
  const port = await freePort();
  const child = spawn(process.execPath, ["lib/processes/realtime.ts"], {
    env: { ...process.env, DATABASE_URL: database.ownerUrl, REALTIME_PORT: String(port), LOG_LEVEL: "warn" },
    stdio: "inherit",
  });
  children.push(child);
  const at = `http://127.0.0.1:${port}`;
  await vi.waitFor(async () => expect((await fetch(`${at}/health`)).status).toBe(200), { timeout: 15_000 });
  return { child, url: at };
};

describe("processes", () => {
  it("both deliver, beat, and stop when told; a follower of one that stopped catches up", {
    timeout: 60_000,
  }, async () => {
    const id = await event();
    const [left, right] = await Promise.all([sidecar(), sidecar()]);
    const followers = [follower(eventTopic(id), left.url), follower(eventTopic(id), right.url)];
    const all = (odds: string) =>
      vi.waitFor(() => expect(followers.map(({ store }) => homePrice(store, id))).toEqual([odds, odds]), {
        timeout: 10_000,
      });
    await all("20000");
    await applyBook([{ eventId: id, markets: [winnerPrice(id, 22_000n)] }]);
    await all("22000");
    expect(followers.map(({ store }) => store.connection().status)).toEqual(["live", "live"]);
    const beats = await rows<{ process: string; figures: { sockets: number } }>(
      "select process, figures from process_beat",
    );
    expect(beats.map(({ process: name }) => name)).toEqual(["realtime", "realtime"]);

    right.child.kill("SIGTERM");
    const [code] = await once(right.child, "exit");
    expect(code).toBe(0);
    expect(await rows("select 1 from process_beat")).toHaveLength(1);
    await applyBook([{ eventId: id, markets: [winnerPrice(id, 23_000n)] }]);
    await vi.waitFor(() => expect(followers[1]?.store.connection().status).toBe("stale"), { timeout: 8_000 });
    expect(followers[1] && homePrice(followers[1].store, id)).toBe("22000");

    const port = new URL(right.url).port;
    const again = spawn(process.execPath, ["lib/processes/realtime.ts"], {
      env: { ...process.env, DATABASE_URL: database.ownerUrl, REALTIME_PORT: port, LOG_LEVEL: "warn" },
      stdio: "inherit",
    });
    children.push(again);
    await vi.waitFor(() => expect(followers[1]?.store.connection().status).toBe("live"), { timeout: 15_000 });
    await all("23000");
    for (const child of [left.child, again]) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
  });
});
