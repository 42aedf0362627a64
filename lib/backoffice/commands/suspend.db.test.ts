import { describe, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { makePlayer } from "#lib/sportsbook/testing.ts";
import { auditTrail, eventDesk } from "../index.ts";
import { bet, newEvent, testDesk } from "../testing/desk.ts";
import { resume, resumeMany, suspend, suspendMany } from "./index.ts";

const desk = testDesk();

const auditCount = async () =>
  Number((await rows<{ n: bigint }>("select count(*) as n from audit_entry"))[0]?.n);

describe("suspending", () => {
  it.each(["market", "event", "sport", "all"] as const)(
    "stops and frees betting at the scope %s",
    async (scope) => {
      const { eventId, marketId } = await newEvent();
      const player = await makePlayer(10_000n);
      const where =
        scope === "all"
          ? { scope }
          : { scope, id: { market: marketId, event: eventId, sport: "football" }[scope] };
      expect(await suspend(desk.staff, { where, reason: "price_check", note: "late team news" })).toEqual({
        ok: true,
        value: null,
      });
      expect(await bet(player, [marketId])).toMatchObject({
        ok: false,
        refusal: { code: "market_suspended" },
      });
      expect(await resume(desk.staff, { where })).toEqual({ ok: true, value: null });
      expect(await bet(player, [marketId])).toMatchObject({ ok: true });
    },
  );

  it("records who and why, with what stood before", async () => {
    const { eventId } = await newEvent();
    const where = { scope: "event", id: eventId } as const;
    await suspend(desk.staff, { where, reason: "integrity", note: "call from the league" });
    await suspend(desk.staff, { where, reason: "information" });
    await resume(desk.staff, { where, note: "cleared" });
    const { rows: trail } = await auditTrail({ subject: `event:${eventId}` });
    expect(trail.map(({ action, reason, actorId }) => ({ action, reason, actorId }))).toEqual([
      { action: "event.resume", reason: "cleared", actorId: desk.staff.staffId },
      { action: "event.suspend", reason: "information", actorId: desk.staff.staffId },
      { action: "event.suspend", reason: "integrity: call from the league", actorId: desk.staff.staffId },
    ]);
    expect(trail[1]?.before).toMatchObject({ reason: "integrity" });
  });

  it("refuses what is unknown and what is not suspended, and records neither", async () => {
    const { eventId } = await newEvent();
    const before = await auditCount();
    expect(
      await suspend(desk.staff, { where: { scope: "market", id: "nothing" }, reason: "technical" }),
    ).toEqual({
      ok: false,
      refusal: { code: "unknown_subject" },
    });
    expect(await resume(desk.staff, { where: { scope: "event", id: eventId } })).toEqual({
      ok: false,
      refusal: { code: "not_suspended" },
    });
    expect(await auditCount()).toBe(before);
  });

  it("stops and frees many events for one reason, an audit row each, and says which failed and why", async () => {
    const [first, second] = [await newEvent(), await newEvent()];
    const eventIds = [first.eventId, "nothing", second.eventId, first.eventId];
    expect(await suspendMany(desk.staff, { eventIds, reason: "liability", note: "derby" })).toEqual({
      ok: true,
      value: {
        done: [first.eventId, second.eventId],
        failed: [{ eventId: "nothing", code: "unknown_subject" }],
      },
    });
    const player = await makePlayer(1_000n);
    expect(await bet(player, [second.marketId])).toMatchObject({ ok: false });
    for (const { eventId } of [first, second])
      expect((await auditTrail({ subject: `event:${eventId}` })).rows).toMatchObject([
        { action: "event.suspend", reason: "liability: derby", actorId: desk.staff.staffId },
      ]);
    await resume(desk.staff, { where: { scope: "event", id: first.eventId } });
    expect(await resumeMany(desk.staff, { eventIds: [first.eventId, second.eventId] })).toEqual({
      ok: true,
      value: { done: [second.eventId], failed: [{ eventId: first.eventId, code: "not_suspended" }] },
    });
    expect(await bet(player, [second.marketId])).toMatchObject({ ok: true });
  });

  it("does once what is sent twice with one key, whatever happened in between", async () => {
    const { eventId, marketId } = await newEvent();
    const where = { scope: "event", id: eventId } as const;
    const request = { where, reason: "price_check", note: "late", idempotencyKey: uuidv7() } as const;
    expect(await suspend(desk.staff, request)).toMatchObject({ ok: true });
    expect(await resume(desk.staff, { where })).toMatchObject({ ok: true });
    const before = await auditCount();
    expect(await suspend(desk.staff, request)).toEqual({ ok: true, value: null });
    expect(await auditCount()).toBe(before);
    expect(await bet(await makePlayer(1_000n), [marketId])).toMatchObject({ ok: true });
    expect(await suspend(desk.staff, { ...request, note: "another" })).toEqual({
      ok: false,
      refusal: { code: "idempotency_key_reused" },
    });
  });

  it("does once to each event what is sent twice for many with one key", async () => {
    const [first, second] = [await newEvent(), await newEvent()];
    const eventIds = [first.eventId, second.eventId];
    const request = { eventIds, reason: "liability", idempotencyKey: uuidv7() } as const;
    const done = { ok: true, value: { done: eventIds, failed: [] } };
    expect(await suspendMany(desk.staff, request)).toEqual(done);
    await resume(desk.staff, { where: { scope: "event", id: first.eventId } });
    expect(await suspendMany(desk.staff, request)).toEqual(done);
    expect((await eventDesk(first.eventId))?.suspensions).toEqual([]);
    const again = { eventIds: [second.eventId], idempotencyKey: uuidv7() };
    expect(await resumeMany(desk.staff, again)).toMatchObject({ value: { done: [second.eventId] } });
    expect(await resumeMany(desk.staff, again)).toMatchObject({ value: { done: [second.eventId] } });
  });

  it("writes what colleagues are shown in the same transaction, and nothing where it refuses", async () => {
    const { eventId } = await newEvent();
    const written = () => rows("select kind, payload from outbox where kind like 'betting.%' order by id");
    await rows("delete from outbox");
    await suspend(desk.staff, { where: { scope: "event", id: eventId }, reason: "technical" });
    await suspend(desk.staff, { where: { scope: "event", id: "nothing" }, reason: "technical" });
    await resume(desk.staff, { where: { scope: "event", id: eventId } });
    expect(await written()).toEqual([
      { kind: "betting.suspended", payload: { subject: `event:${eventId}` } },
      { kind: "betting.resumed", payload: { subject: `event:${eventId}` } },
    ]);
  });

  it("does not lift what a provider suspended", async () => {
    const { eventId } = await newEvent();
    await rows(
      "insert into suspension (scope, scope_id, source, reason) values ('event', $1, 'feed', 'goal')",
      [eventId],
    );
    expect(await resume(desk.staff, { where: { scope: "event", id: eventId } })).toMatchObject({ ok: false });
    expect((await eventDesk(eventId))?.suspensions).toMatchObject([{ source: "feed", reason: "goal" }]);
  });

  it("leaves the suspension out when the record cannot be written", async () => {
    const { eventId } = await newEvent();
    await desk.database.asOwner("alter function audit_append rename to audit_append_away");
    try {
      await expect(
        suspend(desk.staff, { where: { scope: "event", id: eventId }, reason: "technical" }),
      ).rejects.toThrow(/audit_append/);
    } finally {
      await desk.database.asOwner("alter function audit_append_away rename to audit_append");
    }
    expect((await eventDesk(eventId))?.suspensions).toEqual([]);
  });
});
