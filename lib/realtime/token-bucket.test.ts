import { expect, it } from "vitest";
import { tokenBucket } from "./token-bucket.ts";

it("gives a burst, then so many a second", () => {
  let now = 0;
  const { take } = tokenBucket(10, 2, () => now);
  expect([take(8), take(3), take(2), take(1)]).toEqual([true, false, true, false]);
  now = 1_000;
  expect([take(3), take(2), take(1)]).toEqual([false, true, false]);
  now = 60_000;
  expect([take(11), take(10)]).toEqual([false, true]);
});
