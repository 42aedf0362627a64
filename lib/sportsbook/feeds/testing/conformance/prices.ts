import { describe, expect, it } from "vitest";
import { eventsDelta, eventView } from "#lib/sportsbook/markets/index.ts";
import type { FeedMessageInput } from "../../schema.ts";
import { ALL, prices, type Stage } from "./stage.ts";

/** Prices, stops, and what opens a market again. */
export const pricesConform = ({ openEvent, restart, say, providerId }: Stage): void => {
  describe("prices", () => {
    it("may be repeated, late and out of order: the newest price of each market holds", async () => {
      const { tell, market } = await openEvent();
      const change = { type: "odds_change", markets: prices(["1x2"], "3.00") } as const;
      expect(await tell(9, change)).toBe("applied");
      expect(await tell(9, change)).toBe("duplicate");
      expect(await tell(5, { type: "odds_change", markets: prices(["1x2", "total"], "2.50") })).toBe(
        "applied",
      );
      expect(await tell(4, { type: "odds_change", markets: prices(["1x2", "total"], "2.40") })).toBe(
        "outdated",
      );
      expect([(await market("1x2")).odds, (await market("total")).odds]).toEqual([30_000n, 25_000n]);
    });

    it("of equal times go by their arrival", async () => {
      const { tell, market } = await openEvent();
      await tell(9, { type: "odds_change", markets: prices(["1x2"], "3.00") });
      await tell(9, { type: "odds_change", markets: prices(["1x2"], "3.10") });
      expect((await market("1x2")).odds).toBe(31_000n);
    });

    it("close a market that they call settled, without deciding its bets", async () => {
      const { tell, bet, result, openMarkets } = await openEvent();
      const placed = await bet("1x2", "home");
      const [named] = prices(["1x2"]);
      await tell(2, { type: "odds_change", markets: [{ ...named, status: -3, outcomes: [] }] } as never);
      expect(await openMarkets()).toEqual(["total", "correct_score", "both_to_score"]);
      expect(await result(placed)).toBe("open");
    });

    it("go on after a message that nobody can read", async () => {
      const { eventId, zero, tell, openMarkets } = await openEvent();
      const broken = {
        type: "odds_change",
        provider: providerId(),
        eventId,
        timestamp: zero + 2,
        markets: "all",
      };
      expect(await say(broken as unknown as FeedMessageInput)).toBe("rejected");
      await tell(3, { type: "odds_change", markets: prices(["1x2"], "2.10") });
      expect(await openMarkets()).toEqual(ALL);
    });
  });

  describe("a stop", () => {
    it("of all suspends every active market until it is priced again, across a restart", async () => {
      const { tell, bet, openMarkets } = await openEvent();
      expect(await tell(10, { type: "bet_stop" })).toBe("applied");
      expect(await openMarkets()).toEqual([]);
      await tell(11, { type: "odds_change", markets: prices(["1x2"]) });
      expect(await openMarkets()).toEqual(["1x2"]);
      expect(await bet("total", "over")).not.toMatch(/^[0-9a-f-]{36}$/);
      await restart();
      await tell(12, { type: "event_status", status: 1 });
      await tell(13, { type: "odds_change", markets: prices(["1x2"], "2.10") });
      expect(await openMarkets()).toEqual(["1x2"]);
      await tell(14, { type: "odds_change", markets: prices(["total"]) });
      expect(await openMarkets()).toEqual(["1x2", "total"]);
    });

    it("of a group suspends that group, and what has no known group", async () => {
      const { tell, openMarkets } = await openEvent();
      await tell(10, { type: "bet_stop", groups: "goals|corners" });
      expect(await openMarkets()).toEqual(["1x2"]);
      await tell(11, { type: "odds_change", markets: prices(["both_to_score"]) });
      expect(await openMarkets()).toEqual(["1x2", "both_to_score"]);
    });

    it("suspends without a status, and for whatever reason", async () => {
      const { tell, openMarkets, market } = await openEvent();
      expect(await tell(10, { type: "bet_stop", reason: "meteor", marketStatus: 17 } as never)).toBe(
        "applied",
      );
      expect(await openMarkets()).toEqual([]);
      expect((await market("1x2")).status).toBe(-1);
    });

    it("changes active markets only", async () => {
      const { tell, market } = await openEvent();
      await tell(2, { type: "odds_change", markets: prices(["total"], "2.00", 0) });
      await tell(10, { type: "bet_stop" });
      expect((await market("total")).status).toBe(0);
    });

    it("and a price arrive in either order: the newer one holds, market by market", async () => {
      const { tell, openMarkets } = await openEvent();
      await tell(20, { type: "odds_change", markets: prices(["1x2"], "2.20") });
      expect(await tell(10, { type: "bet_stop" })).toBe("applied");
      expect(await openMarkets()).toEqual(["1x2"]);
      expect(await tell(9, { type: "odds_change", markets: prices(["total"], "2.30") })).toBe("outdated");
      expect(await openMarkets()).toEqual(["1x2"]);
    });
  });

  it("keep their order whatever was stopped: a status older than a stop is taken, and lifts nothing", async () => {
    const { tell, event, openMarkets } = await openEvent();
    await tell(20, { type: "bet_stop", reason: "penalty" });
    expect(await tell(18, { type: "event_status", status: 2 })).toBe("applied");
    expect(await event()).toMatchObject({ status: 2, stopped: "penalty" });
    expect(await tell(17, { type: "event_status", status: 1 })).toBe("outdated");
    expect(await tell(19, { type: "event_status", status: 3 })).toBe("applied");
    expect([(await event()).status, await openMarkets()]).toEqual([3, []]);
  });

  describe("a fixture change", () => {
    it("has an order of its own: a cancellation older than the prices is carried out", async () => {
      const { tell, bet, event, result } = await openEvent();
      const placed = await bet("1x2", "home");
      await tell(2_000, { type: "odds_change", status: 1, markets: prices(ALL, "2.10") });
      expect(await tell(1_990, { type: "fixture_change", change: "cancelled" })).toBe("applied");
      expect((await event()).status).toBe(5);
      expect(await result(placed)).toBe("void");
    });

    it("that is older than another one changes nothing", async () => {
      const { zero, tell, event } = await openEvent();
      const to = (hours: number) => zero + hours * 3_600_000;
      await tell(20, { type: "fixture_change", change: "start_time", startsAt: to(2) });
      expect(await tell(10, { type: "fixture_change", change: "start_time", startsAt: to(1) })).toBe(
        "outdated",
      );
      expect((await event()).startsAt.getTime()).toBe(to(2));
    });

    it("moves the start by a new version, which open pages are sent", async () => {
      const { eventId, zero, fixture, tell, event } = await openEvent();
      for (const [at, message] of [
        [10, { type: "fixture_change", change: "start_time", startsAt: zero + 7_200_000 }],
        [11, fixture(zero + 3_600_000)],
      ] as const) {
        const before = await event();
        await tell(at, message);
        const after = await event();
        expect(after.version).toBeGreaterThan(before.version);
        expect(await eventsDelta([{ id: eventId, since: Number(before.version) }])).toMatchObject([
          { startsAt: after.startsAt.toISOString() },
        ]);
      }
      expect((await eventView(eventId))?.startsAt).toBe(new Date(zero + 3_600_000).toISOString());
    });
  });
};
