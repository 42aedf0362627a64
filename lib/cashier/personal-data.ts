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
  {
    name: "crypto addresses",
    read: (playerId) =>
      db().cryptoAddress.findMany({
        where: { playerId },
        select: { chainId: true, address: true, createdAt: true },
        orderBy: { createdAt: "asc" },
      }),
  },
  {
    name: "crypto deposits",
    read: async (playerId) =>
      (
        await db().cryptoDeposit.findMany({
          where: { playerId },
          select: {
            chainId: true,
            txHash: true,
            sender: true,
            asset: true,
            amount: true,
            state: true,
            currency: true,
            value: true,
            createdAt: true,
          },
          orderBy: { createdAt: "asc" },
        })
      ).map(({ amount, ...row }) => ({ ...row, amount: amount.toFixed() })),
  },
  {
    name: "crypto wallets",
    read: (playerId) =>
      db().cryptoDestination.findMany({
        where: { playerId },
        select: {
          chainId: true,
          asset: true,
          address: true,
          proofText: true,
          proofSignature: true,
          provedAt: true,
        },
        orderBy: { instrumentId: "asc" },
      }),
  },
];
