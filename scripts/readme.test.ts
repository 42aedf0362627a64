import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EnvSchema } from "#lib/platform/config/env.ts";

const readme = readFileSync("README.md", "utf8");
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

describe("the README", () => {
  it("lists every variable of the configuration, and no other", () => {
    const listed = [...readme.matchAll(/^\| `([A-Z_]+)`\s*\|/gm)].map((match) => match[1]);
    expect(listed.sort()).toEqual(Object.keys(EnvSchema.shape).sort());
  });

  it("names only commands that exist", () => {
    const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1] as string);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

const pages = [
  ...readdirSync("docs/cases").map((page) => join("cases", page)),
  "ARCHITECTURE.md",
  "FINDABILITY.md",
];

describe("the pages in docs", () => {
  it.each(pages)("%s names only files that exist", (page) => {
    const text = readFileSync(join("docs", page), "utf8");
    const named = [...text.matchAll(/`([\w./[\]()-]+\/[\w.-]+\.(?:tsx?|sql))`/g)].map(
      (match) => match[1] as string,
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((file) => !existsSync(file))).toEqual([]);
  });
});
