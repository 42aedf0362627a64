import { expect, it } from "vitest";
import { manualClock } from "#lib/core/clock.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import { createPipeline } from "#lib/sportsbook/feeds/ingest.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { auditTrail } from "../index.ts";
import { newEvent, testDesk } from "../testing/desk.ts";
import { reopenEvent } from "./index.ts";

const desk = testDesk();

const statusOf = async (eventId: string) =>
  (
    await rows<{ status: number; ended: boolean }>(
      "select status, ended_at is not null as ended from event where id = $1",
      [eventId],
    )
  )[0];

it("lets the feed run an event again, which it could not by itself, and records it", async () => {
  const { eventId } = await newEvent();
  await applyBook([{ eventId, status: EVENT_STATUS.ended }]);
  const pipeline = createPipeline({
    provider: "test",
    clock: manualClock(new Date()),
    flushMs: 5,
  });
  let timestamp = Date.now();
  const live = () => {
    timestamp += 1;
    return pipeline.ingest({ type: "event_status", provider: "test", eventId, timestamp, status: 1 });
  };
  expect(await live()).toBe("rejected");
  const input = { eventId, reason: "feed_wrong", note: "it was half-time" } as const;
  expect(await reopenEvent(desk.staff, input)).toEqual({ ok: true, value: null });
  expect(await statusOf(eventId)).toEqual({ status: EVENT_STATUS.suspended, ended: false });
  expect(await live()).toBe("applied");
  await pipeline.stop();
  expect(await statusOf(eventId)).toEqual({ status: EVENT_STATUS.live, ended: false });
  const { rows: trail } = await auditTrail({ subject: `event:${eventId}` });
  expect(trail).toMatchObject([
    {
      action: "event.reopen",
      reason: "feed_wrong: it was half-time",
      before: { status: 3 },
      after: { status: 2 },
    },
  ]);
});

it("refuses what is not over, and what it does not know", async () => {
  const { eventId } = await newEvent();
  const input = { eventId, reason: "technical", note: null } as const;
  expect(await reopenEvent(desk.staff, input)).toEqual({
    ok: false,
    refusal: { code: "event_not_finished" },
  });
  expect(await reopenEvent(desk.staff, { ...input, eventId: "nothing" })).toEqual({
    ok: false,
    refusal: { code: "unknown_subject" },
  });
});
