import { db } from "#lib/platform/database/db.ts";
import type { PersonalData } from "#lib/platform/module.ts";

/** Every movement of the player's money. */
export const LEDGER_DATA: readonly PersonalData[] = [
  {
    name: "account_entries",
    read: async (ownerId) => {
      const entries = await db().ledgerEntryView.findMany({
        where: { account: { ownerId } },
        select: {
          amount: true,
          balanceAfter: true,
          createdAt: true,
          transfer: { select: { code: true, reference: true } },
          account: { select: { kind: true, currency: true } },
        },
        orderBy: [{ createdAt: "asc" }, { version: "asc" }],
      });
      return entries.map(({ transfer, account, ...entry }) => ({ ...transfer, ...account, ...entry }));
    },
  },
];
