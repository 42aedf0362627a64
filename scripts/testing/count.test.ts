import { expect, it } from "vitest";
import { playwrightCount, vitestCount, withExit } from "./count.ts";

it("counts a file that could not be loaded as a failure", () => {
  const testResults = [
    { status: "failed", assertionResults: [] },
    { status: "failed", assertionResults: [{ status: "failed" }] },
    { status: "passed", assertionResults: [{ status: "passed" }] },
  ];
  expect(vitestCount({ numPassedTests: 1, numFailedTests: 1, testResults })).toEqual({
    passed: 1,
    failed: 2,
  });
});

it("counts browser errors outside any journey", () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1 };
  expect(playwrightCount({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 2 });
});

it("never calls a crash of a runner a success", () => {
  expect(withExit({ passed: 7, failed: 0 }, 1)).toEqual({ passed: 7, failed: 1 });
  expect(withExit({ passed: 7, failed: 0 }, null)).toEqual({ passed: 7, failed: 1 });
  expect(withExit({ passed: 7, failed: 2 }, 1)).toEqual({ passed: 7, failed: 2 });
  expect(withExit({ passed: 7, failed: 0 }, 0)).toEqual({ passed: 7, failed: 0 });
});
