import { expect, it } from "vitest";
import { atMost } from "./at-most.ts";

it("runs so many at once and the others in order, also past one that fails", async () => {
  const limited = atMost(2);
  const begun: number[] = [];
  let [running, most] = [0, 0];
  const work = (n: number) => async () => {
    begun.push(n);
    running += 1;
    most = Math.max(most, running);
    await new Promise((done) => setImmediate(done));
    running -= 1;
    if (n === 1) throw new Error("one");
    return n;
  };
  const all = await Promise.allSettled([0, 1, 2, 3, 4].map((n) => limited(work(n))));
  expect(most).toBe(2);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(all.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
    "fulfilled",
  ]);
  expect(await limited(work(5))).toBe(5);
});
