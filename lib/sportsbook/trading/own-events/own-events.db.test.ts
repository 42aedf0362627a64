import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { verifyAudit } from "#lib/audit/index.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { placeBet, refusalsWritten, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { loadBooks } from "#lib/sportsbook/feeds/queries.ts";
import { applyBook, eventView, listing } from "#lib/sportsbook/markets/index.ts";
import { settleMarket, voidByRule } from "#lib/sportsbook/settlement/index.ts";
import { makeFixtures, makeNextEvent, makePlayer, makeStaff } from "#lib/sportsbook/testing.ts";
import {
  CreateEventInput,
  CreateMarketInput,
  moveOwnEvents,
  tradingCommands,
  UpdateEventInput,
  UpdateOutcomesInput,
} from "../index.ts";

const { cancelEvent } = tradingCommands;

type Staff = { staffId: string; sessionId: string };
// As a page sends them.
const createEvent = (by: Staff, input: Create) =>
  tradingCommands.createEvent(by, CreateEventInput.parse(input));
const updateEvent = (by: Staff, input: UpdateEventInput) =>
  tradingCommands.updateEvent(by, UpdateEventInput.parse(input));
const createMarket = (by: Staff, input: CreateMarketInput) =>
  tradingCommands.createMarket(by, CreateMarketInput.parse(input));
const updateOutcomes = (by: Staff, input: UpdateOutcomesInput) =>
  tradingCommands.updateOutcomes(by, UpdateOutcomesInput.parse(input));

let database: TestDatabase;
let trader: Staff;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
  trader = await makeStaff();
  // The competition and the teams of a feed.
  await makeFixtures([{ eventId: "fixture-0", home: "Ajax", away: "Feyenoord" }]);
});
afterAll(async () => {
  await refusalsWritten();
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyAudit()).broken).toEqual([]);
});

const HOUR_MS = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();

type Create = CreateEventInput;
const match = (more: Partial<Create> = {}): Create => ({
  sportId: "football",
  competition: { id: "test" },
  sides: ["Ajax", "Jong Ajax"],
  name: null,
  startsAt: inHours(5),
  combinable: true,
  ...more,
});
const outright = (name: string, more: Partial<Create> = {}): Create =>
  match({ sides: null, name, startsAt: inHours(500), combinable: false, ...more });

const created = async (input: Create): Promise<string> => {
  const answer = await createEvent(trader, input);
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value.eventId;
};

const names = (count: number, odds = "15000") =>
  Array.from({ length: count }, (_, at) => ({ name: `Runner ${at + 1}`, odds }));

const special = async (eventId: string, title: string, outcomes = names(2)): Promise<string> => {
  const answer = await createMarket(trader, { eventId, title, outcomes, winners: 1 });
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value.marketId;
};

const revisionOf = async (eventId: string): Promise<number> => {
  const [row] = await rows<{ at: bigint }>("select fixture_timestamp as at from event where id = $1", [
    eventId,
  ]);
  return Number(row?.at);
};

const bet = async (playerId: string, ...picks: [marketId: string, key: string, odds: bigint][]) =>
  placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake: "1.00",
      legs: picks.map(([marketId, outcomeKey, odds]) => ({ marketId, outcomeKey, odds })),
      oddsChoice: "none",
    },
  );

