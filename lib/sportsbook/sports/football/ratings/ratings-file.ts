import { readFileSync, statSync } from "node:fs";
import { log } from "#lib/platform/observability/log.ts";
import { loadRatings } from "./ratings.ts";
import type { Ratings } from "./schema.ts";

/**
 * The ratings in a file that `npm run ratings:fit` writes, read again whenever it has changed. While it is missing or cannot be
 * read, the ratings that were read before stay in use; null as long as there are none.
 */
export const ratingsFile = (path: string): (() => Ratings | null) => {
  let ratings: Ratings | null = null;
  let seen = "";
  return () => {
    try {
      const { mtimeMs, size, ino } = statSync(path);
      const version = `${mtimeMs}:${size}:${ino}`;
      if (version === seen) return ratings;
      seen = version;
      ratings = loadRatings(JSON.parse(readFileSync(path, "utf8")));
      log.info({ path, asOf: ratings.meta.asOf, leagues: Object.keys(ratings.leagues) }, "ratings read");
    } catch (error) {
      log.error({ err: error, path }, "the ratings file cannot be read");
    }
    return ratings;
  };
};
