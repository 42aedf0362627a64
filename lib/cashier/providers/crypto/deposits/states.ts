/**
 * What becomes of money that arrives on a chain: seen in a block; under more blocks; final; credited, or in suspense. A block that is replaced drops
 * what was not credited, and reverses what was.
 */
export const DEPOSIT_STATES = [
  "seen",
  "confirming",
  "final",
  "credited",
  "suspended",
  "dropped",
  "reversed",
] as const;
export type CryptoDepositState = (typeof DEPOSIT_STATES)[number];
