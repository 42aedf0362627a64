import { expect, it } from "vitest";
import { fieldChanges } from "./audit-diff.ts";

it("lists what changed first, by its path, and what a side does not have as nothing", () => {
  expect(
    fieldChanges(
      { status: 1, note: null, rules: { max: "5", min: "1" } },
      { status: -3, rules: { max: "9", min: "1" }, ids: [1, 2] },
    ),
  ).toEqual([
    { field: "status", before: "1", after: "-3" },
    { field: "rules.max", before: "5", after: "9" },
    { field: "ids", before: null, after: "[1,2]" },
    { field: "rules.min", before: "1", after: "1" },
  ]);
  expect(fieldChanges(null, null)).toEqual([]);
});
