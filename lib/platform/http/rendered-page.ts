import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request, type Server } from "node:http";
import { duplexPair } from "node:stream";

export type RenderedPage = { status: number; headers: IncomingHttpHeaders; body: Buffer };

const RENDER_MS_MAX = 10_000;

/**
 * Requests a page from a server that does not listen, over a connection within this process. Rejects if that fails,
 * or if the answer is not complete within ten seconds.
 */
export const renderedPage = (
  server: Server,
  path: string,
  headers: OutgoingHttpHeaders,
): Promise<RenderedPage> =>
  new Promise((resolve, reject) => {
    const [ours, theirs] = duplexPair();
    // Node's documented way to hand a connection to a server.
    server.emit("connection", theirs);
    const asked = request(
      {
        createConnection: () => ours,
        path,
        headers: { ...headers, connection: "close" },
        signal: AbortSignal.timeout(RENDER_MS_MAX),
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer
          .on("data", (part: Buffer) => parts.push(part))
          .on("error", reject)
          .on("end", () =>
            resolve({
              status: answer.statusCode ?? 500,
              headers: answer.headers,
              body: Buffer.concat(parts),
            }),
          );
      },
    );
    asked.on("error", reject).end();
  });
