/** The gates that player commands pass. */
export const GATES = ["bet", "deposit", "withdraw", "play"] as const;
export type Gate = (typeof GATES)[number];

/** Why a player may not pass a gate. */
export type EligibilityRefusal = {
  code: "player_barred";
  reason: "account_suspended" | "account_closed" | "not_a_player";
};

/** What eligibility depends on. */
export type GatedPlayer = { status: string };

/**
 * The rule behind every gate: whether an account with this status may pass it. Pure, so that a decision on stored
 * data can be replayed; the commit checks the same data once more.
 */
export const gateRefusal = (player: GatedPlayer | null, gate: Gate): EligibilityRefusal | null => {
  const barred = (reason: EligibilityRefusal["reason"]): EligibilityRefusal => ({
    code: "player_barred",
    reason,
  });
  if (!player) return barred("not_a_player");
  if (player.status === "active") return null;
  // A suspended player may still withdraw: the money is theirs.
  if (player.status === "suspended") return gate === "withdraw" ? null : barred("account_suspended");
  return barred("account_closed");
};
