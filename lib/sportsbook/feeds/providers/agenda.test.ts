import { expect, it } from "vitest";
import { agenda } from "./agenda.ts";
import { manualTimer } from "./manual-timer.ts";

it("does things in order of time, those entered meanwhile and those that fail included", async () => {
  const timer = manualTimer(0);
  const done: string[] = [];
  const faults: unknown[] = [];
  const plan = agenda(timer, (fault) => faults.push(fault));
  const note = (name: string) => async () => void done.push(`${name}@${timer.nowMs()}`);
  plan.at(30, note("c"));
  plan.at(10, async () => {
    plan.at(20, note("b"));
    await note("a")();
    throw new Error("a is broken");
  });
  await timer.advanceTo(25);
  expect(done).toEqual(["a@10", "b@20"]);
  await timer.advanceTo(40);
  expect(done).toEqual(["a@10", "b@20", "c@30"]);
  expect(faults).toHaveLength(1);
});

it("goes on when a timer rings too early", async () => {
  let now = 0;
  const rings: (() => void | Promise<void>)[] = [];
  const plan = agenda(
    {
      nowMs: () => now,
      at: (_, run) => {
        rings.push(run);
        return () => undefined;
      },
    },
    () => undefined,
  );
  let done = false;
  plan.at(10, async () => {
    done = true;
  });
  now = 9;
  await rings.at(-1)?.();
  expect(done).toBe(false);
  now = 10;
  await rings.at(-1)?.();
  expect(done).toBe(true);
});
