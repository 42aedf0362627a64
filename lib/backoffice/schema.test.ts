import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { marketIdOf } from "#lib/sportsbook/markets/schema.ts";
import { AuditSearch, BetSearch, PlayerSearch, parseMarketId, readSearch } from "./schema.ts";

describe("parseMarketId", () => {
  it.each([
    ["wc-1", "1x2", ""],
    ["wc.2026.1", "total", "total=2.5"],
    ["e", "team_total", "team=home|total=1.5"],
  ])("is marketIdOf backwards: %s %s %s", (eventId, marketType, specifiers) => {
    expect(parseMarketId(marketIdOf(eventId, marketType, specifiers))).toEqual({
      eventId,
      marketType,
      specifiers,
    });
  });
});

describe("searches", () => {
  it("take what is readable from an address and name the rest", () => {
    const query = { id: "no id", email: " a@b.se ", status: "", result: "won", before: ["x"] };
    expect(readSearch(BetSearch, query)).toEqual({
      search: { email: "a@b.se", result: "won" },
      unreadable: ["id", "before"],
    });
    expect(readSearch(AuditSearch, { before: "12", from: "2026-13-01", to: "2026-06-01" })).toEqual({
      search: { before: 12n, to: "2026-06-01" },
      unreadable: ["from"],
    });
  });

  it.each([
    ["0192F3A4-5B6C-7D8E-9F01-23456789abcd", "0192f3a4-5b6c-7d8e-9f01-23456789abcd"],
    [" 23456789ABCD ", "23456789abcd"],
    ["bet:0192f3a4-5b6c-7d8e-9f01-23456789abcd", "0192f3a4-5b6c-7d8e-9f01-23456789abcd"],
  ])("read a bet's id as staff may paste it: %s", (typed, id) => {
    expect(readSearch(BetSearch, { id: typed })).toEqual({ search: { id }, unreadable: [] });
  });

  const schemas = { BetSearch, PlayerSearch, AuditSearch };
  const fields = Object.entries(schemas).flatMap(([of, schema]) =>
    Object.keys(schema.shape).map((name) => [of, name] as const),
  );
  it.each(fields)("never drop a value without saying so: %s.%s", (of, name) => {
    const schema = schemas[of as keyof typeof schemas] as z.ZodObject;
    for (const value of ["\u2026", "0000-00-00", "x".repeat(5_000), "-1", ["a", "b"]]) {
      const { search, unreadable } = readSearch(schema, { [name]: value });
      expect(search[name] !== undefined || unreadable.includes(name)).toBe(true);
    }
  });
});
