import { describe, expect, it } from "vitest";
import { marginOf, outcomesOf, pasted } from "./book.ts";

const rows = (...typed: [name: string, odds: string][]) =>
  typed.map(([name, odds], id) => ({ id, name, odds }));

describe("a book as it is typed", () => {
  it("comes to the sum of its prices, over as many winners as it pays", () => {
    expect(marginOf(rows(["Yes", "1.9"], ["No", "1,90"]), 1)).toBeCloseTo(0.0526, 4);
    expect(marginOf(rows(["a", "1.5"], ["b", "1.5"], ["c", "1.5"]), 2)).toBeCloseTo(0, 4);
    expect(marginOf(rows(["Yes", "1.9"], ["No", ""]), 1)).toBeNull();
  });

  it("is read once every row that was begun is finished", () => {
    expect(outcomesOf(rows(["Yes", "1.9"], ["", ""], [" No ", "2"]))).toEqual([
      { name: "Yes", odds: "19000" },
      { name: "No", odds: "20000" },
    ]);
    expect(outcomesOf(rows(["Yes", "1.9"], ["No", "x"]))).toBeNull();
    expect(outcomesOf(rows(["", "1.9"]))).toBeNull();
  });

  it("is pasted from a sheet, name and price a line", () => {
    expect(pasted("Arsenal\t3.5\r\nNott'm Forest; 101\n\nMan City 2,1")).toEqual([
      { name: "Arsenal", odds: "3.5" },
      { name: "Nott'm Forest", odds: "101" },
      { name: "Man City", odds: "2,1" },
    ]);
    expect(pasted("0-1 goals 2.5\n2-3 goals")).toEqual([
      { name: "0-1 goals", odds: "2.5" },
      { name: "2-3 goals", odds: "" },
    ]);
    expect(pasted("Arsenal 3.5")).toBeNull();
  });
});
