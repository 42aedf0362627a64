import type { ActionResult } from "#lib/platform/schema.ts";
import type { AnswerRefusal } from "#lib/sportsbook/betting/schema.ts";

export type AnswerReferralAction = (input: {
  account: string;
  betId: string;
  accept: boolean;
}) => Promise<ActionResult<null, AnswerRefusal>>;

let action: AnswerReferralAction | null = null;

/** The slip and the pages of bets send answers to offers by the same action, which the layout hands in once. */
export const referralAnswers = {
  use: (given: AnswerReferralAction): void => {
    action = given;
  },
  send: async (account: string, betId: string, accept: boolean): Promise<"sent" | "late" | "unknown"> => {
    const answer = await action?.({ account, betId, accept }).catch(() => null);
    if (!answer) return "unknown";
    return answer.ok ? "sent" : "late";
  },
};
