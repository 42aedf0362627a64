import { expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { refusalsWritten, replayBet } from "#lib/sportsbook/betting/index.ts";
import { makePlayer } from "#lib/sportsbook/testing.ts";
import { changePolicy } from "./commands/index.ts";
import {
  draftOf,
  eventNames,
  pendingOrRejectedBetOf,
  policyDesk,
  policyFields,
  refusalsOf,
} from "./index.ts";
import { bet, newEvent, testDesk } from "./testing/desk.ts";

const desk = testDesk();

it("tells who wanted what, why it was refused and what would have been possible", async () => {
  const { eventId, marketId } = await newEvent();
  const player = await makePlayer(10_000_000n);
  expect(await bet(player, [marketId], "70000.00")).toMatchObject({ refusal: { code: "stake_above_limit" } });
  expect(await bet(player, [marketId], "all of it")).toMatchObject({ refusal: { code: "stake_invalid" } });
  await refusalsWritten();
  const [newest, first] = await refusalsOf(player);
  expect(newest).toMatchObject({ code: "stake_invalid", stake: "all of it", bound: null });
  expect(first).toMatchObject({
    state: "refused",
    code: "stake_above_limit",
    stake: "70000.00",
    bound: 500_000n,
    currency: "EUR",
    playerId: player,
    receivedAt: null,
    legs: [{ eventId, marketId, outcomeKey: "home", odds: 20_000n, event: "Home – Away" }],
  });
  expect(await pendingOrRejectedBetOf(first?.id ?? "")).toEqual(first);
  expect((await replayBet(first?.id ?? "")).map(({ stage, same }) => [stage, same])).toEqual([
    ["refused", true],
  ]);
  expect(await pendingOrRejectedBetOf(uuidv7())).toBeNull();
});

it("shows a bet that waits for its delay, until it is decided", async () => {
  const { inForce } = await policyDesk();
  const fields = policyFields(inForce.rules, { sports: ["football"], marketTypes: [] });
  const draft = draftOf(inForce.rules, fields, { "inPlayDelayMs.football": "60" });
  if ("errors" in draft) throw new Error(JSON.stringify(draft.errors));
  const change = { base: inForce.version, rules: draft.rules, reason: "risk", note: null } as const;
  expect((await changePolicy(desk.staff, change)).ok).toBe(true);
  const { marketId } = await newEvent();
  const player = await makePlayer(5_000n);
  const made = await bet(player, [marketId]);
  if (!made.ok) throw new Error(made.refusal.code);
  expect(await pendingOrRejectedBetOf(made.value.id)).toMatchObject({
    state: "waiting",
    code: null,
    bound: null,
    stake: "10.00",
    currency: "EUR",
  });
  expect((await replayBet(made.value.id)).map(({ stage, same }) => [stage, same])).toEqual([
    ["received", true],
  ]);
});

it("names the events that subjects of the trail are about", async () => {
  const { eventId, marketId } = await newEvent();
  expect(
    await eventNames([`market:${marketId}`, "bet:1", "all", `event:${eventId}`, "event:nothing"]),
  ).toEqual(new Map([[eventId, { name: "Home – Away", sportId: "football" }]]));
});
