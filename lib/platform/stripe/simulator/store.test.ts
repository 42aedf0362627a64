import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readForm } from "./form.ts";
import { stripeState } from "./state.ts";
import { openStore } from "./store.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stripe-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A start of the simulator on this file; what happens by itself waits until it is run. */
const start = (file: string) => {
  const waiting: (() => void)[] = [];
  const events: string[] = [];
  const state = stripeState({
    store: openStore(file),
    pages: () => "http://pages.invalid",
    emit: ({ type }) => void events.push(String(type)),
    later: (work) => void waiting.push(work),
  });
  const run = () => {
    for (const work of waiting.splice(0)) work();
  };
  return { state, events, run };
};

const pay = ({ state }: ReturnType<typeof start>, number: string) => {
  const token = state.createToken(readForm(`payment_method_data[card][number]=${number}`));
  return state.createIntent(
    readForm(`amount=2500&currency=eur&confirm=true&confirmation_token=${token.id}&metadata[payment_id]=1`),
  );
};

it("keeps its objects over a restart, with what was changed last, and a line that a crash cut off is left out", () => {
  const file = join(folder, "objects.jsonl");
  const first = start(file);
  const intent = pay(first, "4242424242424242");
  first.state.change(intent.id, { metadata: { payment_id: "2" } });
  appendFileSync(file, '{"object":{"id":"pi_cut');
  const second = start(file);
  expect(second.state.get(intent.id, "payment_intent")).toEqual({ ...intent, metadata: { payment_id: "2" } });
  expect(second.state.list("charge")).toHaveLength(1);
  // Opening has written each object once.
  const lines = readFileSync(file, "utf8").trim().split("\n");
  expect(lines.filter((line) => line.includes(`"id":"${intent.id}"`))).toHaveLength(1);
});

it.each([
  ["4000000000000259", "charge.dispute.funds_withdrawn"],
  ["4000000000002685", "charge.dispute.created"],
  ["4000000000001976", "charge.dispute.created"],
  ["4000000000005423", "radar.early_fraud_warning.created"],
])("goes on after a restart with what was to become of %s, once", (number, type) => {
  const file = join(folder, "objects.jsonl");
  pay(start(file), number);
  const second = start(file);
  second.state.resume();
  second.run();
  expect(second.events).toContain(type);
  const third = start(file);
  third.state.resume();
  third.run();
  expect(third.events).toEqual([]);
});

it.each([
  ["4000000000007726", "pending", "succeeded"],
  ["4000000000005126", "succeeded", "failed"],
])("goes on with the refund of %s", (number, at, then) => {
  const file = join(folder, "objects.jsonl");
  const first = start(file);
  const intent = pay(first, number);
  const refund = first.state.createRefund({ payment_intent: intent.id });
  expect(refund.status).toBe(at);
  const second = start(file);
  second.state.resume();
  second.run();
  expect(second.state.get(refund.id, "refund").status).toBe(then);
});
