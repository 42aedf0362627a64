/** Outbox rows that this room writes. Amounts are decimal texts of minor units. */
export type CashierEvents = {
  "deposit.completed": {
    depositId: string;
    playerId: string;
    provider: string;
    amount: string;
    currency: string;
  };
};
