import type { IdentityLevel } from "../../jurisdictions/policy.ts";
import type { IdentityProviderId, IdentityReason } from "../schema.ts";

/** What a provider has found. */
export type ProviderOutcome =
  | { state: "pending" }
  /** What stands on the document: names as one text or two, the date of birth YYYY-MM-DD. */
  | { state: "verified"; firstName: string; lastName: string; birthDate: string | null }
  | { state: "refused"; reason: IdentityReason }
  /** The player gave up, or the session is over. */
  | { state: "cancelled" };

/**
 * Somebody who looks at a person's documents for us. Asked outside of any transaction. What it finds is compared with the account here: a
 * provider says what a document shows, and never that a player is verified.
 */
export type IdentityProvider = {
  id: IdentityProviderId;
  /** What its check can show. */
  levels: readonly IdentityLevel[];
  /**
   * Begins a check. Repeated with the same submission it answers with the same check.
   * @returns what the provider calls it, and where the player goes on; null where nothing is left to do
   */
  begin(submission: {
    submissionId: string;
    playerId: string;
  }): Promise<{ reference: string; url: string | null }>;
  /** Where the player goes on with a check that is not finished; null where nothing is left to do. */
  resume?(reference: string): Promise<string | null>;
  /** What has become of a check, by the provider's own record. */
  outcome(check: { reference: string; playerId: string }): Promise<ProviderOutcome>;
};
