import { describe, expect, it } from "vitest";
import { rows } from "#lib/platform/testing/rows.ts";
import type { FeedMessageInput } from "./schema.ts";
import {
  event,
  feedSuspensions,
  fixture,
  markets,
  open,
  PROVIDER,
  pipeline,
  T0,
  testPipeline,
} from "./testing/pipeline.ts";

testPipeline();

describe("a provider that prices itself", () => {
  it("may send prices out of order, as in a recovery: the newest word on each market stands", async () => {
    const at = (timestamp: number) => ({ provider: PROVIDER, eventId: "w1", timestamp: T0 + timestamp });
    const price = (marketType: string, odds: string) => ({
      marketType,
      outcomes: ["a", "b"].map((key) => ({ key, odds })),
    });
    const odds = async (marketType: string) =>
      (
        await rows<{ odds: bigint }>(
          "select o.odds from outcome o join market m on m.id = o.market_id where m.event_id = 'w1' and m.market_type = $1 and o.key = 'a'",
          [marketType],
        )
      )[0]?.odds;
    const tell = (timestamp: number, markets: ReturnType<typeof price>[], more = {}) =>
      pipeline.ingest({ ...at(timestamp), type: "odds_change", markets, ...more });
    await pipeline.ingest({ ...fixture("w1"), pricing: { by: "provider" } } as FeedMessageInput);
    await tell(1, [price("1x2", "2.00"), price("total", "1.50")], { status: 1 });
    // Live, while a recovery runs: only the result moved. What the recovery says of it was true before.
    expect(await tell(9, [price("1x2", "3.00")], { suspension: "goal" })).toBe("applied");
    expect(
      await tell(5, [price("1x2", "2.50"), price("total", "1.75")], {
        requestId: "r",
        status: 0,
        suspension: null,
      }),
    ).toBe("applied");
    expect(await tell(4, [price("1x2", "2.40"), price("total", "1.70")], { requestId: "r" })).toBe(
      "outdated",
    );
    await pipeline.flush();
    expect([await odds("1x2"), await odds("total")]).toEqual([30_000n, 17_500n]);
    expect((await event("w1"))?.status).toBe(1);
    expect(await feedSuspensions("w1")).toEqual([{ reason: "goal", lifted_at: null }]);
    // A restart loses the time of each market's last message, but not the event's: nothing older than that is taken.
    await pipeline.stop();
    await open();
    expect(await tell(8, [price("total", "1.60")])).toBe("outdated");
    expect(await tell(10, [price("total", "1.65")])).toBe("applied");
    await pipeline.flush();
    expect([await odds("1x2"), await odds("total")]).toEqual([30_000n, 16_500n]);
  });

  it("has its odds, stops, settlements and cancellations carried out", async () => {
    const at = (timestamp: number) => ({ provider: PROVIDER, eventId: "p1", timestamp: T0 + timestamp });
    await pipeline.ingest({ ...fixture("p1"), pricing: { by: "provider" } } as FeedMessageInput);
    const prices = (home: string) => [
      {
        marketType: "1x2",
        outcomes: [
          { key: "home", odds: home },
          { key: "draw", odds: "3.4" },
          { key: "away", odds: 4.1 },
        ],
      },
      {
        marketType: "total",
        specifiers: "total=2.5",
        outcomes: [
          { key: "over", odds: "1.9" },
          { key: "under", odds: "1.9" },
        ],
      },
    ];
    await pipeline.ingest({ ...at(1), type: "odds_change", status: 1, markets: prices("1.95") });
    expect(await pipeline.ingest({ ...at(2), type: "odds_change", markets: prices("1.95") })).toBe(
      "unchanged",
    );
    await pipeline.ingest({ ...at(3), type: "bet_stop", reason: "penalty" });
    await pipeline.flush();
    expect(await feedSuspensions("p1")).toEqual([{ reason: "penalty", lifted_at: null }]);
    await pipeline.ingest({ ...at(4), type: "odds_change", markets: prices("1.55") });
    await pipeline.ingest({
      ...at(3),
      type: "bet_settlement",
      markets: [
        {
          marketType: "1x2",
          outcomes: [
            { key: "home", result: 1 },
            { key: "draw", result: 0 },
            { key: "away", result: 0 },
          ],
        },
      ],
    });
    await pipeline.ingest({
      ...at(5),
      type: "bet_cancel",
      markets: [{ marketType: "total", specifiers: "total=2.5" }],
    });
    await pipeline.flush();
    expect((await feedSuspensions("p1"))[0]?.lifted_at).not.toBeNull();
    const odds = await rows<{ odds: bigint }>(
      "select odds from outcome where market_id = 'p1.1x2' and key = 'home'",
    );
    expect(odds[0]?.odds).toBe(15_500n);
    expect((await markets("p1")).map((m) => m.status)).toEqual([-3, -4]);
  });
});
