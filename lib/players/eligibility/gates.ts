import type { IdentityLevel } from "../jurisdictions/policy.ts";

/** The gates that player commands pass. */
export const GATES = ["bet", "deposit", "withdraw", "play"] as const;
export type Gate = (typeof GATES)[number];

/** The end of an exclusion that has none. */
export const NO_END_MS = Date.UTC(9999, 11, 31);

/** Why a player may not pass a gate. */
export type EligibilityRefusal =
  /** Another account may be the same person's: staff are looking at it. */
  | { code: "player_barred"; reason: "account_review" }
  /** The player owes money: a deposit or a return was taken back and is not repaid yet. */
  | { code: "player_barred"; reason: "money_owed" }
  | { code: "player_barred"; reason: "account_suspended" | "account_closed" | "not_a_player" }
  /** The player took a break or excluded themselves: until then (ISO 8601), null without an end. */
  | { code: "player_barred"; reason: "excluded"; until: string | null }
  /** These levels of the player's identity have to be verified first. */
  | { code: "player_barred"; reason: "identity_required"; levels: readonly IdentityLevel[] }
  /** Play is stopped until the player has answered, has time again, or has set a limit. Money can be moved meanwhile. */
  | { code: "play_stopped"; reason: PlayStop };

/** What is missing of a player's identity, and the gates that it closes. */
export type Unverified = { levels: readonly IdentityLevel[]; gates: readonly Gate[] };

/** What stops play: a reality check that is to be answered, the end of the time that the player allowed, a limit that must be set. */
export const PLAY_STOPS = ["reality_check", "session_limit", "limits_required"] as const;
export type PlayStop = (typeof PLAY_STOPS)[number];

/** What eligibility depends on. */
export type GatedPlayer = {
  status: string;
  /** Milliseconds of the Unix epoch; null or missing where the player was never excluded. */
  excludedUntilMs?: number | null;
  /** Missing where everything is verified that the player's jurisdiction asks for. */
  unverified?: Unverified | null;
  /** From when play is stopped, and why; null or missing where it is not. */
  playUntilMs?: number | null;
  playStop?: PlayStop | null;
  /** Whether staff are looking at another account that may be the same person's. */
  inReview?: boolean;
  /** Whether the player owes money. */
  owes?: boolean;
};

/** When an exclusion ends, null without an end. */
export const exclusionEnd = (untilMs: number): Date | null =>
  untilMs >= NO_END_MS ? null : new Date(untilMs);

/**
 * The rule behind every gate: whether an account in this state may pass it at that moment. Pure, so that a decision on
 * stored data can be replayed; the commit checks the same data once more.
 * @param nowMs the database's clock
 */
export const gateRefusal = (
  player: GatedPlayer | null,
  gate: Gate,
  nowMs: number,
): EligibilityRefusal | null => {
  const code = "player_barred";
  if (!player) return { code, reason: "not_a_player" };
  if (player.status !== "active" && player.status !== "suspended") return { code, reason: "account_closed" };
  const { levels, gates } = player.unverified ?? { levels: [], gates: [] };
  const identity = gates.includes(gate) ? ({ code, reason: "identity_required", levels } as const) : null;
  // A suspended or excluded player may still take money out: it is theirs.
  const owes = player.owes ? ({ code, reason: "money_owed" } as const) : null;
  if (gate === "withdraw") return identity ?? owes;
  if (player.status === "suspended") return { code, reason: "account_suspended" };
  const untilMs = player.excludedUntilMs ?? 0;
  if (untilMs > nowMs)
    return { code, reason: "excluded", until: exclusionEnd(untilMs)?.toISOString() ?? null };
  if (identity) return identity;
  if (gate === "deposit" && player.inReview) return { code, reason: "account_review" };
  // A deposit repays it.
  if (gate !== "deposit" && owes) return owes;
  if (gate === "deposit" || !player.playStop || (player.playUntilMs ?? 0) > nowMs) return null;
  return { code: "play_stopped", reason: player.playStop };
};
