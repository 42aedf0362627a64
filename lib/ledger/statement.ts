import type { Currency } from "#lib/core/money.ts";
import { db } from "#lib/platform/database/db.ts";
import type { TransferCode } from "./schema.ts";

/** One line of a player's cash account. */
export type StatementEntry = {
  /** Numbers the lines of the account without a gap; also the place to read on from. */
  version: bigint;
  transferId: string;
  code: TransferCode;
  /** "bet:<id>", "deposit:<id>": what moved the money. */
  reference: string;
  /** Signed: what came in is positive. */
  amount: bigint;
  balanceAfter: bigint;
  at: Date;
};

export type EntryFilter = {
  codes?: readonly TransferCode[];
  /** The first moment that counts … */
  from?: Date | null;
  /** … and the first that no longer does. */
  until?: Date | null;
  /** Only lines older than this version. */
  before?: bigint | null;
  limit: number;
};

/** Lines of a player's cash account, newest first. */
export const playerEntries = async (
  playerId: string,
  currency: Currency,
  { codes, from = null, until = null, before = null, limit }: EntryFilter,
): Promise<StatementEntry[]> => {
  const entries = await db().ledgerEntry.findMany({
    select: {
      version: true,
      transferId: true,
      amount: true,
      balanceAfter: true,
      createdAt: true,
      transfer: { select: { code: true, reference: true } },
    },
    where: {
      account: { ownerId: playerId, kind: "player_cash", currency, detail: "" },
      version: before === null ? { not: null } : { lt: before },
      ...(codes && { transfer: { code: { in: [...codes] } } }),
      createdAt: { ...(from && { gte: from }), ...(until && { lt: until }) },
    },
    orderBy: { version: "desc" },
    take: limit,
  });
  return entries.map(({ version, transferId, amount, balanceAfter, createdAt, transfer }) => {
    const { code, reference } = transfer;
    if (version === null || balanceAfter === null)
      throw new Error(`entry of ${transferId} is no entry of a player`);
    return { version, transferId, code, reference, amount, balanceAfter, at: createdAt };
  });
};
