import { describe, expect, it } from "vitest";
import { linesOf } from "#lib/sportsbook/betting/views.ts";
import { draftOf, type EditableBet, sameSelections, wireOf, withLeg, withoutLeg } from "./draft.ts";

type Leg = { event: string; result?: "won"; builder?: number };

const bet = (legs: Leg[], lines = linesOf(legs.length)): EditableBet => ({
  id: "bet",
  currency: "EUR",
  stake: 1_000n,
  lines,
  legs: legs.map(({ event, result = null, builder = null }, at) => ({
    eventId: event,
    marketId: `${event}.m${at}`,
    outcomeKey: "home",
    builder,
    result,
  })) as unknown as EditableBet["legs"],
});
const single = (...events: string[]) => bet(events.map((event) => ({ event })));

describe("a draft", () => {
  it("has the selections without a result, and swaps, adds and removes them by their market", () => {
    const draft = draftOf(bet([{ event: "a", result: "won" }, { event: "b" }]));
    expect(wireOf(draft)).toEqual({ legs: [{ marketId: "b.m1", outcomeKey: "home" }] });
    const swapped = withLeg(draft, { marketId: "b.m1", outcomeKey: "away" });
    const added = withLeg(swapped, { marketId: "c.1x2", outcomeKey: "draw" });
    expect(wireOf(added).legs).toEqual([
      { marketId: "b.m1", outcomeKey: "away" },
      { marketId: "c.1x2", outcomeKey: "draw" },
    ]);
    expect(wireOf(withoutLeg(added, "b.m1")).legs).toEqual([{ marketId: "c.1x2", outcomeKey: "draw" }]);
    expect(sameSelections(draft, swapped)).toBe(false);
    expect(sameSelections(draft, withLeg(swapped, { marketId: "b.m1", outcomeKey: "home" }))).toBe(true);
  });

  it("makes selections of one match a bet builder, side by side", () => {
    const draft = withLeg(draftOf(single("a", "b")), { marketId: "a.total", outcomeKey: "over" });
    expect(wireOf(draft)).toEqual({
      legs: [
        { marketId: "a.m0", outcomeKey: "home", builder: 0 },
        { marketId: "a.total", outcomeKey: "over", builder: 0 },
        { marketId: "b.m1", outcomeKey: "home" },
      ],
    });
    expect(wireOf(withoutLeg(draft, "a.m0")).legs.every(({ builder }) => builder === undefined)).toBe(true);
  });
});

describe("a system", () => {
  const trixie = bet(
    [{ event: "a" }, { event: "b" }, { event: "c" }],
    linesOf(3, { sizes: [2, 3], bankers: [] }),
  );

  it("that covers all stays one with a selection more, and becomes a double with one less", () => {
    const more = withLeg(draftOf(trixie), { marketId: "d.1x2", outcomeKey: "home" });
    expect(wireOf(more).system).toEqual({ sizes: [2, 3, 4], bankers: [] });
    expect(wireOf(withoutLeg(draftOf(trixie), "b.m1")).system).toBeUndefined();
  });

  it("keeps its bankers and the sizes that are left", () => {
    const lines = linesOf(4, { sizes: [2], bankers: [1] });
    const draft = draftOf(bet([{ event: "a" }, { event: "b" }, { event: "c" }, { event: "d" }], lines));
    expect(wireOf(draft).system).toEqual({ sizes: [2], bankers: [1] });
    const more = withLeg(withoutLeg(draft, "a.m0"), { marketId: "e.1x2", outcomeKey: "home" });
    expect(wireOf(more).system).toEqual({ sizes: [2], bankers: [0] });
    expect(wireOf(withoutLeg(draft, "d.m3")).system).toBeUndefined();
  });
});