describe("an event of staff", () => {
  it("is between participants that the sport knows by name, and others that it creates", async () => {
    const eventId = await created(match());
    const view = await eventView(eventId);
    expect(view).toMatchObject({ provider: "staff", name: "Ajax – Jong Ajax", status: 0 });
    expect(view?.participants.map(({ id }) => id)).toEqual([
      "test-ajax",
      expect.stringMatching(/^own-[0-9a-f-]{36}$/),
    ]);
    const listed = await listing({ kind: "competition", competitionId: "test" });
    expect(listed.map(({ id }) => id)).toContain(eventId);
  });

  it("is refused where a feed or another trader has it already, unless the trader knows", async () => {
    const twin = match({ sides: ["Feyenoord", "Ajax"], startsAt: inHours(3) });
    expect(await createEvent(trader, twin)).toMatchObject({
      ok: false,
      refusal: { code: "event_exists", eventId: "fixture-0" },
    });
    expect(await createEvent(trader, { ...twin, startsAt: inHours(60) })).toMatchObject({ ok: true });
    expect(await createEvent(trader, { ...twin, despiteTwin: true })).toMatchObject({ ok: true });
    await created(outright("Cup winner"));
    expect(await createEvent(trader, outright("cup WINNER"))).toMatchObject({
      refusal: { code: "event_exists" },
    });
  });

  it("is entered once by two traders at once", async () => {
    const answers = await Promise.all([1, 2, 3].map(() => createEvent(trader, outright("Race to the cup"))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("is refused where it makes no sense", async () => {
    const refusalOf = async (more: Partial<Create>) => {
      const answer = await createEvent(trader, match(more));
      return answer.ok ? null : answer.refusal.code;
    };
    expect(await refusalOf({ sportId: "curling" })).toBe("unknown_sport");
    expect(await refusalOf({ competition: { id: "none" } })).toBe("unknown_competition");
    expect(await refusalOf({ sides: ["PSV", "psv"] })).toBe("same_side");
    expect(await refusalOf({ startsAt: inHours(-1) })).toBe("start_out_of_range");
    expect(await refusalOf({ startsAt: inHours(24 * 366 * 6) })).toBe("start_out_of_range");
    const reads = (more: Partial<Create>) => CreateEventInput.safeParse(match(more)).success;
    expect(reads({ sides: ["é".repeat(120), "b"] })).toBe(true);
    for (const sides of [
      ["a".repeat(121), "b"],
      ["a\u202eb", "c"],
      ["a\u0007", "c"],
      [" ", "c"],
    ])
      expect(reads({ sides: sides as [string, string] })).toBe(false);
    expect(reads({ name: "both" })).toBe(false);
    expect(reads({ sides: null })).toBe(false);
  });

  it("is edited by one of two traders who saw the same, and its bets stand", async () => {
    const eventId = await created(outright("Top scorer"));
    const marketId = await special(eventId, "Top scorer", names(3, "24000"));
    const player = await makePlayer(10_000n);
    expect(await bet(player, [marketId, "1", 24_000n])).toMatchObject({ ok: true });
    const revision = await revisionOf(eventId);
    const edit = { eventId, revision, startsAt: inHours(600), combinable: false };
    const answers = [
      await updateEvent(trader, { ...edit, name: "Top goalscorer" }),
      await updateEvent(trader, { ...edit, name: "Golden boot" }),
    ];
    expect(answers).toMatchObject([{ ok: true }, { ok: false, refusal: { code: "event_changed" } }]);
    expect((await eventView(eventId))?.name).toBe("Top goalscorer");
    expect(await updateEvent(trader, { ...edit, eventId: "fixture-0" })).toMatchObject({
      refusal: { code: "event_of_feed" },
    });
  });

  it("takes bets until its start, by the database's clock, and is over then", async () => {
    const eventId = await created(outright("Tonight"));
    const marketId = await special(eventId, "Who wins?");
    const sided = await created(match({ sides: ["Sparta", "Excelsior"] }));
    await database.asOwner(
      `update event set starts_at = clock_timestamp() - interval '1 second' where id in ('${eventId}', '${sided}')`,
    );
    const player = await makePlayer(10_000n);
    expect(await bet(player, [marketId, "1", 15_000n])).toMatchObject({ refusal: { code: "event_closed" } });
    expect((await moveOwnEvents()).sort()).toEqual([eventId, sided].sort());
    const statuses = await Promise.all([eventId, sided].map(async (id) => (await eventView(id))?.status));
    expect(statuses).toEqual([3, 2]);
    // Without open markets the match is over, too.
    expect(await moveOwnEvents()).toEqual([sided]);
    expect(await moveOwnEvents()).toEqual([]);
  });

  it("is cancelled with its bets, once the trader has seen how many there are", async () => {
    const eventId = await created(outright("Friendly cup"));
    const marketId = await special(eventId, "Friendly cup winner");
    const player = await makePlayer(10_000n);
    expect(await bet(player, [marketId, "1", 15_000n])).toMatchObject({ ok: true });
    const revision = await revisionOf(eventId);
    expect(await cancelEvent(trader, { eventId, revision, bets: 0 })).toEqual({
      ok: false,
      refusal: { code: "bets_changed", bets: 1 },
    });
    expect(await cancelEvent(trader, { eventId, revision, bets: 1 })).toMatchObject({ ok: true });
    await settleMarket(marketId);
    expect(
      await rows("select result, returned::text, status from bet where player_id = $1", [player]),
    ).toEqual([{ result: "void", returned: "100", status: "settled" }]);
    expect(await cancelEvent(trader, { eventId, revision: revision + 1, bets: 0 })).toMatchObject({
      refusal: { code: "event_over" },
    });
    expect(await createMarket(trader, { eventId, title: "x", outcomes: names(2), winners: 1 })).toMatchObject(
      {
        refusal: { code: "event_started" },
      },
    );
  });

  it("is not combined with other events of its competition, unless it may be", async () => {
    const { marketId } = await makeNextEvent({ running: false });
    const eventId = await created(outright("League winner"));
    const winner = await special(eventId, "League winner");
    const player = await makePlayer(10_000n);
    const both = [[winner, "1", 15_000n] as const, [marketId, "home", 20_000n] as const];
    expect(await bet(player, ...(both as [string, string, bigint][]))).toEqual({
      ok: false,
      refusal: { code: "legs_not_combinable", reason: "related", marketIds: [winner, marketId] },
    });
    const revision = await revisionOf(eventId);
    await updateEvent(trader, { eventId, revision, startsAt: inHours(500), combinable: true });
    expect(await bet(player, ...(both as [string, string, bigint][]))).toMatchObject({ ok: true });
  });

  it("is in the audit trail by its id", async () => {
    const eventId = await created(outright("Audited"));
    const [entry] = await ownerRows<{ action: string; after: { name: string } }>(
      "select action, after from audit_entry where subject = $1",
      [`event:${eventId}`],
    );
    expect(entry).toMatchObject({ action: "event.create", after: { name: "Audited" } });
  });
});

describe("a market that a trader writes", () => {
  it("is sold on an event of a feed until it begins, under the names that were written", async () => {
    const { eventId } = await makeNextEvent({ running: false });
    const marketId = await special(eventId, "Penalty <b>in</b> both halves?", [
      { name: "Yes", odds: "60000" },
      { name: "No", odds: "11000" },
    ]);
    const view = await eventView(eventId);
    expect(view?.markets.find(({ id }) => id === marketId)?.written).toEqual({
      title: "Penalty <b>in</b> both halves?",
      outcomes: { 1: "Yes", 2: "No" },
      winners: 1,
    });
    const player = await makePlayer(10_000n);
    expect(await bet(player, [marketId, "1", 60_000n])).toMatchObject({ ok: true });
    await database.asOwner(`update event set status = 1 where id = '${eventId}'`);
    expect(await bet(player, [marketId, "1", 60_000n])).toMatchObject({ refusal: { code: "event_closed" } });
  });

  it("is refused with a book that loses, a price between two rungs, or names that read the same", async () => {
    const { eventId } = await makeNextEvent({ running: false });
    const refusalOf = async (more: Partial<CreateMarketInput>) => {
      const input = { eventId, title: "Special", outcomes: names(3, "24000"), winners: 1, ...more };
      const answer = await createMarket(trader, input);
      return answer.ok ? null : answer.refusal;
    };
    expect(await refusalOf({ outcomes: names(2, "21000") })).toMatchObject({ code: "book_below_fair" });
    expect(await refusalOf({ outcomes: names(2, "21000"), belowFair: true, title: "Loses" })).toBeNull();
    expect(await refusalOf({ winners: 2 })).toMatchObject({ code: "book_below_fair" });
    expect(await refusalOf({ outcomes: names(2, "15010") })).toEqual({
      code: "outcome_off_ladder",
      name: "Runner 1",
    });
    const twice = [
      { name: "Yes", odds: "15000" },
      { name: "yes\u200b", odds: "15000" },
    ];
    expect(await refusalOf({ outcomes: twice })).toEqual({ code: "same_outcome", name: "yes\u200b" });
    expect(await refusalOf({ winners: 3 })).toEqual({ code: "winners_out_of_range" });
    expect(await refusalOf({ title: "LOSES" })).toEqual({ code: "same_title" });
    const input = { eventId, title: "Special", outcomes: names(61), winners: 1 };
    expect(CreateMarketInput.safeParse(input).success).toBe(false);
  });

  it("gets more outcomes, and loses one while a bet on it is being decided", async () => {
    const { eventId } = await makeNextEvent({ running: false });
    const marketId = await special(eventId, "Man of the match", names(3, "24000"));
    const more = { marketId, rename: [], add: [], offer: [] };
    const player = await makePlayer(10_000n);
    const [withdrawn, placed] = await Promise.all([
      updateOutcomes(trader, { ...more, version: 0, offer: [{ key: "2", active: false }] }),
      bet(player, [marketId, "2", 24_000n]),
    ]);
    expect(withdrawn).toMatchObject({ ok: true });
    const taken = placed.ok;
    if (!taken) expect(placed).toMatchObject({ refusal: { code: "outcome_unavailable" } });
    expect(await bet(player, [marketId, "2", 24_000n])).toMatchObject({
      refusal: { code: "outcome_unavailable" },
    });
    expect(
      await updateOutcomes(trader, { ...more, version: 0, add: [{ name: "Late", odds: "50000" }] }),
    ).toMatchObject({ refusal: { code: "control_changed" } });
    expect(
      await updateOutcomes(trader, { ...more, version: 1, add: [{ name: "Late", odds: "50000" }] }),
    ).toMatchObject({ ok: true, value: { version: 2 } });
    expect(await bet(player, [marketId, "4", 50_000n])).toMatchObject({ ok: true });
  });

  it("keeps its names once there are bets, and changes them only while nobody can bet", async () => {
    const { eventId, marketId: ofFeed } = await makeNextEvent({ running: false });
    const marketId = await special(eventId, "First sacked", names(3, "24000"));
    const rename = (version: number) =>
      updateOutcomes(trader, {
        marketId,
        version,
        rename: [{ key: "1", name: "Somebody" }],
        add: [],
        offer: [],
      });
    expect(await rename(0)).toMatchObject({ refusal: { code: "market_on_sale" } });
    await tradingCommands.setMarketStatus(trader, { marketId, version: 0, on: false });
    expect(await rename(1)).toMatchObject({ ok: true });
    await tradingCommands.setMarketStatus(trader, { marketId, version: 2, on: true });
    const player = await makePlayer(10_000n);
    expect(await bet(player, [marketId, "1", 24_000n])).toMatchObject({ ok: true });
    expect(await rename(3)).toMatchObject({ refusal: { code: "market_has_bets" } });
    expect(
      await updateOutcomes(trader, { marketId: ofFeed, version: 0, rename: [], add: [], offer: [] }),
    ).toMatchObject({ refusal: { code: "market_not_written" } });
  });

  it("is nobody's but the trader's: the feed neither stops nor settles it, and it is void once the feed cancels the event", async () => {
    const { eventId, marketId: ofFeed } = await makeNextEvent({ running: false });
    const marketId = await special(eventId, "Own goal", names(2));
    const [book] = await loadBooks([eventId]);
    expect([...(book?.markets.keys() ?? [])]).toEqual([ofFeed]);
    const player = await makePlayer(10_000n);
    expect(await bet(player, [marketId, "2", 15_000n])).toMatchObject({ ok: true });
    await applyBook([{ eventId, status: 5 }]);
    expect(await voidByRule()).toEqual([eventId]);
    expect(await voidByRule()).toEqual([]);
    await settleMarket(marketId);
    expect(await rows("select result from bet where player_id = $1", [player])).toEqual([{ result: "void" }]);
  });
});
