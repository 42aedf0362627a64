import { describe, expect, it } from "vitest";
import { rows } from "#lib/platform/testing/rows.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { makeNextEvent, makePlayer, type TestEvent } from "#lib/sportsbook/testing.ts";
import { settleMarket, unsettledMarkets, voidByRule } from "./index.ts";
import { bet, correct, newEvent, result, stateOf, testCorrections } from "./testing/corrections.ts";

const database = testCorrections();

const HOUR_MS = 3_600_000;

const run = async ({ eventId }: TestEvent): Promise<boolean> => {
  const voided = await voidByRule();
  for (const id of await unsettledMarkets()) await settleMarket(id);
  return voided.includes(eventId);
};

const statusSince = async ({ eventId }: TestEvent, status: number, hours: number) => {
  await applyBook([{ eventId, status: status as 9 }]);
  await rows("update event set status_at = now() - make_interval(hours => $2) where id = $1", [
    eventId,
    hours,
  ]);
};

const trail = ({ eventId }: TestEvent) =>
  rows("select actor, reason from audit_entry where subject = $1 and action = 'event.void' order by id", [
    `event:${eventId}`,
  ]);

const one = (key: string, won: 0 | 1) => [{ key, result: won, voidFactor: null, deadHeatFactor: null }];

describe.each([
  [EVENT_STATUS.abandoned, "abandoned"],
  [EVENT_STATUS.interrupted, "interrupted"],
])("an event with status %i (%s)", (status, _name) => {
  it("voids after its hours what is undecided, once, and keeps what was decided before", async () => {
    const event = await newEvent();
    const player = await makePlayer(10_000n);
    const [home, away] = [await bet(player, [event], "home"), await bet(player, [event], "away")];
    await result(event, one("away", 0));
    await statusSince(event, status, 47);
    expect(await run(event)).toBe(false);
    await statusSince(event, status, 49);
    expect([await run(event), await run(event)]).toEqual([true, false]);
    // Cancelled, which a page words otherwise than a push.
    expect(await stateOf(home)).toBe(`settled void 1000 cancel:${event.marketId}`);
    expect(await stateOf(away)).toMatch(/^settled lost 0/);
    expect(await trail(event)).toEqual([{ actor: "Sport rules", reason: "abandoned" }]);
  });
});

it("gives way to a result that comes later, and comes back when that is rolled back", async () => {
  const event = await newEvent();
  const home = await bet(await makePlayer(10_000n), [event], "home");
  await statusSince(event, EVENT_STATUS.abandoned, 49);
  expect(await run(event)).toBe(true);
  expect(await stateOf(home)).toMatch(/^settled void 1000/);
  await result(event, "home", { certainty: 2 });
  expect(await stateOf(home)).toMatch(/^settled won 2000/);
  await correct(event, "rollback_result");
  expect(await stateOf(home)).toMatch(/^settled void 1000/);
  expect(await run(event)).toBe(false);
});

/** The former start of the event was so long ago. */
const moveAgo = ({ eventId }: TestEvent, hours: number) =>
  database().asOwner(
    "update event_move set starts_at = now() - make_interval(hours => $2) where event_id = $1",
    [eventId, hours],
  );

describe("an event that does not begin", () => {
  const upcoming = () => makeNextEvent({ running: false });
  const startedAgo = ({ eventId }: TestEvent, hours: number) =>
    rows("update event set starts_at = now() - make_interval(hours => $2) where id = $1", [eventId, hours]);

  it("voids its bets after its hours, and a later result does not bring them back", async () => {
    const event = await upcoming();
    const home = await bet(await makePlayer(10_000n), [event], "home");
    await statusSince(event, EVENT_STATUS.postponed, 1);
    await startedAgo(event, 71);
    expect(await run(event)).toBe(false);
    await startedAgo(event, 73);
    expect([await run(event), await run(event)]).toEqual([true, false]);
    expect(await stateOf(home)).toMatch(/^settled void 1000/);
    expect(await trail(event)).toEqual([{ actor: "Sport rules", reason: "not_started" }]);
    await result(event, "home", { certainty: 2 });
    expect(await stateOf(home)).toMatch(/^settled void 1000/);
  });

  it("goes by the start that was announced when each bet was placed", async () => {
    const event = await upcoming();
    const player = await makePlayer(10_000n);
    const before = await bet(player, [event], "home");
    await applyBook([{ eventId: event.eventId, startsAt: Date.now() + 240 * HOUR_MS }]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const after = await bet(player, [event], "home");
    expect(await run(event)).toBe(false);
    await moveAgo(event, 73);
    expect([await run(event), await run(event)]).toEqual([true, false]);
    expect([await stateOf(before), await stateOf(after)]).toEqual([
      expect.stringMatching(/^settled void 1000/),
      expect.stringMatching(/^open/),
    ]);
    expect(await trail(event)).toEqual([{ actor: "Sport rules", reason: "moved" }]);
  });

  it("keeps its bets when it began in time, however often its start moved", async () => {
    const event = await upcoming();
    const home = await bet(await makePlayer(10_000n), [event], "home");
    await applyBook([{ eventId: event.eventId, startsAt: Date.now() - HOUR_MS }]);
    await applyBook([{ eventId: event.eventId, status: EVENT_STATUS.live }]);
    await rows("update event set started_at = now() - interval '2 hours' where id = $1", [event.eventId]);
    await moveAgo(event, 73);
    expect(await run(event)).toBe(false);
    expect(await stateOf(home)).toMatch(/^open/);
  });
});
