import { expect, it } from "vitest";
import { createIntake } from "./intake.ts";

const odds = (n: number) => ({ type: "odds_change", n });
const settled = (n: number) => ({ type: "bet_settlement", n });

/** A pipeline that reads nothing before it is asked to. */
const slow = (waitingMax: number) => {
  const taken: unknown[] = [];
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  let turnedAway = 0;
  const intake = createIntake({
    take: async (message) => {
      await gate;
      taken.push(message);
    },
    onTurnedAway: () => {
      turnedAway += 1;
    },
    waitingMax,
  });
  return { intake, taken, open, turnedAway: () => turnedAway };
};

it("keeps the order, and holds back a provider that waits", async () => {
  const { intake, taken, open } = slow(10);
  let notified = 0;
  const provider = (async () => {
    for (; notified < 1_000; notified += 1) await intake.push(odds(notified));
  })();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(notified).toBe(0);
  open();
  await provider;
  await intake.idle();
  expect(taken).toEqual(Array.from({ length: 1_000 }, (_, n) => odds(n)));
  expect(intake.figures()).toEqual({ waiting: 0, waitingMax: 1, turnedAway: 0 });
});

it("turns states away when it is full, keeps every word that is said once, and says when it is worked off", async () => {
  const { intake, taken, open, turnedAway } = slow(10);
  for (let n = 0; n < 30; n += 1) void intake.push(n % 3 === 2 ? settled(n) : odds(n));
  void intake.push(JSON.stringify(settled(30)));
  await intake.push("no message at all, and not waited for");
  expect(turnedAway()).toBeGreaterThan(0);
  expect(intake.overrun()).toBe(true);
  open();
  await intake.idle();
  expect(intake.overrun()).toBe(false);
  expect(taken.filter((one) => JSON.stringify(one).includes("bet_settlement"))).toHaveLength(11);
  expect(taken.length + turnedAway()).toBe(32);
});

it("has an end even for words that are said once: they too come again with the recovery", async () => {
  const { intake, open, turnedAway } = slow(10);
  for (let n = 0; n < 1_000; n += 1) void intake.push(settled(n));
  expect(intake.figures().waitingMax).toBeLessThanOrEqual(41);
  expect(turnedAway()).toBeGreaterThan(900);
  open();
  await intake.idle();
});

it("goes on when a message cannot be taken in", async () => {
  let taken = 0;
  const intake = createIntake({
    take: async () => {
      taken += 1;
      if (taken === 1) throw new Error("the database is away");
    },
    onTurnedAway: () => undefined,
  });
  await Promise.all([intake.push(odds(1)), intake.push(odds(2))]);
  expect(taken).toBe(2);
});
