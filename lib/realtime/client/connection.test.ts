import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { expect, it } from "vitest";
import { eventually } from "#lib/platform/testing/eventually.ts";
import type { ClientEvents, ServerEvents } from "../protocol.ts";
import { connect } from "./connection.ts";
import { createStore } from "./store.ts";

it("asks again when a sidecar answers but cannot let it in, as one whose database is away", async () => {
  const http = createServer();
  const sidecar = new Server<ClientEvents, ServerEvents>(http, { transports: ["websocket"] });
  let asked = 0;
  sidecar.use((_, next) => {
    asked += 1;
    next(asked < 3 ? new Error("unavailable") : undefined);
  });
  sidecar.on("connection", (socket) => void socket.emit("beat", { at: Date.now() }));
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));

  const store = createStore({ schedule: (work) => queueMicrotask(work) });
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const connection = connect({ url, store, transport: { forceNew: true } });
  await eventually(() => expect(store.connection().status).toBe("live"));
  expect(asked).toBe(3);
  connection.close();
  await sidecar.close();
});
