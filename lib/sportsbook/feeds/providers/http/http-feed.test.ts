import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { eventually } from "#lib/platform/testing/eventually.ts";
import { NotConnected } from "../provider.ts";
import { httpFeed } from "./http-feed.ts";

const cleanups: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A feed on loopback whose stream we write by hand. */
const feedServer = async () => {
  const streams: ServerResponse[] = [];
  const recoveries: string[] = [];
  const state = { recoveryStatus: 202 };
  const server = createServer((request, response) => {
    if (request.method === "POST") {
      recoveries.push(request.url ?? "");
      response.writeHead(state.recoveryStatus).end();
      return;
    }
    response.writeHead(request.url === "/feed/messages" ? 200 : 404);
    response.flushHeaders();
    streams.push(response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    streams,
    recoveries,
    state,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`,
  };
};

const listenTo = async (url: string, silenceMsMax?: number) => {
  const received: unknown[] = [];
  const feed = httpFeed({ id: "test", url, ...(silenceMsMax ? { silenceMsMax } : {}) });
  await feed.start(
    async (message) => {
      received.push(typeof message === "string" ? JSON.parse(message) : message);
    },
    { openEvents: [] },
  );
  cleanups.push(feed.stop);
  return { feed, received };
};

it("hands on whole lines in order, wherever the network cuts them", async () => {
  const server = await feedServer();
  const { received } = await listenTo(server.url);
  await eventually(() => expect(server.streams).toHaveLength(1));
  const text = Buffer.from('{"n":1}\n{"n":"zwölf"}\n\n{"n":3}\n{"n":');
  for (const byte of text) server.streams[0]?.write(Uint8Array.of(byte));
  await eventually(() => expect(received).toEqual([{ n: 1 }, { n: "zwölf" }, { n: 3 }]));
});

it("tells a broken stream as one that lost messages, and connects again", async () => {
  const server = await feedServer();
  const { received } = await listenTo(server.url);
  await eventually(() => expect(server.streams).toHaveLength(1));
  server.streams[0]?.destroy();
  await eventually(() => expect(server.streams).toHaveLength(2));
  expect(received).toMatchObject([{ type: "alive", provider: "test", subscribed: false }]);
  server.streams[1]?.write('{"n":4}\n');
  await eventually(() => expect(received).toHaveLength(2));
});

it("treats a silent stream as lost", async () => {
  const server = await feedServer();
  await listenTo(server.url, 100);
  await eventually(() => expect(server.streams.length).toBeGreaterThan(1));
});

it("asks for a recovery by time and name, and says when it is refused", async () => {
  const server = await feedServer();
  const { feed } = await listenTo(server.url);
  await expect(feed.requestRecovery(0)).rejects.toThrow(NotConnected);
  await eventually(() => expect(server.streams).toHaveLength(1));
  const request = await feed.requestRecovery(1234.5);
  expect(server.recoveries).toEqual([`/feed/recovery?after=1234&request=${request}`]);
  server.state.recoveryStatus = 503;
  await expect(feed.requestRecovery(0)).rejects.toThrow("503");
});
