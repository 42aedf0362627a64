/** How a payment stands: money moved, it did not or came back, or somebody still has to act. */
export type PaymentTone = "good" | "bad" | "waits";

const BAD: ReadonlySet<string> = new Set(["failed", "canceled", "expired", "declined", "returned"]);

export const toneOf = ({ state, reversed }: { state: string; reversed: bigint }): PaymentTone => {
  if (BAD.has(state) || reversed > 0n) return "bad";
  return state === "succeeded" || state === "paid" ? "good" : "waits";
};

/** Whether a withdrawal in this state goes no further. */
export const hasEnded = (state: string): boolean => state === "paid" || BAD.has(state);
