import { runInvariants } from "#lib/platform/database/invariants.ts";
import type { InvariantReport } from "#lib/platform/schema.ts";
import { MODULES } from "./modules.ts";

const INVARIANTS = Object.assign({}, ...MODULES.map(({ invariants }) => invariants)) as Record<
  string,
  string
>;

export const INVARIANT_NAMES: readonly string[] = Object.keys(INVARIANTS);

/** Runs the invariants of every module. The data is sound if no report has violations. */
export const verifyInvariants = (): Promise<InvariantReport[]> => runInvariants(INVARIANTS);
