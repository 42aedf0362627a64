import { readFileSync } from "node:fs";
import { join } from "node:path";

type Manifest = {
  node: Record<string, { workers: Record<string, unknown>; filename?: string; exportedName?: string }>;
};

/** Where an action is called: its id in this build, and a page that knows it. */
export type ActionAddress = { id: string; path: string };

/** "app/(player)/bets/page" is served at "/bets"; a page with a parameter has no address of its own. */
const pathOf = (page: string): string | null =>
  page.includes("[")
    ? null
    : page
        .replace(/^app/, "")
        .replace(/\/page$/, "")
        .replace(/\/\([^)]*\)/g, "") || "/";

/** The server actions of the build in a folder, by their exported names, which must be unique. */
export const actionAddresses = (dist = process.env.NEXT_DIST_DIR || ".next"): Map<string, ActionAddress> => {
  const file = join(dist, "server/server-reference-manifest.json");
  const { node } = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  const addresses = new Map<string, ActionAddress>();
  for (const [id, { exportedName, workers }] of Object.entries(node)) {
    const path = Object.keys(workers)
      .map(pathOf)
      .find((each) => each !== null);
    if (!exportedName || !path) continue;
    if (addresses.has(exportedName)) throw new Error(`two server actions are called ${exportedName}`);
    addresses.set(exportedName, { id, path });
  }
  return addresses;
};
