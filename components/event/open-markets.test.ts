import { expect, it } from "vitest";
import { readOpenMarkets, writeOpenMarkets } from "./open-markets.ts";

it("comes back as it was written", () => {
  const kept = { group: "goals", folded: ["1x2", "team_total-home", "next_goal-2"] } as const;
  expect(readOpenMarkets(writeOpenMarkets(kept))).toEqual(kept);
});

it("shows everything to whoever comes for the first time, or with nonsense", () => {
  expect(readOpenMarkets(undefined)).toEqual({ group: "all", folded: [] });
  expect(readOpenMarkets("casino.<b>.total")).toEqual({ group: "all", folded: ["total"] });
});

it("does not grow without end", () => {
  const folded = Array.from({ length: 60 }, (_, at) => `m${at}`);
  expect(readOpenMarkets(writeOpenMarkets({ group: "all", folded })).folded).toEqual(folded.slice(-40));
});
