import { canonicalJson } from "#lib/core/json.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { parsePolicy, publishPolicy } from "#lib/sportsbook/betting/index.ts";
import type { ChangePolicyInput, ChangePolicyRefusal, Staff } from "./schema.ts";
import { reasonLine, tellStaff } from "./suspend.ts";

/**
 * Puts another betting policy in force, as a new version, for a reason. Once it returns, every process decides by it:
 * each decision asks which version is the newest. Refuses what someone else has overtaken and what changes nothing.
 */
export const changePolicy = async (
  staff: Staff,
  { base, rules, reason, note }: ChangePolicyInput,
): Promise<Result<{ version: number }, ChangePolicyRefusal>> => {
  const done = await transaction(
    async (client): Promise<Result<{ version: number }, ChangePolicyRefusal>> => {
      const { rows } = await client.query<{ rules: unknown }>(
        "select rules from betting_policy where version = $1",
        [base],
      );
      const stored = rows[0];
      if (!stored) return refuse({ code: "policy_changed", version: base });
      const [before, after] = [parsePolicy(base, stored.rules).rules, rules];
      if (canonicalJson(before) === canonicalJson(after)) return refuse({ code: "nothing_changed" });
      const published = await publishPolicy(
        { base, rules, sessionId: staff.sessionId, reason: reasonLine(reason, note) },
        client,
      );
      if (!published.ok) return published;
      return accept({ version: published.value });
    },
  );
  if (done.ok) tellStaff("policy_changed", `policy:${done.value.version}`);
  return done;
};
