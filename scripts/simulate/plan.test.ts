import { expect, it } from "vitest";
import { planOf, TARGETS } from "./plan.ts";

it("depends on its seed alone", () => {
  expect(planOf("7")).toEqual(planOf("7"));
  expect(planOf("7").hash).not.toBe(planOf("8").hash);
});

it("covers every kind of step, and kills everybody, within the seeds of a test run", () => {
  const steps = Array.from({ length: 20 }, (_, seed) => planOf(String(seed + 1)).steps).flat();
  expect(new Set(steps.map(({ step }) => step.do))).toEqual(
    new Set([
      ...[
        "odds",
        "stop",
        "go",
        "bet",
        "deposit",
        "pay",
        "withdraw",
        "provider_away",
        "settle",
        "rollback",
        "cancel",
        "uncancel",
      ],
      ...["again", "hold", "cut", "void", "suspend", "resume", "kill"],
    ]),
  );
  const killed = steps.flatMap(({ step }) => (step.do === "kill" ? [step.target] : []));
  expect(new Set(killed)).toEqual(new Set(TARGETS));
});
