import type { InvariantReport } from "../schema.ts";
import { reportRows } from "./db.ts";

/**
 * What must always be true, as a sentence, with a query that must return no row. A returned row is evidence:
 * `subject` and `detail`.
 */
export type Invariants = Readonly<Record<string, string>>;

/** Runs every invariant. The data is sound if no report has violations. */
export const runInvariants = async (invariants: Invariants): Promise<InvariantReport[]> => {
  const reports: InvariantReport[] = [];
  for (const [name, text] of Object.entries(invariants)) {
    const started = performance.now();
    const violations = (await reportRows(`${text} limit 20`)).map(({ subject, detail }) => ({
      subject: String(subject),
      detail: detail === null ? null : String(detail),
    }));
    reports.push({ name, violations, ms: Math.round(performance.now() - started) });
  }
  return reports;
};
