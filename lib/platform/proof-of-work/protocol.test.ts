import { expect, it } from "vitest";
import { doWork, isWorkDone } from "./protocol.ts";

it("is done by trying, and checked at once", async () => {
  const proof = await doWork("8.challenge");
  expect(proof).toMatch(/^8\.challenge:\d+$/);
  expect(isWorkDone(proof)).toBe(true);
});

it("is not done by another number, for another challenge or without one", async () => {
  const proof = await doWork("10.challenge");
  const wrong = [
    proof.replace("challenge", "another"),
    `${proof}0`,
    "10.challenge",
    "",
    "challenge:1",
    "0.x:1",
  ];
  for (const each of wrong) expect([each, isWorkDone(each)]).toEqual([each, false]);
});
