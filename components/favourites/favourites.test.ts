import { beforeEach, expect, it, vi } from "vitest";
import { favourites } from "./store.ts";

const jar = new Map<string, string>();
beforeEach(() => {
  jar.clear();
  vi.stubGlobal("document", {
    get cookie() {
      return [...jar].map((pair) => pair.join("=")).join("; ");
    },
    set cookie(text: string) {
      const [pair = "", , age = ""] = text.split("; ");
      const at = pair.indexOf("=");
      if (age === "max-age=0") jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    },
  });
});

const italy = { kind: "competitor", subject: "italy" } as const;
const total = { kind: "market", subject: "football.total" } as const;

it("keeps teams and markets in cookies of their own, and sends what changes to the account", () => {
  const changes: unknown[] = [];
  const end = favourites.saveTo((change) => changes.push(change));
  expect(favourites.toggle(italy)).toBe(true);
  expect(favourites.toggle(total)).toBe(true);
  expect([...jar]).toEqual([
    ["evens.favourites", "t:italy"],
    ["evens.pinned", "m:football.total"],
  ]);
  expect(favourites.toggle(italy)).toBe(false);
  expect([...jar.keys()]).toEqual(["evens.pinned"]);
  end();
  favourites.toggle(total);
  expect(jar.size).toBe(0);
  expect(changes).toEqual([
    { add: [italy], remove: [] },
    { add: [total], remove: [] },
    { add: [], remove: [italy] },
  ]);
});
