export type Count = { passed: number; failed: number };

export const NOTHING: Count = { passed: 0, failed: 0 };

export const plus = (a: Count, b: Count): Count => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
});

/** What a runner reported. One that ended badly without naming a failed test counts as one failure. */
export const withExit = (count: Count, code: number | null): Count =>
  code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

export const vitestCount = (report: VitestReport): Count => ({
  passed: report.numPassedTests,
  // A file that could not even be loaded has no test to fail.
  failed:
    report.numFailedTests +
    report.testResults.filter(
      ({ status, assertionResults }) =>
        status === "failed" && !assertionResults.some((one) => one.status === "failed"),
    ).length,
});

type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number };
  errors: unknown[];
};

export const playwrightCount = ({ stats, errors }: PlaywrightReport): Count => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected + errors.length,
});
