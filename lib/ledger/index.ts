import type pg from "pg";
import type { Currency, Money } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { rows, sql } from "#lib/platform/database/db.ts";
import { retrying } from "#lib/platform/database/transaction.ts";
import type { AccountKind, PlayerBalance, TransferCode } from "./schema.ts";

export * from "./schema.ts";
export { type EntryFilter, playerEntries, type StatementEntry } from "./statement.ts";

export type AccountId = bigint;
type Client = pg.Pool | pg.PoolClient;

export type TransferInput = {
  /** Made by the caller: repeating it with the same content is safe. */
  id: string;
  debit: AccountId;
  credit: AccountId;
  amount: Money;
  code: TransferCode;
  /** What it is about: "bet:<id>", "deposit:<id>". */
  reference: string;
  reversesId?: string;
};

export type TransferRefusal = { code: "id_reused" } | { code: "insufficient_funds"; available: bigint };

export type HoldCloseRefusal = {
  code: "unknown_hold" | "already_ended" | "amount_above_hold" | "expired" | "not_expired";
};

/** The account of that kind, opened when it is asked for the first time. `owner` is null for the house. */
export const accountFor = async (
  kind: AccountKind,
  owner: string | null,
  currency: Currency,
  detail = "",
  client: Client = sql(),
): Promise<AccountId> => {
  const { rows: found } = await client.query<{ id: bigint }>(
    "select ledger_account_for($1, $2, $3, $4) as id",
    [kind, owner, currency, detail],
  );
  const id = found[0]?.id;
  if (id === undefined) throw new Error("ledger_account_for returned nothing");
  return id;
};

const posting = (input: TransferInput): string => {
  const fields = [
    input.id,
    input.debit,
    input.credit,
    input.amount.minor,
    input.amount.currency,
    input.code,
    input.reference,
    input.reversesId ?? "",
  ];
  return `(${fields.map((field) => (field === "" ? "" : `"${String(field).replaceAll(/["\\]/g, "\\$&")}"`)).join(",")})`;
};

/**
 * Moves money, all of these transfers or none. Safe to repeat: ids that exist with the same content count as done.
 * A transfer of a player takes from what is available, never below the account's minimum.
 */
export const transfer = async (
  inputs: readonly TransferInput[],
  client: Client = sql(),
): Promise<Result<{ created: number }, TransferRefusal>> => {
  const run = () =>
    client.query<{ outcome: string; available: bigint | null }>(
      "select outcome, available from ledger_transfer_all($1::ledger_posting[])",
      [inputs.map(posting)],
    );
  const { rows: verdicts } = client === sql() ? await retrying(run) : await run();
  const refused = verdicts.find(({ outcome }) => outcome === "id_reused" || outcome === "insufficient_funds");
  if (refused?.outcome === "id_reused") return refuse({ code: "id_reused" });
  if (refused) return refuse({ code: "insufficient_funds", available: refused.available ?? 0n });
  return accept({ created: verdicts.filter(({ outcome }) => outcome === "created").length });
};

/** Sets money of a player aside until it is posted, voided or expires. Safe to repeat. */
export const openHold = async (
  input: TransferInput,
  expiresAt: Date,
  client: Client = sql(),
): Promise<Result<null, TransferRefusal>> => {
  const { rows: verdicts } = await client.query<{ outcome: string; available: bigint | null }>(
    "select outcome, available from ledger_hold_open($1::ledger_posting, $2)",
    [posting(input), expiresAt],
  );
  const verdict = verdicts[0];
  if (verdict?.outcome === "id_reused") return refuse({ code: "id_reused" });
  if (verdict?.outcome === "insufficient_funds")
    return refuse({ code: "insufficient_funds", available: verdict.available ?? 0n });
  return accept(null);
};

export type HoldEnd =
  | { kind: "posted"; transferId: string; amount?: bigint }
  | { kind: "voided" }
  | { kind: "expired" };

/** Ends a hold: posts all or a part of it (the rest is released), or releases everything. Safe to repeat. */
export const closeHold = async (
  holdId: string,
  end: HoldEnd,
  client: Client = sql(),
): Promise<Result<null, HoldCloseRefusal>> => {
  const { rows: verdicts } = await client.query<{ outcome: string }>(
    "select ledger_hold_close($1, $2, $3, $4) as outcome",
    end.kind === "posted"
      ? [holdId, end.kind, end.amount ?? null, end.transferId]
      : [holdId, end.kind, null, null],
  );
  const outcome = verdicts[0]?.outcome;
  if (outcome === "ended" || outcome === "existing") return accept(null);
  return refuse({ code: outcome as HoldCloseRefusal["code"] });
};

/** A player's cash. Zero, version 0, before the first transfer. */
export const playerBalance = async (playerId: string, currency: Currency): Promise<PlayerBalance> => {
  const [account] = await rows<{ balance: bigint; held: bigint; version: bigint }>(
    `select balance, held, version + hold_version as version from ledger_account
      where owner_id = $1 and kind = 'player_cash' and currency = $2 and detail = ''`,
    [playerId, currency],
    "player-balance",
  );
  const { balance, held, version } = account ?? { balance: 0n, held: 0n, version: 0n };
  return { currency, balance, held, available: balance - held, version };
};

/** What a player owes after a correction took back more than was there; zero for nearly everyone. Credits repay it first. */
export const playerOwes = async (playerId: string, currency: Currency): Promise<bigint> => {
  const [account] = await rows<{ owed: bigint }>(
    `select -balance as owed from ledger_account
      where owner_id = $1 and kind = 'player_receivable' and currency = $2 and detail = ''`,
    [playerId, currency],
    "player-owes",
  );
  return account?.owed ?? 0n;
};

/** The cash of many players in one round trip, each in the currency named with it. Players without a transfer are left out. */
export const playerBalances = async (
  players: readonly { playerId: string; currency: string }[],
): Promise<Map<string, PlayerBalance>> => {
  const found = await rows<{
    owner_id: string;
    currency: string;
    balance: bigint;
    held: bigint;
    version: bigint;
  }>(
    `select a.owner_id, a.currency, a.balance, a.held, a.version + a.hold_version as version
       from unnest($1::uuid[], $2::text[]) p(id, currency)
       join ledger_account a on a.owner_id = p.id and a.currency = p.currency and a.kind = 'player_cash' and a.detail = ''`,
    [players.map(({ playerId }) => playerId), players.map(({ currency }) => currency)],
    "player-balances",
  );
  return new Map(
    found.map(({ owner_id, currency, balance, held, version }) => [
      owner_id,
      { currency, balance, held, available: balance - held, version },
    ]),
  );
};

/** Any account's balance: a player's is kept, the house's is summed from roll-ups and newer entries. */
export const accountBalance = async (id: AccountId): Promise<bigint> => {
  const [found] = await rows<{ balance: bigint }>("select ledger_balance($1) as balance", [id]);
  return found?.balance ?? 0n;
};

export type HouseBalance = { kind: AccountKind; detail: string; currency: string; balance: bigint };

/** Every account of the house, as the back office shows it. */
export const houseBalances = (): Promise<HouseBalance[]> =>
  rows<HouseBalance>(
    `select kind, detail, currency, ledger_balance(id) as balance from ledger_account
      where owner_id is null order by currency, kind, detail`,
  );

/** Sums the house's closed days, so that a balance reads few rows. Returns how many sums were written. */
export const rollUpHouse = async (): Promise<number> => {
  const [written] = await rows<{ sums: bigint }>("select ledger_roll_up() as sums");
  return Number(written?.sums ?? 0n);
};
