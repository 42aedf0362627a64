/** What a command may need a player to be allowed to do. */
export const GATES = ["bet", "deposit", "withdraw", "play"] as const;
export type Gate = (typeof GATES)[number];

/** Why a player may not. */
export type EligibilityRefusal = {
  code: "player_barred";
  reason: "account_suspended" | "account_closed" | "not_a_player";
};

/** What eligibility looks at. */
export type GatedPlayer = { status: string };

/**
 * The rule behind every gate: whether an account of this standing may do what the gate guards. Pure, so that a decision that
 * was made on stored facts can be made again; what commits it compares the same facts once more.
 */
export const gateRefusal = (player: GatedPlayer | null, gate: Gate): EligibilityRefusal | null => {
  const barred = (reason: EligibilityRefusal["reason"]): EligibilityRefusal => ({
    code: "player_barred",
    reason,
  });
  if (!player) return barred("not_a_player");
  if (player.status === "active") return null;
  // A suspended player may still take money out: it is theirs.
  if (player.status === "suspended") return gate === "withdraw" ? null : barred("account_suspended");
  return barred("account_closed");
};
