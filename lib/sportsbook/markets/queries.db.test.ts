import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { sportViews } from "#lib/sportsbook/sports/schema.ts";
import { applyBook, setSuspension } from "./index.ts";
import {
  competitionsWithCounts,
  eventsDelta,
  eventView,
  eventViews,
  listing,
  priceHistory,
} from "./queries.ts";
import { applyDelta, type EventView, type MarketPrice, mainMarkets } from "./schema.ts";
import { seedEvents, totalPrice, winnerPrice } from "./testing/book.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

const known = async (id: string): Promise<EventView> => {
  const view = await eventView(id);
  if (!view) throw new Error(`no event ${id}`);
  return view;
};

describe("eventView", () => {
  it("shows names, kick-off score, markets in the order of the page and odds as text", async () => {
    const [id = ""] = await seedEvents(1);
    await applyBook([
      { eventId: id, markets: [totalPrice(id, 2.5), winnerPrice(id, 22_500n), totalPrice(id, 1.5)] },
    ]);
    const view = await known(id);
    expect(view.participants[0]?.name).toMatch(/^Home/);
    expect(view.startsAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(view.score).toEqual(footballKickOff());
    expect(view.markets.map(({ marketType, specifiers }) => `${marketType} ${specifiers}`)).toEqual([
      "1x2 ",
      "total total=1.5",
      "total total=2.5",
    ]);
    expect(view.markets[0]?.outcomes[0]).toEqual({
      key: "home",
      odds: "22500",
      active: true,
      result: null,
      voidFactor: null,
    });
    expect(view.markets[0]?.version).toBe(view.version);
  });

  it("is null for an event that does not exist", async () => {
    expect(await eventView("nowhere")).toBeNull();
  });

  it("names the widest standing suspension, and a market's own apart", async () => {
    const [id = ""] = await seedEvents(1);
    const winner = winnerPrice(id, 20_000n);
    await applyBook([{ eventId: id, markets: [winner], suspend: "goal" }]);
    await setSuspension({
      where: { scope: "market", id: winner.id },
      source: "staff",
      on: true,
      reason: "trader",
    });
    await setSuspension({
      where: { scope: "sport", id: "football" },
      source: "staff",
      on: true,
      reason: "halt",
    });
    const stopped = await known(id);
    expect(stopped.suspension).toMatchObject({ scope: "sport", source: "staff", reason: "halt" });
    expect(stopped.markets[0]?.suspension).toMatchObject({ scope: "market", reason: "trader" });
    await setSuspension({
      where: { scope: "sport", id: "football" },
      source: "staff",
      on: false,
      reason: "halt",
    });
    expect((await known(id)).suspension).toMatchObject({ scope: "event", source: "feed", reason: "goal" });
  });
});

describe("eventsDelta", () => {
  it("holds exactly what changed since, and brings an old view to the new one from any version", async () => {
    const [id = "", quiet = ""] = await seedEvents(2);
    const seen: EventView[] = [];
    const winner = winnerPrice(id, 20_000n);
    const steps = [
      () => applyBook([{ eventId: id, markets: [winner, totalPrice(id, 2.5)] }]),
      () => applyBook([{ eventId: id, markets: [winnerPrice(id, 21_000n)] }]),
      () =>
        applyBook([
          {
            eventId: id,
            status: 1,
            score: { ...footballKickOff(), phase: "first_half", clockSeconds: 60 },
            incidents: [incident(1, "kick_off", 0), incident(2, "goal", 55)],
            suspend: "goal",
          },
        ]),
      () =>
        setSuspension({
          where: { scope: "market", id: winner.id },
          source: "staff",
          on: true,
          reason: "trader",
        }),
      () =>
        applyBook([
          { eventId: id, incidents: [{ ...incident(2, "goal", 55), revoked: true }], resume: true },
        ]),
      () =>
        setSuspension({
          where: { scope: "market", id: winner.id },
          source: "staff",
          on: false,
          reason: "trader",
        }),
      () => applyBook([{ eventId: id, markets: [totalPrice(id, 3.5)] }]),
    ];
    seen.push(await known(id));
    for (const step of steps) {
      await step();
      seen.push(await known(id));
    }
    const now = await known(id);
    for (const old of seen.slice(0, -1)) {
      const [delta] = await eventsDelta([{ id, since: old.version }]);
      if (!delta) throw new Error("no delta");
      expect(applyDelta(old, delta)).toEqual(now);
    }
    const beforeLast = seen.at(-2);
    const [last] = await eventsDelta([
      { id, since: beforeLast?.version ?? 0 },
      { id: quiet, since: 0 },
    ]);
    expect(last?.markets.map((market) => market.specifiers)).toEqual(["total=3.5"]);
    expect(last?.incidents).toEqual([]);
    expect(await eventsDelta([{ id, since: now.version }])).toEqual([]);
  });
});

const incident = (number: number, kind: "goal" | "kick_off", clockSeconds: number) => ({
  number,
  kind,
  participant: kind === "goal" ? 1 : null,
  revoked: false,
  detail: { clockSeconds, phase: "first_half" },
});

const lineOf = (
  eventId: string,
  total: number,
  [over, under]: readonly [bigint | null, bigint | null],
  status: MarketPrice["status"] = 1,
) => {
  const { outcomes, ...market } = totalPrice(eventId, total);
  return {
    ...market,
    status,
    outcomes: outcomes.map((outcome, at) => ({ ...outcome, odds: at === 0 ? over : under })),
  };
};

describe("the markets of a list", () => {
  it("are the main one of each type: open, and of lines the most even, as browsers pick them from the whole event", async () => {
    const books: [(id: string) => ReturnType<typeof lineOf>[], string | undefined][] = [
      [
        (id) => [
          lineOf(id, 1.5, [12_000n, 45_000n]),
          lineOf(id, 2.5, [19_000n, 19_800n]),
          lineOf(id, 10.5, [90_000n, 10_100n]),
        ],
        "total=2.5",
      ],
      [(id) => [lineOf(id, 1.5, [19_000n, 19_100n], -1), lineOf(id, 2.5, [13_000n, 33_000n])], "total=2.5"],
      [
        (id) => [lineOf(id, 1.5, [19_000n, 19_100n], 0), lineOf(id, 2.5, [13_000n, 33_000n], -1)],
        "total=2.5",
      ],
      [(id) => [lineOf(id, 1.5, [null, 10_100n]), lineOf(id, 3.5, [50_000n, 11_000n])], "total=3.5"],
      [() => [], undefined],
    ];
    const ids = await seedEvents(books.length);
    await applyBook(
      ids.map((eventId, at) => ({
        eventId,
        markets: [...(books[at]?.[0](eventId) ?? []), winnerPrice(eventId, 20_000n)],
      })),
    );
    const views = new Map((await eventViews(ids)).map((view) => [view.id, view]));
    const summaries = await listing({ kind: "ids", ids });
    for (const [at, { id, boardMarkets }] of summaries.entries()) {
      expect(boardMarkets.map(({ marketType }) => marketType)).toEqual(
        books[at]?.[1] ? ["1x2", "total"] : ["1x2"],
      );
      expect(boardMarkets[1]?.specifiers).toBe(books[at]?.[1]);
      expect(mainMarkets(sportViews("football"), views.get(id)?.markets ?? [])).toEqual(boardMarkets);
    }
  });

  it("are those of what starts in a period, its beginning included and its end not", async () => {
    const [id = ""] = await seedEvents(1);
    const from = new Date((await known(id)).startsAt);
    const until = new Date(from.getTime() + 1);
    const idsIn = async (period: { from: Date; until: Date }) =>
      (await listing({ kind: "starting", ...period })).map((event) => event.id);
    expect(await idsIn({ from, until })).toContain(id);
    expect(await idsIn({ from: new Date(from.getTime() - 1), until: from })).not.toContain(id);
    expect(await idsIn({ from: until, until: new Date(until.getTime() + 1) })).not.toContain(id);
  });
});

describe("lists", () => {
  it("tells running from waiting, counts markets and shows the winner market", async () => {
    const [running = "", waiting = "", over = ""] = await seedEvents(3);
    await applyBook([
      { eventId: running, status: 1, markets: [totalPrice(running, 2.5), winnerPrice(running, 20_000n)] },
      { eventId: waiting, markets: [totalPrice(waiting, 2.5)] },
      { eventId: over, status: 3 },
    ]);
    const live = await listing({ kind: "live" });
    const summary = live.find(({ id }) => id === running);
    expect(summary).toMatchObject({
      marketsCount: 2,
      boardMarkets: [{ marketType: "1x2" }, { marketType: "total" }],
    });
    expect(live.some(({ id }) => id === waiting || id === over)).toBe(false);
    const upcoming = await listing({ kind: "upcoming" });
    expect(upcoming.find(({ id }) => id === waiting)).toMatchObject({
      boardMarkets: [{ marketType: "total" }],
    });
    const both = await listing({ kind: "running-or-soon", withinHours: 24 });
    expect(both.findIndex(({ id }) => id === running)).toBeLessThan(
      both.findIndex(({ id }) => id === waiting),
    );
    const inOrder = await listing({ kind: "ids", ids: [waiting, running] });
    expect(inOrder.map(({ id }) => id)).toEqual([waiting, running]);
    expect((await listing({ kind: "competition", competitionId: "test:league" })).length).toBeGreaterThan(2);
    const [counts] = await competitionsWithCounts();
    expect(counts).toMatchObject({ id: "test:league", name: "League" });
    expect(counts?.live).toBeGreaterThan(0);
  });

  it("counts no event as popular before anybody has bet on it", async () => {
    const [id = ""] = await seedEvents(1);
    await applyBook([{ eventId: id, markets: [winnerPrice(id, 20_000n)] }]);
    expect((await listing({ kind: "popular" }, 100)).map((event) => event.id)).not.toContain(id);
  });

  it("puts the event with the most staked first among the popular", async () => {
    const [, popular = ""] = await seedEvents(2);
    const winner = winnerPrice(popular, 20_000n);
    await applyBook([{ eventId: popular, markets: [winner] }]);
    await database.asOwner(
      "insert into market_exposure (market_id, outcome_key, shard, stake) values ($1, 'home', 0, 700), ($1, 'draw', 3, 50)",
      [winner.id],
    );
    expect((await listing({ kind: "popular" }, 3))[0]?.id).toBe(popular);
  });

  it("keeps a market's prices over time", async () => {
    const [id = ""] = await seedEvents(1);
    const { id: marketId } = winnerPrice(id, 20_000n);
    for (const odds of [20_000n, 21_000n, 19_500n])
      await applyBook([{ eventId: id, markets: [winnerPrice(id, odds)] }]);
    const points = await priceHistory(marketId);
    expect(points.map(({ prices }) => prices.home)).toEqual(["20000", "21000", "19500"]);
    expect((await priceHistory(marketId, 1)).map(({ prices }) => prices.home)).toEqual(["19500"]);
  });

  it("loads many events in one statement, in the order asked for", async () => {
    const ids = await seedEvents(5);
    expect((await eventViews([...ids].reverse())).map(({ id }) => id)).toEqual([...ids].reverse());
  });
});
