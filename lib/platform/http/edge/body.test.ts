import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import type { Refused } from "./admission.ts";
import { readBody } from "./body.ts";

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

/** What reading comes to of a request whose head and body the client writes itself. */
const read = async (write: (socket: Socket) => void, msMax: number): Promise<Buffer | Refused | null> => {
  const { promise, resolve } = Promise.withResolvers<Buffer | Refused | null>();
  const server = createServer((request: IncomingMessage, response) => {
    void readBody(request, 10, msMax).then((body) => {
      resolve(body);
      response.destroy();
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => undefined);
  open.push(server, { close: () => socket.destroy() });
  socket.write("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\r\n");
  write(socket);
  return promise;
};

it("reads a body that comes in pieces", async () => {
  const body = await read((socket) => {
    socket.write("ab");
    setImmediate(() => socket.write("cd"));
  }, 5_000);
  expect(String(body)).toBe("abcd");
});

it("cuts off a body that comes too slowly", async () => {
  expect(await read((socket) => socket.write("a"), 30)).toMatchObject({ status: 408 });
});

it("gives up when the client leaves", async () => {
  expect(await read((socket) => socket.end(), 5_000)).toBeNull();
});
