import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll } from "vitest";
import { freePort } from "#lib/platform/http/free-port.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { sessionCookie } from "#lib/players/index.ts";
import { makeSession } from "#lib/players/testing/factory.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { marketIdOf, outcomeIdOf } from "#lib/sportsbook/markets/schema.ts";
import { seedEvents, totalPrice, winnerPrice } from "#lib/sportsbook/markets/testing/book.ts";
import { connect } from "../client/connection.ts";
import { createStore, type Store } from "../client/store.ts";
import {
  type ClientEvents,
  type JoinAnswer,
  type RealtimeServer,
  type ServerEvents,
  startRealtime,
  type TopicMessage,
} from "../index.ts";

type Client = Socket<ServerEvents, ClientEvents>;

const ORIGIN = "http://localhost:3000";

const local = {} as { database: TestDatabase; server: RealtimeServer; url: string };
const open: { close(): unknown }[] = [];

/** Closes it after the test. */
export const closeLater = (one: { close(): unknown }): void => {
  open.push(one);
};

/** For a suite: a database of its own and a sidecar in this process. What a test opened is closed after it. */
export const testSidecar = (): typeof local => {
  beforeAll(async () => {
    local.database = await testDatabase();
    local.server = await startRealtime({ host: "127.0.0.1", port: await freePort() });
    local.url = `http://127.0.0.1:${local.server.port}`;
  });
  afterEach(() => {
    for (const one of open.splice(0)) one.close();
  });
  afterAll(async () => {
    await local.server.stop();
    await closeBus();
    await local.database.drop();
  });
  return local;
};

const headers = (cookie?: string, more: Record<string, string> = {}) => ({
  extraHeaders: { origin: ORIGIN, ...(cookie && { cookie }), ...more },
});

/** A connected socket. */
export const dial = async (
  to = local.url,
  cookie?: string,
  more?: Record<string, string>,
): Promise<Client> => {
  const client: Client = io(to, { transports: ["websocket"], forceNew: true, ...headers(cookie, more) });
  closeLater(client);
  await new Promise<void>((resolve, reject) => {
    client.once("connect", resolve);
    client.once("connect_error", reject);
  });
  return client;
};

export const join = (client: Client, topic: string, version = 0): Promise<JoinAnswer> =>
  client.emitWithAck("join", { topics: [{ topic, version }] });

/** Joins one topic and answers with its first message. */
export const joined = async (client: Client, topic: string, version = 0): Promise<TopicMessage> => {
  const answer = await join(client, topic, version);
  const first = answer.ok ? answer.topics[0] : undefined;
  if (!first?.ok) throw new Error(`not joined: ${JSON.stringify(answer)}`);
  return first.message;
};

/** What it hears from now on. */
export const collect = (client: Client): TopicMessage[] => {
  const messages: TopicMessage[] = [];
  client.on("message", (message) => messages.push(message));
  return messages;
};

/** A session of this player, and its cookie. */
export const signIn = async (playerId: string): Promise<{ sessionId: string; cookie: string }> => {
  const sessionId = await makeSession(playerId);
  return { sessionId, cookie: await sessionCookie({ accountId: playerId, sessionId }) };
};

/** A running match, at 2.00 for the home side. */
export const event = async (): Promise<string> => {
  const [id = ""] = await seedEvents(1);
  await applyBook([{ eventId: id, status: 1, markets: [winnerPrice(id, 20_000n), totalPrice(id, 2.5)] }]);
  return id;
};

export const homePrice = (store: Store, id: string): string | null | undefined =>
  store.price(outcomeIdOf(marketIdOf(id, "1x2", ""), "home"))?.odds;

/** A browser's half: a store that follows the topic. */
export const follower = (topic: string, to = local.url): { store: Store; close(): void } => {
  const store = createStore({ schedule: (work) => queueMicrotask(work) });
  const connection = connect({ url: to, store, transport: { forceNew: true, ...headers() } });
  connection.follow(topic);
  closeLater(connection);
  return { store, close: connection.close };
};
