import type { Currency } from "#lib/core/money.ts";
import { rows } from "#lib/platform/database/db.ts";
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
export const playerEntries = (
  playerId: string,
  currency: Currency,
  { codes, from = null, until = null, before = null, limit }: EntryFilter,
): Promise<StatementEntry[]> =>
  rows<StatementEntry>(
    `select e.version, e.transfer_id as "transferId", t.code, t.reference, e.amount, e.balance_after as "balanceAfter",
            e.created_at as at
       from ledger_account a
       join ledger_entry e on e.account_id = a.id and e.version is not null
       join ledger_transfer t on t.id = e.transfer_id
      where a.owner_id = $1 and a.kind = 'player_cash' and a.currency = $2 and a.detail = ''
        and e.version < coalesce($3::bigint, 9223372036854775807)
        and ($4::text[] is null or t.code = any($4))
        and e.created_at >= coalesce($5::timestamptz, '-infinity') and e.created_at < coalesce($6::timestamptz, 'infinity')
      order by e.version desc limit $7`,
    [playerId, currency, before, codes ?? null, from, until, limit],
    "player-entries",
  );
