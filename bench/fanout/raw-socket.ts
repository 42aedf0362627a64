import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

/**
 * A WebSocket client of the least code: it costs a client so little that what is measured is the server. It reads unmasked
 * text of one frame each, as both servers send it.
 */
export type RawSocket = { send(text: string): void; close(): void };

const MASK = Buffer.from([1, 2, 3, 4]);
const TEXT = 0x1;
const CLOSE = 0x8;

const frameOf = (text: string): Buffer => {
  const payload = Buffer.from(text);
  for (let at = 0; at < payload.length; at += 1) payload[at] = (payload[at] ?? 0) ^ (MASK[at % 4] ?? 0);
  const length =
    payload.length < 126
      ? Buffer.from([0x80 | payload.length])
      : Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([Buffer.from([0x80 | TEXT]), length, MASK, payload]);
};

/** Where the payload begins and ends, or null when the frame has not come whole. */
const bounds = (buffer: Buffer, at: number): { from: number; to: number } | null => {
  if (buffer.length < at + 2) return null;
  const short = (buffer[at + 1] ?? 0) & 0x7f;
  const header = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (buffer.length < at + header) return null;
  const length =
    short < 126
      ? short
      : short === 126
        ? buffer.readUInt16BE(at + 2)
        : Number(buffer.readBigUInt64BE(at + 2));
  const to = at + header + length;
  return buffer.length < to ? null : { from: at + header, to };
};

/** @param onText the payload as it lies in the buffer, valid during the call only; it may come before the promise resolves */
export const openRawSocket = (
  port: number,
  path: string,
  origin: string,
  onText: (buffer: Buffer, from: number, to: number, socket: RawSocket) => void,
  onClose: () => void,
): Promise<RawSocket> =>
  new Promise((opened, failed) => {
    const socket: Socket = connect(port, "127.0.0.1");
    const raw: RawSocket = {
      send: (text) => void socket.write(frameOf(text)),
      close: () => socket.destroy(),
    };
    socket.setNoDelay(true);
    let rest: Buffer = Buffer.alloc(0);
    let upgraded = false;
    const take = (chunk: Buffer): void => {
      const buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      let at = 0;
      if (!upgraded) {
        const end = buffer.indexOf("\r\n\r\n");
        if (end < 0) {
          rest = buffer;
          return;
        }
        const status = buffer.toString("latin1", 0, buffer.indexOf("\r\n"));
        if (!status.includes(" 101 ")) {
          failed(new Error(`no WebSocket: ${status}`));
          socket.destroy();
          return;
        }
        upgraded = true;
        at = end + 4;
        opened(raw);
      }
      for (let found = bounds(buffer, at); found; found = bounds(buffer, at)) {
        const opcode = (buffer[at] ?? 0) & 0xf;
        if (opcode === TEXT) onText(buffer, found.from, found.to, raw);
        if (opcode === CLOSE) socket.destroy();
        at = found.to;
      }
      rest = at === buffer.length ? Buffer.alloc(0) : Buffer.from(buffer.subarray(at));
    };
    socket.on("data", take);
    socket.on("error", failed);
    socket.on("close", () => {
      if (upgraded) onClose();
    });
    socket.write(
      [
        `GET ${path} HTTP/1.1`,
        `Host: 127.0.0.1:${port}`,
        "Upgrade: websocket",
        "Connection: Upgrade",
        `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
        "Sec-WebSocket-Version: 13",
        `Origin: ${origin}`,
        "",
        "",
      ].join("\r\n"),
    );
  });
