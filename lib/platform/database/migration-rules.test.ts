import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readSources } from "./sql-sources.ts";

const FOLDER = "prisma/migrations";

const statementsOf = (migration: string): string =>
  readFileSync(join(FOLDER, migration, "migration.sql"), "utf8")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/--.*$/gm, "");

const migrations = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

// A migration runs once, with the functions of that time: what it calls may be gone or different when it runs on a
// new database.
it.each(migrations)(
  "%s neither makes a function, view or trigger nor calls one of ours",
  async (migration) => {
    const statements = statementsOf(migration);
    const made = statements.match(
      /\bcreate\s+(?:or\s+replace\s+)?(?:function|procedure|aggregate|view|trigger)\s+\S+/gi,
    );
    expect(made ?? [], "it belongs into lib/<module>/sql/<name>.sql").toEqual([]);
    const called = (await readSources())
      .map(({ name }) => name)
      .filter((name) => new RegExp(`\\b${name}\\s*\\(`).test(statements));
    expect(called).toEqual([]);
  },
);

it("every source begins with a comment on what it promises and makes the object that it is named after", async () => {
  const sources = await readSources();
  expect(sources.length).toBeGreaterThan(50);
  for (const { name, path, text } of sources) {
    expect(text.startsWith("/*"), path).toBe(true);
    expect(text, path).toMatch(
      new RegExp(`^create or replace (function|procedure|aggregate|view) ${name}\\b`, "m"),
    );
  }
});
