import { expect, it } from "vitest";
import { createViewerStore, type Viewer, type ViewerAnswer } from "./viewer.ts";

const viewer = (id: string): Viewer => ({
  id,
  currency: "EUR",
  quickStakes: ["5"],
  oddsChoice: "higher",
  balance: { currency: "EUR", balance: "1", held: "0", available: "1", version: 1 },
  unread: 0,
  exclusion: null,
  play: {
    elapsedMs: null,
    stop: null,
    breakMs: 0,
    limit: null,
    totals: null,
    shows: { clock: false, netPosition: false },
  },
  followed: [],
});

const open = (signedIn: boolean, answers: (ViewerAnswer | Promise<ViewerAnswer>)[] = []) =>
  createViewerStore({
    signedIn,
    lastAccount: () => "before",
    ask: async () => answers.shift() ?? Promise.reject(new Error("no answer")),
  });

it("knows a visitor at once", () => {
  expect(open(false).current()).toEqual({
    known: true,
    viewer: null,
    isStaff: false,
    account: null,
    generation: 0,
  });
});

it("keeps the last account's slip open until it is known who is signed in", async () => {
  const store = open(true, [{ viewer: viewer("a"), isStaff: false, displayChanged: false }]);
  expect(store.current()).toMatchObject({ known: false, viewer: null, account: "before" });
  await store.load();
  expect(store.current()).toMatchObject({ known: true, account: "a", generation: 0, viewer: { id: "a" } });
});

it("treats staff as visitors of the site", async () => {
  const store = open(true, [{ viewer: null, isStaff: true, displayChanged: false }]);
  await store.load();
  expect(store.current()).toMatchObject({ known: true, viewer: null, isStaff: true, account: null });
});

it("begins a new generation only when a known viewer is replaced", async () => {
  const store = open(
    true,
    ["a", "a", "b"].map((id) => ({ viewer: viewer(id), isStaff: false, displayChanged: false })),
  );
  const generations: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    await store.load();
    generations.push(store.current().generation);
  }
  store.signedOut();
  expect([...generations, store.current().generation]).toEqual([0, 0, 1, 2]);
  expect(store.current()).toMatchObject({ known: true, viewer: null, account: null });
});

it("drops an answer that was overtaken, and stays as it is without one", async () => {
  let late = (_: ViewerAnswer): void => undefined;
  const slow = new Promise<ViewerAnswer>((resolve) => {
    late = resolve;
  });
  const store = open(true, [slow, { viewer: viewer("b"), isStaff: false, displayChanged: false }]);
  const first = store.load();
  await store.load();
  late({ viewer: viewer("a"), isStaff: false, displayChanged: false });
  await first;
  expect(store.current().viewer?.id).toBe("b");
  await expect(store.load()).rejects.toThrow("no answer");
  expect(store.current().viewer?.id).toBe("b");
});
