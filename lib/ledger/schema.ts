/** The chart of accounts. `player_*` belong to a player, the others to the operator. */
export const ACCOUNT_KINDS = [
  "player_cash",
  "player_bonus",
  "player_receivable",
  "open_bets",
  "sportsbook_income",
  "casino_income",
  "promotions_expense",
  "deposits_clearing",
  "withdrawals_pending",
  "payment_fees",
  "chargebacks_receivable",
  "adjustments",
  "suspense",
  "fx",
  "rounding",
] as const;

export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** Why money moved ("bet_stake"). Each module registers its own in `module.ts`. */
export type TransferCode = string;

export type PlayerBalance = {
  currency: string;
  /** Everything on the account, in minor units … */
  balance: bigint;
  /** … of which so much is set aside … */
  held: bigint;
  /** … and so much can be spent. */
  available: bigint;
  /** Grows with every entry and every hold: a reader keeps the balance of the highest version it has seen. */
  version: bigint;
};
