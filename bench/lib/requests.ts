import { Agent, type OutgoingHttpHeaders, request } from "node:http";

export type Answer = { status: number; bytes: number; body: Buffer };

/** An HTTP client of little cost: connections are kept, and a body is only counted unless it is asked for. */
export const openClient = (url: string, connections: number) => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(url);
  const send = (
    path: string,
    {
      method = "GET",
      headers = {},
      body,
    }: { method?: string; headers?: OutgoingHttpHeaders; body?: string } = {},
    keep = false,
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = request({ agent, hostname, port, path, method, headers }, (response) => {
        let bytes = 0;
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => {
          bytes += part.length;
          if (keep) parts.push(part);
        });
        response.on("error", reject);
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, bytes, body: Buffer.concat(parts) }),
        );
      });
      sent.on("error", reject);
      sent.end(body);
    });
  return { send, close: () => agent.destroy() };
};

export type Client = ReturnType<typeof openClient>;
