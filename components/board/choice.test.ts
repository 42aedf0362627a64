import { describe, expect, it } from "vitest";
import { readBoardChoice } from "./choice.ts";

describe("how lists are shown", () => {
  it("is what the address asks for, else what was kept, else what is usual", () => {
    expect(readBoardChoice(undefined, {}, "time")).toEqual({ place: 1, by: "time" });
    expect(readBoardChoice("3.competition", {}, "time")).toEqual({ place: 3, by: "competition" });
    expect(readBoardChoice("3.", { market: "2" }, "competition")).toEqual({ place: 2, by: "competition" });
    expect(readBoardChoice(".time", { by: "competition" }, "time")).toEqual({ place: 1, by: "competition" });
  });

  it("is never anything else", () => {
    for (const odd of ["", "9.x", "0.", "..", "1e0.time.more", "%"])
      expect(readBoardChoice(odd, { market: ["1", "2"], by: "TIME" }, "time")).toMatchObject({
        place: 1,
        by: "time",
      });
  });
});
