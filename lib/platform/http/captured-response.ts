import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";

export type Captured = { status: number; headers: OutgoingHttpHeaders; body: Buffer };

type Head = OutgoingHttpHeaders | readonly OutgoingHttpHeader[];

const setAll = (response: ServerResponse, head: Head): void => {
  const pairs = Array.isArray(head)
    ? head.flatMap((name, at) => (at % 2 === 0 ? [[String(name), head[at + 1]] as const] : []))
    : Object.entries(head);
  for (const [name, value] of pairs) if (value !== undefined) response.setHeader(name, value as string);
};

/**
 * Takes what is written to a response instead of its client, until it is ended; what comes after that goes to the client again.
 * Null when the client went away before.
 */
export const captured = (response: ServerResponse): Promise<Captured | null> =>
  new Promise((resolve) => {
    const parts: Buffer[] = [];
    const take = (chunk: unknown, encoding: unknown): void => {
      if (typeof chunk === "string")
        parts.push(Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8"));
      else if (chunk instanceof Uint8Array) parts.push(Buffer.from(chunk));
    };
    const calledBack = (given: unknown[]): void => {
      const last = given.at(-1);
      if (typeof last === "function") process.nextTick(last);
    };
    const gone = (): void => resolve(null);
    const own = {
      writeHead: (status: number, ...given: unknown[]) => {
        response.statusCode = status;
        const head = given.find((each) => typeof each === "object" && each !== null);
        if (head) setAll(response, head as Head);
        return response;
      },
      flushHeaders: () => {},
      write: (...given: unknown[]) => {
        take(given[0], given[1]);
        calledBack(given);
        return true;
      },
      end: (...given: unknown[]) => {
        take(given[0], given[1]);
        response.off("close", gone);
        // Whatever was laid over these meanwhile goes with them.
        for (const name of Object.keys(own)) Reflect.deleteProperty(response, name);
        resolve({
          status: response.statusCode,
          headers: { ...response.getHeaders() },
          body: Buffer.concat(parts),
        });
        calledBack(given);
        return response;
      },
    };
    response.once("close", gone);
    Object.assign(response, own);
  });
