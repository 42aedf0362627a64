import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { expect, it } from "vitest";

const IMPORT = /^(?:import|export)\s+(?!type\b)([^;"]*?)\s*from\s+"([^"]+)"/gms;
const onlyTypes = (names: string): boolean =>
  /^\{.*\}$/s.test(names) &&
  names
    .slice(1, -1)
    .split(",")
    .every((name) => name.trim() === "" || name.trim().startsWith("type "));

const importsOf = (file: string): string[] =>
  [...readFileSync(file, "utf8").matchAll(IMPORT)]
    .filter(([, names = ""]) => !onlyTypes(names.trim()))
    .map(([, , from = ""]) =>
      from.startsWith("#")
        ? resolve(from.slice(1))
        : from.startsWith(".")
          ? resolve(dirname(file), from)
          : from,
    );

/** A file of the browser that imports zod, and the way from an island to it. */
const wayToZod = (start: string, seen: Set<string>): string[] | null => {
  for (const to of importsOf(start)) {
    if (to === "zod" || to.startsWith("zod/")) return [start];
    if (!to.startsWith("/") || !existsSync(to) || seen.has(to)) continue;
    seen.add(to);
    if (readFileSync(to, "utf8").startsWith('"use server"')) continue;
    const way = wayToZod(to, seen);
    if (way) return [start, ...way];
  }
  return null;
};

it("has no island of the players' pages load zod, which would be a sixth of their script", () => {
  const islands = globSync("components/**/*.{ts,tsx}")
    .filter((file) => !/\.test\.|^components\/admin\//.test(file))
    .filter((file) => readFileSync(file, "utf8").startsWith('"use client"'));
  expect(islands.length).toBeGreaterThan(50);
  expect(islands.map((file) => wayToZod(resolve(file), new Set())).filter(Boolean)).toEqual([]);
});
