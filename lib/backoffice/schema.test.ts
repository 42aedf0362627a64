import { describe, expect, it } from "vitest";
import { marketIdOf } from "#lib/sportsbook/markets/schema.ts";
import { AuditSearch, BetSearch, parseMarketId } from "./schema.ts";

describe("parseMarketId", () => {
  it.each([
    ["wc-1", "1x2", ""],
    ["wc.2026.1", "total", "total=2.5"],
    ["e", "team_total", "team=home|total=1.5"],
  ])("is marketIdOf backwards: %s %s %s", (eventId, template, specifiers) => {
    expect(parseMarketId(marketIdOf(eventId, template, specifiers))).toEqual({
      eventId,
      template,
      specifiers,
    });
  });
});

describe("searches", () => {
  it("take what makes sense from an address and leave out the rest", () => {
    expect(
      BetSearch.parse({ id: "no id", email: " a@b.se ", status: "", result: "won", before: ["x"] }),
    ).toEqual({
      email: "a@b.se",
      result: "won",
    });
    expect(AuditSearch.parse({ before: "12", from: "2026-13-01", to: "2026-06-01" })).toEqual({
      before: 12n,
      to: "2026-06-01",
    });
  });
});
