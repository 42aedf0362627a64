import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makeEvent, makePlayer } from "#lib/sportsbook/testing.ts";
import { pollTopics } from "./poll.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

it("answers with events, the live list and one's own balance, as the socket would, and with nobody else's", async () => {
  const { eventId, marketId } = await makeEvent("polled");
  const [alice, bob] = [await makePlayer(1_000n), await makePlayer(2_000n)];
  const asked = [`event:${eventId}`, "event:unknown", "live", `player:${alice}`, `player:${bob}`, "staff"];
  const answers = await pollTopics(asked, { id: alice, currency: "EUR" });
  expect(answers).toMatchObject([
    {
      kind: "event_snapshot",
      topic: `event:${eventId}`,
      event: { id: eventId, markets: [{ id: marketId }] },
    },
    { kind: "live_snapshot", topic: "live", events: [{ id: eventId }] },
    { kind: "player", topic: `player:${alice}`, balance: { available: "1000" }, notices: [] },
  ]);
  expect((await pollTopics(asked, null))?.map(({ kind }) => kind)).toEqual([
    "event_snapshot",
    "live_snapshot",
  ]);
});

it("answers nothing to what is no topic", async () => {
  for (const topics of [[], ["nonsense"], ["event:' or 1=1"], Array.from({ length: 101 }, () => "live")])
    expect(await pollTopics(topics, null)).toBeNull();
});
