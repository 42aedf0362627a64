import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createBatcher } from "./batching.ts";

describe("grouping calls", () => {
  it("answers each with its own, in batches no larger than allowed", async () => {
    const sizes: number[] = [];
    const double = createBatcher(
      async (inputs: number[]) => {
        sizes.push(inputs.length);
        await sleep(1);
        return inputs.map((n) => n * 2);
      },
      { sizeMax: 10, lanes: 2 },
    );
    const answers = await Promise.all(Array.from({ length: 95 }, (_, n) => double(n)));
    expect(answers).toEqual(Array.from({ length: 95 }, (_, n) => n * 2));
    expect(Math.max(...sizes)).toBe(10);
    expect(sizes.length).toBeLessThan(20);
  });

  it("keeps equal keys apart and in order", async () => {
    const underWay = new Set<string>();
    const order: string[] = [];
    const run = createBatcher(
      async (inputs: { key: string; n: number }[]) => {
        for (const { key } of inputs) {
          expect(underWay.has(key)).toBe(false);
          underWay.add(key);
        }
        await sleep(1);
        for (const { key, n } of inputs) {
          underWay.delete(key);
          order.push(`${key}${n}`);
        }
        return inputs;
      },
      { sizeMax: 8, lanes: 3, keyOf: ({ key }) => key },
    );
    await Promise.all(Array.from({ length: 30 }, (_, n) => run({ key: "abc".charAt(n % 3), n })));
    expect(order.filter((entry) => entry.startsWith("a"))).toEqual(
      Array.from({ length: 10 }, (_, n) => `a${n * 3}`),
    );
  });

  it("fails only the batch that failed, and goes on", async () => {
    const run = createBatcher(
      async (inputs: number[]) => {
        if (inputs.includes(0)) throw new Error("broken");
        return inputs;
      },
      { sizeMax: 1, lanes: 1 },
    );
    const answers = await Promise.allSettled([run(0), run(1), run(2)]);
    expect(answers.map((answer) => answer.status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  });

  it("sends each input of a failed call again by itself where the error allows it, and fails only the one at fault", async () => {
    const calls: number[][] = [];
    const run = createBatcher(
      async (inputs: number[]) => {
        calls.push(inputs);
        if (inputs.includes(3)) throw new RangeError("three");
        return inputs.map((n) => n * 2);
      },
      { sizeMax: 8, lanes: 1, isolates: (error) => error instanceof RangeError },
    );
    const answers = await Promise.allSettled([1, 2, 3, 4].map(run));
    expect(answers.map((answer) => (answer.status === "fulfilled" ? answer.value : "failed"))).toEqual([
      2,
      4,
      "failed",
      8,
    ]);
    expect(calls).toEqual([[1, 2, 3, 4], [1], [2], [3], [4]]);
  });

  it("fails the whole call where nobody knows whether it did anything", async () => {
    const run = createBatcher(
      async (inputs: number[]): Promise<number[]> => {
        throw new Error(`connection lost with ${inputs.length}`);
      },
      { sizeMax: 8, lanes: 1, isolates: (error) => error instanceof RangeError },
    );
    const answers = await Promise.allSettled([1, 2].map(run));
    expect(answers.map((answer) => answer.status)).toEqual(["rejected", "rejected"]);
  });

  it("opens a further lane for a crowd, and for one who stands behind a call that is stuck", async () => {
    const batches: number[][] = [];
    const ends: (() => void)[] = [];
    const run = createBatcher(
      async (inputs: number[]) => {
        batches.push(inputs);
        await new Promise<void>((end) => ends.push(end));
        return inputs;
      },
      { sizeMax: 8, lanes: 3, minBatch: 2 },
    );
    const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
    const answers = [run(1)];
    await nextTurn();
    answers.push(run(2));
    await nextTurn();
    expect(batches).toEqual([[1]]);
    answers.push(run(3));
    await nextTurn();
    expect(batches).toEqual([[1], [2, 3]]);
    answers.push(run(4));
    await nextTurn();
    expect(batches).toHaveLength(2);
    await expect.poll(() => batches).toEqual([[1], [2, 3], [4]]);
    for (const end of ends) end();
    expect(await Promise.all(answers)).toEqual([1, 2, 3, 4]);
  });
});
