import { describe, expect, it } from "vitest";
import { makeFormat } from "./format.ts";

const format = makeFormat("en", "UTC");

describe("the back office's numbers", () => {
  it("writes minor units exactly, however large", () => {
    expect(format.money(9_007_199_254_740_993_07n, "EUR")).toBe("€9,007,199,254,740,993.07");
    expect(format.money(-5n, "EUR")).toBe("-€0.05");
    expect(format.money(1_234n, "JPY")).toBe("¥1,234");
    expect(format.money(-1_234n, "KWD").replace(/\s/, " ")).toBe("-KWD 1.234");
  });

  it("shows the sign of a result, and none for zero", () => {
    expect(format.signed(100n, "EUR")).toBe("+€1.00");
    expect(format.signed(0n, "EUR")).toBe("€0.00");
  });

  it("keeps times in the given zone", () => {
    const at = new Date("2026-06-01T23:30:05Z");
    expect(format.clock(at)).toBe("23:30:05");
    expect(makeFormat("en", "Europe/Stockholm").clock(at)).toBe("01:30:05");
  });

  it("rounds ages to one unit", () => {
    expect([4.4, 61, 7_300, 200_000].map(format.age)).toEqual(["4 s", "1 min", "2 h", "2 d"]);
  });
});
