import { beforeEach, expect, it, vi } from "vitest";
import type { TopicMessage } from "../protocol.ts";
import { createPolling } from "./polling.ts";
import { createStore } from "./store.ts";

const balance: TopicMessage = {
  kind: "player",
  topic: "player:p1",
  version: 2,
  balance: { currency: "EUR", balance: "900", held: "0", available: "900", version: 2 },
  notices: [],
};

let at = 0;
let silent = true;
const setUp = (poll: () => Promise<TopicMessage[]>) => {
  const store = createStore({ schedule: (work) => work() });
  store.seedPlayer("p1", null);
  store.setConnection({ status: "stale" });
  const asked = vi.fn(poll);
  const polling = createPolling({
    store,
    poll: asked,
    topics: () => ["player:p1"],
    silent: () => silent,
    now: () => at,
  });
  return { store, asked, turn: polling.turn };
};

beforeEach(() => {
  at = 0;
  silent = true;
});

it("takes in what it is answered, and asks about every five seconds", async () => {
  const { store, asked, turn } = setUp(async () => [balance]);
  await turn();
  expect(store.connection().status).toBe("polling");
  expect(store.player().balance?.available).toBe("900");
  for (; at < 60_000; at += 500) await turn();
  expect(asked.mock.calls.length).toBeGreaterThan(9);
  expect(asked.mock.calls.length).toBeLessThan(17);
  expect(asked).toHaveBeenCalledWith(["player:p1"]);
});

it("marks odds as stale when answers stay away, and asks on", async () => {
  let broken = false;
  const { store, asked, turn } = setUp(async () => {
    if (broken) throw new Error("no network");
    return [];
  });
  await turn();
  broken = true;
  for (; at < 14_000; at += 500) await turn();
  expect(store.connection().status).toBe("polling");
  for (; at < 20_000; at += 500) await turn();
  expect(store.connection().status).toBe("stale");
  const before = asked.mock.calls.length;
  for (; at < 40_000; at += 500) await turn();
  expect(asked.mock.calls.length).toBeGreaterThan(before);
});

it("leaves a socket that speaks again alone, and never asks offline", async () => {
  const { store, asked, turn } = setUp(async () => {
    silent = false;
    store.setConnection({ status: "live" });
    return [balance];
  });
  store.setConnection({ online: false });
  await turn();
  expect(asked).not.toHaveBeenCalled();
  store.setConnection({ online: true });
  await turn();
  expect(store.connection().status).toBe("live");
  expect(store.player().balance).toBeNull();
});
