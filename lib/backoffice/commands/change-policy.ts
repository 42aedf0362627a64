import { reasonLine } from "#lib/audit/index.ts";
import { canonicalJson } from "#lib/core/json.ts";
import { accept, refuse } from "#lib/core/result.ts";
import type { Outcome } from "#lib/platform/commands/define.ts";
import { db } from "#lib/platform/database/db.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { parsePolicy, publishPolicy } from "#lib/sportsbook/betting/index.ts";
import { policyWrite } from "#lib/sportsbook/permissions.ts";
import { policyRaisesLimits } from "../approvals/second-person.ts";
import { policyChanged } from "../events.ts";
import { ChangePolicyInput, type ChangePolicyRefusal } from "../schema.ts";

/**
 * Publishes another betting policy as a new version, for a reason. Once it returns, every process decides by it: each
 * decision reads the newest version. Refuses a change based on an outdated version, and one that changes nothing.
 */
export const changePolicy = defineCommand({
  name: "policy.change",
  summary: "Puts a new version of the betting policy in force.",
  actor: "staff",
  permission: policyWrite,
  idempotency: "key",
  input: ChangePolicyInput,
  refusals: { policy_changed: 409, nothing_changed: 409 },
  audit: { writtenBy: "publish_policy()" },
  fourEyes: async (input) =>
    (await policyRaisesLimits(input))
      ? { subject: `policy:${input.base + 1}`, reason: reasonLine(input.reason, input.note) }
      : null,
  run: async ({
    input: { base, rules, reason, note },
    actor,
    tx,
    onCommit,
  }): Promise<Outcome<{ version: number }, ChangePolicyRefusal>> => {
    const stored = await db(tx).sportsbookPolicyView.findUnique({
      select: { rules: true },
      where: { version: base },
    });
    if (!stored) return refuse({ code: "policy_changed", version: base });
    const [before, after] = [parsePolicy(base, stored.rules).rules, rules];
    if (canonicalJson(before) === canonicalJson(after)) return refuse({ code: "nothing_changed" });
    const published = await publishPolicy(
      { base, rules, sessionId: actor.sessionId, reason: reasonLine(reason, note) },
      tx,
    );
    if (!published.ok) return published;
    const version = published.value;
    await publish(tx, policyChanged, { subject: `policy:${version}` });
    onCommit(scheduleRelay);
    return accept({ version });
  },
});
