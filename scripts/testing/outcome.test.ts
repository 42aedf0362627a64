import { expect, it } from "vitest";
import { NOTHING, playwrightOutcome, plus, summaryOf, withExit } from "./outcome.ts";
import { failuresOf } from "./vitest-outcome.ts";

it("names failed tests, files that could not be loaded and errors outside any test", () => {
  const module = (relativeModuleId: string, errors: string[], ...tests: string[][]) => ({
    relativeModuleId,
    errors: () => errors.map((message) => ({ message })),
    children: {
      allSuites: () => [],
      allTests: () =>
        tests.map(([fullName = "", ...failed]) => ({
          fullName,
          result: () => ({
            state: failed.length > 0 ? "failed" : "passed",
            errors: failed.map((message) => ({ message })),
          }),
        })),
    },
  });
  const modules = [
    module("lib/a.test.ts", ["no such module"]),
    module("lib/b.test.ts", [], ["adds", "expected 3"], ["subtracts"]),
  ];
  expect(failuresOf(modules, [{ message: "socket closed" }])).toEqual([
    { test: "lib/a.test.ts", error: "no such module" },
    { test: "lib/b.test.ts › adds", error: "expected 3" },
    { test: "error outside any test", error: "socket closed" },
  ]);
});

it("names failed and flaky journeys, and counts browser errors outside any journey", () => {
  const journey = (title: string, status: string, ...messages: string[]) => ({
    ...{ title, file: "slip.spec.ts", line: 7 },
    tests: [
      { projectName: "phone", status, results: messages.map((message) => ({ errors: [{ message }] })) },
    ],
  });
  const nested = {
    suites: [{ specs: [journey("opens", "expected"), journey("keeps", "flaky", "too late")] }],
    specs: [journey("closes", "unexpected", "not hidden"), journey("waits", "skipped")],
  };
  expect(playwrightOutcome({ suites: [nested], errors: [{ message: "no browser" }] })).toEqual({
    passed: 2,
    failures: [
      { test: "e2e/slip.spec.ts:7 › closes [phone]", error: "not hidden" },
      { test: "e2e", error: "no browser" },
    ],
    flaky: [{ test: "e2e/slip.spec.ts:7 › keeps [phone]", error: "too late" }],
  });
});

it("never calls a crash of a runner a success", () => {
  const passed = { ...NOTHING, passed: 7 };
  const failed = { ...passed, failures: [{ test: "a", error: "b" }] };
  expect(withExit(passed, "vitest", 1).failures).toHaveLength(1);
  expect(withExit(passed, "vitest", null).failures).toHaveLength(1);
  expect(withExit(failed, "vitest", 1)).toEqual(failed);
  expect(withExit(passed, "vitest", 0)).toEqual(passed);
});

it("shows every failed and flaky test with the first lines of its error, in plain text", () => {
  const error = "\u001b[31mexpected 1\u001b[39m\n\n  received 2\n at 1\n at 2\n at 3";
  const outcome = plus(
    { ...NOTHING, failures: [{ test: "a.test.ts › adds", error }] },
    { ...NOTHING, flaky: [{ test: "b.spec.ts › opens", error: "late" }] },
  );
  expect(summaryOf(outcome)).toEqual([
    "  ✗ a.test.ts › adds",
    ...["      expected 1", "      received 2", "      at 1", "      at 2"],
    "  ~ flaky: b.spec.ts › opens",
    "      late",
  ]);
  expect(summaryOf(NOTHING)).toEqual([]);
});

it("leaves room for every name when many tests failed", () => {
  const failures = Array.from({ length: 18 }, (_, nth) => ({ test: `t${nth}`, error: "1\n2\n3" }));
  expect(summaryOf({ ...NOTHING, failures })).toHaveLength(36);
});
