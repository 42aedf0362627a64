import { afterEach, expect, it, vi } from "vitest";
import { sharedRead } from "./shared-read.ts";

afterEach(() => vi.restoreAllMocks());

it("reads once for all who ask within a moment, and anew after it", async () => {
  let skippedMs = 0;
  const now = performance.now.bind(performance);
  vi.spyOn(performance, "now").mockImplementation(() => now() + skippedMs);
  const asked: string[] = [];
  const read = sharedRead(
    async (key: string) => {
      asked.push(key);
      return `${key}${asked.length}`;
    },
    { ageMs: 60_000 },
  );
  expect(await Promise.all([read("a"), read("a"), read("b")])).toEqual(["a1", "a1", "b2"]);
  skippedMs = 60_000;
  expect(await read("a")).toBe("a3");
  expect(asked).toEqual(["a", "b", "a"]);
});

it("holds no failure, and no more keys than it may", async () => {
  let calls = 0;
  const read = sharedRead(
    async (key: string) => {
      calls += 1;
      if (calls === 1) throw new Error("down");
      return key;
    },
    { ageMs: 60_000, keysMax: 2 },
  );
  await expect(read("a")).rejects.toThrow("down");
  expect(await read("a")).toBe("a");
  for (const key of ["b", "c", "a"]) await read(key);
  expect(calls).toBe(5);
  await read("c");
  expect(calls).toBe(5);
});
