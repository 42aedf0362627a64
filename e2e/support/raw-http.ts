import { connect } from "node:net";

const ANSWER_MS_MAX = 30_000;

export type RawAnswer = { status: number; headers: Headers; body: string };

/** Writes a request as it is, headers that no client would send included, and reads the whole answer. */
export const rawRequest = (site: string, head: string, body = ""): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(site);
    const socket = connect(Number(port) || 80, hostname);
    const chunks: Buffer[] = [];
    socket.setTimeout(ANSWER_MS_MAX, () => socket.destroy(new Error("no answer")));
    socket.once("error", reject);
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.once("close", () => {
      const [first = "", ...rest] = Buffer.concat(chunks).toString().split("\r\n\r\n");
      const [line = "", ...fields] = first.split("\r\n");
      const headers = new Headers(fields.map((field) => field.split(/:\s*(.*)/s, 2) as [string, string]));
      resolve({ status: Number(line.split(" ")[1]), headers, body: rest.join("\r\n\r\n") });
    });
    socket.write(`${head.trim().replaceAll(/\r?\n\s*/g, "\r\n")}\r\nconnection: close\r\n\r\n${body}`);
  });
