import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** Who may send SQL that is not declared: the mechanisms themselves, whatever runs as the owner, tests and tools. */
const FREE =
  /\.test\.tsx?$|\/testing\/|\/testing\.ts$|\/generated\/|^lib\/platform\/database\/|^prisma\/seed\/|^scripts\//;
/** A connection that listens has no rows, and an owner's tool none that the application reads. */
const OWN_CONNECTION = [
  "lib/platform/messaging/bus.ts",
  "lib/players/factors/totp/demo.ts",
  "lib/players/staff.ts",
];

const UNCHECKED = /\.query\s*[<(]|\$queryRaw|\browsOf?</;

const unchecked = (file: string, source: string): string[] =>
  source.split("\n").flatMap((line, n) => (UNCHECKED.test(line) ? `${file}:${n + 1}` : []));

it("leaves no way to read rows whose type nobody checked", () => {
  const found = globSync("{app,components,lib,prisma}/**/*.{ts,tsx}")
    .filter((file) => !FREE.test(file) && !OWN_CONNECTION.includes(file))
    .flatMap((file) => unchecked(file, readFileSync(file, "utf8")));
  expect(found, "declare it with statement(), or read it through Prisma").toEqual([]);
});

it("sees a cast", () => {
  expect(unchecked("a.ts", 'const a = 1;\nawait tx.query<{ id: string }>("select 1");')).toEqual(["a.ts:2"]);
});
