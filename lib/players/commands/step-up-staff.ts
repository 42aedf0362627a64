import { auditStaff } from "#lib/audit/index.ts";
import { defineCommand } from "../command.ts";
import { accountWrite } from "../permissions.ts";
import { StepUpInput } from "../schema.ts";
import { stepUp } from "../step-up.ts";

/** Proves once more who the member of staff is, before a command that asks for a fresh proof. */
export const stepUpStaffCommand = defineCommand({
  name: "account.step_up",
  summary: "Proves once more who the member of staff is, for the next ten minutes of this session.",
  actor: "staff",
  permission: accountWrite,
  input: StepUpInput,
  refusals: { wrong_answer: 422 },
  // Hashing takes long, and holds no connection.
  transaction: "own",
  audit: { writtenBy: "auditStaff" },
  run: async ({ input, actor: { staffId, sessionId } }) => {
    const done = await stepUp({ kind: "staff", id: staffId }, sessionId, input);
    if (done.ok)
      await auditStaff(sessionId, {
        action: "account.step_up",
        subject: `staff:${staffId}`,
        after: { factor: input.factor },
      });
    return done;
  },
});
