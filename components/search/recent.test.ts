import { beforeEach, expect, it, vi } from "vitest";
import { forgetSearches, recentSearches, rememberSearch } from "./recent.ts";

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});

it("keeps the last six texts, the newest first, each once", () => {
  for (const text of ["a", "b", "c", "d", "e", "f", "g", " B ", ""]) rememberSearch(text);
  expect(recentSearches()).toEqual(["B", "g", "f", "e", "d", "c"]);
  forgetSearches();
  expect(recentSearches()).toEqual([]);
});

it("reads nothing from what is spoilt, and fails nowhere where nothing is kept", () => {
  kept.set("evens.searches", "{");
  expect(recentSearches()).toEqual([]);
  kept.set("evens.searches", '["ok", 1, null]');
  expect(recentSearches()).toEqual(["ok"]);
  vi.stubGlobal("localStorage", undefined);
  rememberSearch("x");
  expect(recentSearches()).toEqual([]);
});
