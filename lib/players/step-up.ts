import { accept, type Result, refuse } from "#lib/core/result.ts";
import { statement, uuid } from "#lib/platform/database/statement.ts";
import { type RateRule, takeRate } from "#lib/platform/http/rate-limit.ts";
import type { StepUpRefusal } from "./errors.ts";
import { factorNamed } from "./factors/index.ts";
import type { StepUpInput } from "./schema.ts";
import type { Identity } from "./sessions.ts";

/** Whoever holds a session guesses no faster than this. */
const STEP_UP: RateRule = { name: "step-up", points: 5, durationSeconds: 300 };

// A session that gains rights gets another token at the next chance (ASVS 7.2.4).
const refresh = statement({
  text: `update session set fresh_at = clock_timestamp(), rotated_at = '-infinity' where id = $1 and revoked_at is null`,
  params: [uuid],
  row: {},
});

/** Proves once more who holds the session. For some minutes it may then do what needs a fresh proof. */
export const stepUp = async (
  account: Identity,
  sessionId: string,
  { factor, answer }: StepUpInput,
): Promise<Result<null, StepUpRefusal>> => {
  const free = await takeRate(STEP_UP, sessionId);
  if (!free.ok) return free;
  const asked = factorNamed(factor);
  if (!asked || !(await asked.offered(account))) return refuse({ code: "wrong_answer" });
  const verified = await asked.verify(account, answer);
  if (!verified.ok) return verified;
  await refresh.run([sessionId]);
  return accept(null);
};
