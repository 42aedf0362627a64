import type { Messages } from "#lib/i18n/messages/en/index.ts";

type Reason = keyof Messages["sportsbook"]["reason"];

const KNOWN = new Set<string>([
  "goal",
  "possible_goal",
  "penalty",
  "red_card",
  "var",
  "half_time_change",
  "feed_down",
  "feed_recovering",
  "feed_delayed",
] satisfies Reason[]);

/** Whether the reason is something in the match, which players are told; what stops us ourselves they need not know. */
export const isOfTheMatch = (reason: Reason): boolean =>
  reason !== "staff" && reason !== "other" && !reason.startsWith("feed_");

/**
 * The word for why betting is paused. A bet's refusal names source and reason ("danger:goal"), a view only the reason;
 * what our traders write for themselves is not for players.
 */
export const pauseReason = (code: string): Reason => {
  const [source, reason] = code.includes(":") ? code.split(":", 2) : ["", code];
  if (source === "staff") return "staff";
  return KNOWN.has(reason ?? "") ? (reason as Reason) : "other";
};
