// The floor: `ws` alone, sending the same text to every socket, again as soon as all have taken the last.
import { setImmediate } from "node:timers/promises";
import { WebSocketServer } from "ws";

const BUFFERED_MAX = 1 << 20;
const SENT_AT_ONCE = 10;

const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false, backlog: 4096 });
server.on("listening", () => process.send?.({ port: (server.address() as { port: number }).port }));

process.on("message", async ({ text }: { text: string }) => {
  for (;;) {
    for (let n = 0; n < SENT_AT_ONCE; n += 1) for (const socket of server.clients) socket.send(text);
    do await setImmediate();
    while ([...server.clients].some((socket) => socket.bufferedAmount > BUFFERED_MAX));
  }
});
process.on("SIGTERM", () => process.exit(0));
