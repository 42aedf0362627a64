import { db } from "#lib/platform/database/db.ts";
import type { PersonalData } from "#lib/platform/module.ts";

/** Deposits and withdrawals, those that failed included. */
export const CASHIER_DATA: readonly PersonalData[] = [
  {
    name: "payments",
    read: (playerId) =>
      db().payment.findMany({
        where: { playerId },
        select: {
          id: true,
          direction: true,
          provider: true,
          method: true,
          amount: true,
          currency: true,
          state: true,
          createdAt: true,
        },
        orderBy: { createdAt: "asc" },
      }),
  },
];
