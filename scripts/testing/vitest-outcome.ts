import { writeFileSync } from "node:fs";
import type { Reporter } from "vitest/node";
import type { Failure } from "./outcome.ts";

type Errors = readonly { message: string; stack?: string }[];
type Module = {
  relativeModuleId: string;
  errors(): Errors;
  children: {
    allSuites(): Iterable<{ fullName: string; errors(): Errors }>;
    allTests(): Iterable<{ fullName: string; result(): { state: string; errors?: Errors | undefined } }>;
  };
};

const textOf = (errors: Errors): string => errors.map(({ message }) => message).join("\n");

/** Every failure of a run: tests, files that could not be loaded, hooks, and errors outside any test. */
export const failuresOf = (modules: readonly Module[], unhandled: Errors): Failure[] => [
  ...modules.flatMap((module) => [
    ...(module.errors().length > 0
      ? [{ test: module.relativeModuleId, error: textOf(module.errors()) }]
      : []),
    ...[...module.children.allSuites()]
      .filter((suite) => suite.errors().length > 0)
      .map((suite) => ({
        test: `${module.relativeModuleId} › ${suite.fullName}`,
        error: textOf(suite.errors()),
      })),
    ...[...module.children.allTests()].flatMap((test) => {
      const { state, errors } = test.result();
      if (state !== "failed") return [];
      return [{ test: `${module.relativeModuleId} › ${test.fullName}`, error: textOf(errors ?? []) }];
    }),
  ]),
  ...unhandled.map(({ message, stack }) => ({
    test: "error outside any test",
    error: stack ?? message,
  })),
];

/** Writes the outcome of a Vitest run to OUTCOME_FILE. */
export default class OutcomeReporter implements Reporter {
  onTestRunEnd: Reporter["onTestRunEnd"] = (modules, unhandled) => {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter((test) => test.result().state === "passed").length;
    const failures = failuresOf(modules, unhandled);
    if (process.env.OUTCOME_FILE)
      writeFileSync(process.env.OUTCOME_FILE, JSON.stringify({ passed, failures, flaky: [] }));
  };
}
