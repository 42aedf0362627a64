import { expect, it } from "vitest";
import { rows } from "#lib/platform/testing/rows.ts";
import { EVENT_STATUS, type EventStatus } from "#lib/sportsbook/events/schema.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { decideThreeWay, makeEvent, makePlayer } from "#lib/sportsbook/testing.ts";
import { overdueEvents } from "./index.ts";
import { placed, testDesk } from "./testing/desk.ts";

testDesk();

let made = 0;
const inStatus = async (status: EventStatus, minutesAgo: number) => {
  made += 1;
  const event = await makeEvent(`overdue-${made}`);
  const player = await makePlayer(10_000n);
  await placed(player, [event.marketId], "10", "home");
  await applyBook([{ eventId: event.eventId, status }]);
  await rows(
    `update event set starts_at = now() - make_interval(mins => $2), status_at = now() - make_interval(mins => $2),
                      started_at = now() - make_interval(mins => $2),
                      ended_at = case when ended_at is not null then now() - make_interval(mins => $2) end where id = $1`,
    [event.eventId, minutesAgo],
  );
  return event;
};

const found = async ({ eventId }: { eventId: string }) =>
  (await overdueEvents()).find((row) => row.eventId === eventId) ?? null;

it.each([
  ["notStarted", "not_started", 15, 25],
  ["live", "not_ended", 150, 190],
  ["ended", "no_result", 20, 40],
  ["cancelled", "no_result", 20, 40],
] as const)("shows a %s event as %s once its minutes are over", async (status, reason, before, after) => {
  expect(await found(await inStatus(EVENT_STATUS[status], before))).toBeNull();
  const event = await inStatus(EVENT_STATUS[status], after);
  expect(await found(event)).toMatchObject({ reason, bets: 1, stake: 1_000n });
});

it.each([
  ["delayed", "delayed", 72],
  ["postponed", "postponed", 72],
  ["interrupted", "interrupted", 48],
  ["abandoned", "abandoned", 48],
] as const)("shows a %s event at once, and when its bets become void", async (status, reason, hours) => {
  const row = await found(await inStatus(EVENT_STATUS[status], 1));
  expect(row).toMatchObject({ reason, bets: 1 });
  const minutes = ((row?.voidsAt?.getTime() ?? 0) - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(hours * 60 - 3);
  expect(minutes).toBeLessThan(hours * 60);
});

it("leaves out an event whose bets are decided, and one that runs as planned", async () => {
  const ended = await inStatus(EVENT_STATUS.ended, 60);
  expect(await found(ended)).not.toBeNull();
  await decideThreeWay(ended.eventId, "home");
  await settleMarket(ended.marketId);
  expect(await found(ended)).toBeNull();
  expect(await found(await inStatus(EVENT_STATUS.live, 10))).toBeNull();
});
