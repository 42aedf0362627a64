import { expect, it } from "vitest";
import { partOf } from "./progress.ts";

it("counts a leg by what it came to, and a void one neither as won nor as lost", () => {
  const decided = (result: "won" | "half_won" | "void" | "half_lost" | "lost") =>
    partOf({ state: "decided", result });
  expect((["won", "half_won", "void", "half_lost", "lost"] as const).map(decided)).toEqual([
    "won",
    "won",
    "void",
    "lost",
    "lost",
  ]);
  expect(partOf({ state: "running", result: "won" })).toBe("running");
  expect(partOf({ state: "to_come" })).toBe("left");
});
