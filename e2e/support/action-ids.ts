import { readFileSync } from "node:fs";
import { join } from "node:path";

type Manifest = { node: Record<string, { exportedName?: string }> };

/** The ids of the server actions of the build under test, by their exported names. */
export const actionIds = (dist = process.env.NEXT_DIST_DIR || ".next"): ReadonlyMap<string, string> => {
  const file = join(dist, "server/server-reference-manifest.json");
  const { node } = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  return new Map(
    Object.entries(node).flatMap(([id, { exportedName }]) => (exportedName ? [[exportedName, id]] : [])),
  );
};
