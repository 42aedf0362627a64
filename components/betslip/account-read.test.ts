import { expect, it } from "vitest";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { OpenBets } from "#lib/sportsbook/betting/schema.ts";
import { createAccountRead } from "./account-read.ts";

const bets = (count: number): OpenBets => ({ count, stake: 0n, potentialReturn: 0n, bets: [] });
const answer = (count: number): ActionResult<OpenBets, never> => ({ ok: true, value: bets(count) });

/** Answers when it is told to. */
const site = () => {
  const asked: ((answer: ActionResult<OpenBets, never>) => void)[] = [];
  const action = () => new Promise<ActionResult<OpenBets, never>>((resolve) => void asked.push(resolve));
  return { asked, action };
};

it("reads once more where it is asked to while it reads, so that the newest answer stays", async () => {
  const { asked, action } = site();
  const held = createAccountRead<OpenBets>();
  const first = held.load(action, "alice");
  void held.load(action, "alice");
  void held.load(action, "alice");
  expect(asked).toHaveLength(1);
  asked[0]?.(answer(1));
  await Promise.resolve();
  await expect.poll(() => asked.length).toBe(2);
  asked[1]?.(answer(2));
  await first;
  expect(held.current()).toEqual({ value: bets(2), failed: false });
});

it("shows no account what another's page has read", async () => {
  const { asked, action } = site();
  const held = createAccountRead<OpenBets>();
  const ofAlice = held.load(action, "alice");
  const ofBob = held.load(action, "bob");
  asked[1]?.(answer(2));
  await ofBob;
  asked[0]?.(answer(1));
  await ofAlice;
  expect(held.current().value).toEqual(bets(2));
  held.forget();
  expect(held.current().value).toBeNull();
});

it("keeps what it has read where the site does not answer, and says so", async () => {
  const held = createAccountRead<OpenBets>();
  await held.load(async () => answer(3), "alice");
  await held.load(async () => {
    throw new Error("offline");
  }, "alice");
  expect(held.current()).toEqual({ value: bets(3), failed: true });
});
