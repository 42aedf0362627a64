import { existsSync } from "node:fs";
import { join } from "node:path";
import sirv, { type Options } from "sirv";
import type { Keeper } from "./edge/door.ts";

const DAY_SECONDS = 86_400;

/** Stands in a build's folder once each of its texts has its compressed forms beside it. */
export const COMPRESSED = "compressed";

/** Files of one folder under one address, from a list made now. What is not in it is left to Next. */
const folder = (address: string, path: string, options: Options): Keeper => {
  const serve = sirv(path, {
    ...options,
    setHeaders: (response) => response.setHeader("x-content-type-options", "nosniff"),
  });
  return (request, response, draw) => {
    const { method, url = "" } = request;
    if (!url.startsWith(`${address}/`) || (method !== "GET" && method !== "HEAD")) return false;
    request.url = url.slice(address.length);
    serve(request, response, () => {
      request.url = url;
      draw();
    });
    return true;
  };
};

/**
 * Serves the scripts and styles of a build and the flags before Next does, which looks each of them up and compresses it anew for
 * everybody. A script's name changes with its content, so browsers keep it for a year; a flag for a week.
 */
export const builtFiles = (build: string): Keeper => {
  const folders = [folder("/flags", "public/flags", { etag: true, maxAge: 7 * DAY_SECONDS })];
  if (existsSync(join(build, COMPRESSED)))
    folders.push(
      folder("/_next/static", join(build, "static"), {
        brotli: true,
        gzip: true,
        immutable: true,
        maxAge: 365 * DAY_SECONDS,
      }),
    );
  return (...request) => folders.some((keeps) => keeps(...request));
};
