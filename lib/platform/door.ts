import { type IncomingMessage, METHODS, Server, type ServerResponse } from "node:http";
import { isReadableAddress } from "./action-call.ts";

const ANSWERED = new Set(["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"]);
const UNANSWERED = new Set(METHODS.filter((method) => !ANSWERED.has(method)));

const turnedAway = ({ method = "", url = "" }: IncomingMessage): 400 | 405 | null => {
  if (UNANSWERED.has(method)) return 405;
  // A lone percent sign in a query is text to every browser; in a path nobody can say what it means.
  const [path = "", query = ""] = url.split(/\?(.*)/s);
  return isReadableAddress(path) && !/%00/.test(query) ? null : 400;
};

/** Answers a request, or says that it is none of its own; `draw` lets Next answer it. */
export type Keeper = (request: IncomingMessage, response: ServerResponse, draw: () => void) => boolean;

/**
 * Requests that Next itself stumbles over, and would answer as its own fault, are turned away before it sees them: addresses
 * that cannot be read, and methods that no web page has. What is let in is asked of `keeper` first. Next offers no place for
 * either before its own reading of the address.
 */
export const guardDoor = (keeper: Keeper): void => {
  const { emit } = Server.prototype;
  Server.prototype.emit = function (this: Server, event: string | symbol, ...given: unknown[]): boolean {
    if (event === "request") {
      const [request, response] = given as [IncomingMessage, ServerResponse];
      const status = turnedAway(request);
      if (status !== null) {
        response.writeHead(status, { "content-type": "text/plain", connection: "close" });
        response.end(status === 405 ? "Method not allowed" : "Bad request");
        return true;
      }
      if (keeper(request, response, () => Reflect.apply(emit, this, [event, request, response]))) return true;
    }
    return Reflect.apply(emit, this, [event, ...given]) as boolean;
  };
};
