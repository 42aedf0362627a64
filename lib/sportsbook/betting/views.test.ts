import { expect, it } from "vitest";
import { causeOf } from "./views.ts";

it("reads every cause that settlement writes", () => {
  expect(causeOf("market:sim-1.total~total=2.5")).toEqual({
    kind: "result",
    marketId: "sim-1.total~total=2.5",
  });
  expect(causeOf("cancel:m")).toEqual({ kind: "cancelled", marketId: "m" });
  expect(causeOf("rollback:m")).toEqual({ kind: "rollback", marketId: "m" });
  expect(causeOf("past_post")).toEqual({ kind: "past_post" });
  expect(causeOf("void:integrity")).toEqual({ kind: "voided", reason: "integrity" });
  expect(causeOf("voided")).toEqual({ kind: "voided", reason: null });
  expect(causeOf("something new")).toEqual({ kind: "other" });
});
