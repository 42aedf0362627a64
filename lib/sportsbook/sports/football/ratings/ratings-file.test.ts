import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadRatings } from "./ratings.ts";
import { ratingsFile } from "./ratings-file.ts";
import type { Ratings } from "./schema.ts";

const folder = mkdtempSync(join(tmpdir(), "ratings-"));
afterAll(() => rmSync(folder, { recursive: true }));

const shipped = loadRatings();
const asOf = (day: string): Ratings => ({ ...shipped, meta: { ...shipped.meta, asOf: day } });

describe("a ratings file", () => {
  it("is read again when it changes, and keeps the last good ratings while it cannot be read", () => {
    const path = join(folder, "ratings.json");
    const current = ratingsFile(path);
    expect(current()).toBeNull();
    writeFileSync(path, JSON.stringify(asOf("2026-08-01")));
    expect(current()?.meta.asOf).toBe("2026-08-01");
    expect(current()).toBe(current());
    writeFileSync(path, "{ half of a file");
    expect(current()?.meta.asOf).toBe("2026-08-01");
    writeFileSync(path, `${JSON.stringify(asOf("2026-08-08"))}\n`);
    expect(current()?.meta.asOf).toBe("2026-08-08");
    rmSync(path);
    expect(current()?.meta.asOf).toBe("2026-08-08");
  });
});
