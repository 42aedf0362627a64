import { existsSync } from "node:fs";
import { join } from "node:path";
import sirv, { type Options } from "sirv";
import type { Handler } from "./handler.ts";

const DAY_SECONDS = 86_400;

/** Marks a build's folder once all of its text files have compressed versions. */
export const COMPRESSED = "compressed";

/** Files of one folder under one address, from a list made at start. Anything else is left to Next. */
const folder = (address: string, path: string, options: Options): Handler => {
  const serve = sirv(path, {
    ...options,
    setHeaders: (response) => response.setHeader("x-content-type-options", "nosniff"),
  });
  return (request, response, next) => {
    const { method, url = "" } = request;
    if (!url.startsWith(`${address}/`) || (method !== "GET" && method !== "HEAD")) return next();
    request.url = url.slice(address.length);
    serve(request, response, () => {
      request.url = url;
      next();
    });
  };
};

/**
 * Serves the scripts and styles of a build and the flags before Next does, which looks up and compresses each file
 * for every request. A script's name changes with its content, so browsers cache it for a year; a flag for a week.
 */
export const builtFiles = (build: string): Handler => {
  const flags = folder("/flags", "public/flags", { etag: true, maxAge: 7 * DAY_SECONDS });
  if (!existsSync(join(build, COMPRESSED))) return flags;
  const compressed = folder("/_next/static", join(build, "static"), {
    brotli: true,
    gzip: true,
    immutable: true,
    maxAge: 365 * DAY_SECONDS,
  });
  return (request, response, next) => flags(request, response, () => compressed(request, response, next));
};
