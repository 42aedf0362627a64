import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { feedConformance } from "../../testing/conformance/index.ts";
import { httpFeed } from "./http-feed.ts";

feedConformance("the feed over HTTP", async () => {
  let connected: (stream: ServerResponse) => void = () => undefined;
  const stream = new Promise<ServerResponse>((resolve) => {
    connected = resolve;
  });
  const server = createServer((_request, response) => {
    response.writeHead(200);
    response.flushHeaders();
    connected(response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    provider: httpFeed({
      id: "http",
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    }),
    say: async (message) => {
      (await stream).write(`${JSON.stringify(message)}\n`);
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
});
