import { accept } from "#lib/core/result.ts";
import { defineQuery } from "#lib/players/index.ts";
import { policyWrite } from "#lib/sportsbook/permissions.ts";
import { policyEffect } from "../queries/policy.ts";
import { PreviewPolicyInput } from "../schema.ts";

/** What a draft of the betting policy would affect. */
export const previewPolicy = defineQuery({
  name: "policy.preview",
  summary: "What a draft of the betting policy would change.",
  actor: "staff",
  permission: policyWrite,
  input: PreviewPolicyInput,
  refusals: {},
  run: async ({ input: { rules } }) => accept(await policyEffect(rules)),
});
