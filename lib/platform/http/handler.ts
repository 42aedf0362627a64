import type { IncomingMessage, ServerResponse } from "node:http";

/** Answers a request, or leaves it to `next`. */
export type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
