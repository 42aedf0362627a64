import { describe, expect, it } from "vitest";
import type { Incident } from "#lib/sportsbook/events/schema.ts";
import type { BookChange, MarketResult } from "#lib/sportsbook/markets/schema.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { mergeChanges } from "./merge-changes.ts";

const market = (id: string, odds: bigint): NonNullable<BookChange["markets"]>[number] => ({
  id,
  marketType: "1x2",
  specifiers: "",
  status: 1,
  outcomes: [{ key: "home", position: 0, odds, probability: null, active: true }],
});
const incident = (number: number, revoked = false): Incident => ({
  number,
  kind: "goal",
  participant: 1,
  revoked,
  detail: { clockSeconds: 60, phase: "first_half" },
});
const result = (marketId: string): MarketResult => ({
  marketId,
  certainty: 1,
  cancelled: false,
  outcomes: [],
});

describe("two changes of one event as one", () => {
  it("keep the newest state and everything that happened", () => {
    const first: BookChange = {
      eventId: "e",
      feedTimestamp: 1,
      status: 1,
      incidents: [incident(1)],
      markets: [market("a", 20_000n), market("b", 30_000n)],
      results: [result("x")],
    };
    const score = footballKickOff();
    const second: BookChange = {
      eventId: "e",
      feedTimestamp: 2,
      score,
      incidents: [incident(1, true), incident(2)],
      markets: [market("a", 21_000n)],
      results: [result("y")],
    };
    expect(mergeChanges(first, second)).toEqual({
      eventId: "e",
      feedTimestamp: 2,
      status: 1,
      score,
      incidents: [incident(1, true), incident(2)],
      markets: [market("a", 21_000n), market("b", 30_000n)],
      results: [result("x"), result("y")],
    });
  });

  it("end in the suspension that came last", () => {
    const stop: BookChange = { eventId: "e", suspend: "goal" };
    const go: BookChange = { eventId: "e", resume: true };
    const tick: BookChange = { eventId: "e", status: 1 };
    expect(mergeChanges(mergeChanges(stop, tick), go)).toMatchObject({ resume: true });
    expect(mergeChanges(stop, go)).not.toHaveProperty("suspend");
    expect(mergeChanges(go, stop)).toMatchObject({ suspend: "goal" });
    expect(mergeChanges(go, stop)).not.toHaveProperty("resume");
    expect(mergeChanges(stop, tick)).toMatchObject({ suspend: "goal", status: 1 });
  });

  it("stop what was priced before, and not what is priced after", () => {
    const stop = (marketId: string) => ({ marketId, status: -1 as const });
    const stopped: BookChange = { eventId: "e", stops: [stop("a"), stop("b")] };
    const priced: BookChange = { eventId: "e", markets: [market("a", 20_000n)] };
    expect(mergeChanges(priced, stopped)).toMatchObject({ markets: priced.markets, stops: stopped.stops });
    expect(mergeChanges(stopped, priced).stops).toEqual([stop("b")]);
    expect(mergeChanges({ eventId: "e", stops: [stop("a")] }, priced)).not.toHaveProperty("stops");
  });
});
