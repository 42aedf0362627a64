import { stripVTControlCharacters } from "node:util";

/** A failed or flaky test: `file › title`, and what its error says. */
export type Failure = { test: string; error: string };

/** What one runner reported. A flaky test failed first and passed when it was tried again; it counts as passed. */
export type Outcome = { passed: number; failures: Failure[]; flaky: Failure[] };

export const NOTHING: Outcome = { passed: 0, failures: [], flaky: [] };

export const plus = (a: Outcome, b: Outcome): Outcome => ({
  passed: a.passed + b.passed,
  failures: [...a.failures, ...b.failures],
  flaky: [...a.flaky, ...b.flaky],
});

/** A runner that exited with an error but named no failed test counts as one failure. */
export const withExit = (outcome: Outcome, runner: string, code: number | null): Outcome =>
  code !== 0 && outcome.failures.length === 0
    ? {
        ...outcome,
        failures: [
          {
            test: runner,
            error: `ended with ${code ?? "a signal"} and named no failed test: see its output`,
          },
        ],
      }
    : outcome;

type PlaywrightError = { message?: string };
type PlaywrightSuite = {
  specs?: {
    title: string;
    file: string;
    line: number;
    tests: { projectName: string; status: string; results: { errors: PlaywrightError[] }[] }[];
  }[];
  suites?: PlaywrightSuite[];
};
export type PlaywrightReport = { suites: PlaywrightSuite[]; errors: PlaywrightError[] };

const textOf = (errors: PlaywrightError[]): string => errors.map(({ message }) => message ?? "").join("\n");

export const playwrightOutcome = ({ suites, errors }: PlaywrightReport): Outcome => {
  const specsOf = (suite: PlaywrightSuite): NonNullable<PlaywrightSuite["specs"]> => [
    ...(suite.specs ?? []),
    ...(suite.suites ?? []).flatMap(specsOf),
  ];
  const tests = suites.flatMap(specsOf).flatMap((spec) =>
    spec.tests.map(({ projectName, status, results }) => ({
      status,
      failure: {
        test: `e2e/${spec.file}:${spec.line} › ${spec.title} [${projectName}]`,
        error: textOf(results.flatMap((result) => result.errors)),
      },
    })),
  );
  const of = (wanted: string) => tests.filter(({ status }) => status === wanted);
  return {
    passed: of("expected").length + of("flaky").length,
    failures: [
      ...of("unexpected").map(({ failure }) => failure),
      ...errors.map((error) => ({ test: "e2e", error: textOf([error]) })),
    ],
    flaky: of("flaky").map(({ failure }) => failure),
  };
};

const ERROR_LINES = 4;
const LINE_LENGTH = 160;
const LINES = 36;

/** The failures and flaky tests as the last lines of a log: all names, and as much of each error as there is room for. */
export const summaryOf = ({ failures, flaky }: Outcome): string[] => {
  const all = [
    ...failures.map((each) => ["✗", each] as const),
    ...flaky.map((each) => ["~ flaky:", each] as const),
  ];
  const room = Math.max(1, Math.min(ERROR_LINES, Math.floor(LINES / Math.max(1, all.length)) - 1));
  return all.flatMap(([mark, { test, error }]) => [
    `  ${mark} ${test}`,
    ...stripVTControlCharacters(error)
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .slice(0, room)
      .map((line) => `      ${line.slice(0, LINE_LENGTH)}`),
  ]);
};
