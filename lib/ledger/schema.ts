/** The chart of accounts. `player_*` belong to a player, the others to the house. */
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
] as const;

export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** Why money moved: what a statement line is worded from. */
export const TRANSFER_CODES = [
  "deposit",
  "bet_stake",
  "bet_stake_settled",
  "bet_return",
  "bet_refund",
  "bet_stake_settled_reversed",
  "bet_return_reversed",
  "bet_refund_reversed",
  "receivable_booked",
  "receivable_repaid",
  "adjustment",
] as const;

export type TransferCode = (typeof TRANSFER_CODES)[number];

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
