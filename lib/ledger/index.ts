import type pg from "pg";
import { z } from "zod";
import type { Currency, Money } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import {
  array,
  bpchar,
  composite,
  int8,
  nullable,
  only,
  statement,
  text,
  timestamptz,
  uuid,
  withoutNulls,
} from "#lib/platform/database/statement.ts";
import { retrying } from "#lib/platform/database/transaction.ts";
import { ACCOUNT_KINDS, type AccountKind, type PlayerBalance, type TransferCode } from "./schema.ts";

export {
  importRates,
  latestRates,
  type PublishedRate,
  type RateAt,
  type RateSource,
  rateAt,
} from "./exchange-rates.ts";
export * from "./schema.ts";
export { type EntryFilter, playerEntries, type StatementEntry } from "./statement.ts";

export type AccountId = bigint;

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

const account = statement({
  text: "select ledger_account_for($1, $2, $3, $4) as id",
  params: [text, nullable(uuid), bpchar, text],
  row: { id: int8 },
});

/** The account of that kind, opened when it is asked for the first time. `owner` is null for an account of the operator. */
export const accountFor = async (
  kind: AccountKind,
  owner: string | null,
  currency: Currency,
  detail = "",
  client?: pg.PoolClient,
): Promise<AccountId> => {
  const found = await account.first([kind, owner, currency, detail], client);
  if (!found) throw new Error("ledger_account_for returned nothing");
  return found.id;
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

const VERDICT = {
  outcome: only(text, z.enum(["created", "held", "existing", "id_reused", "insufficient_funds"])),
  available: nullable(int8),
};

const transferAll = statement({
  text: "select outcome, available from ledger_transfer_all($1::ledger_posting[])",
  params: [array(composite("ledger_posting"))],
  row: VERDICT,
});

/**
 * Moves money, all of these transfers or none. Safe to repeat: ids that exist with the same content count as done.
 * A transfer of a player takes from what is available, never below the account's minimum.
 */
export const transfer = async (
  inputs: readonly TransferInput[],
  client?: pg.PoolClient,
): Promise<Result<{ created: number }, TransferRefusal>> => {
  const run = () => transferAll.all([inputs.map(posting)], client);
  const verdicts = client ? await run() : await retrying(run);
  const refused = verdicts.find(({ outcome }) => outcome === "id_reused" || outcome === "insufficient_funds");
  if (refused?.outcome === "id_reused") return refuse({ code: "id_reused" });
  if (refused) return refuse({ code: "insufficient_funds", available: refused.available ?? 0n });
  return accept({ created: verdicts.filter(({ outcome }) => outcome === "created").length });
};

const recoverFrom = statement({
  text: "select outcome, owed from ledger_recover($1::ledger_posting, $2)",
  params: [composite("ledger_posting"), uuid],
  row: { outcome: only(text, z.enum(["created", "existing", "id_reused"])), owed: int8 },
});

/**
 * Takes money back from a player's cash, whether or not it is still there: what is not available is booked as owed, under `owedId`, and
 * repaid by whatever comes in. Safe to repeat. Answers how much was booked as owed.
 */
export const recover = async (
  input: TransferInput,
  owedId: string,
  client: pg.PoolClient,
): Promise<Result<{ created: boolean; owed: bigint }, { code: "id_reused" }>> => {
  const verdict = await recoverFrom.first([posting(input), owedId], client);
  if (!verdict) throw new Error("ledger_recover returned nothing");
  const { outcome, owed } = verdict;
  return outcome === "id_reused"
    ? refuse({ code: outcome })
    : accept({ created: outcome === "created", owed });
};

const holdOpen = statement({
  text: "select outcome, available from ledger_hold_open($1::ledger_posting, $2)",
  params: [composite("ledger_posting"), timestamptz],
  row: VERDICT,
});

/** Sets money of a player aside until it is posted, voided or expires. Safe to repeat. */
export const openHold = async (
  input: TransferInput,
  expiresAt: Date,
  client?: pg.PoolClient,
): Promise<Result<null, TransferRefusal>> => {
  const verdict = await holdOpen.first([posting(input), expiresAt], client);
  if (verdict?.outcome === "id_reused") return refuse({ code: "id_reused" });
  if (verdict?.outcome === "insufficient_funds")
    return refuse({ code: "insufficient_funds", available: verdict.available ?? 0n });
  return accept(null);
};

export type HoldEnd =
  | { kind: "posted"; transferId: string; amount?: bigint }
  | { kind: "voided" }
  | { kind: "expired" };

const holdClose = statement({
  text: "select ledger_hold_close($1, $2, $3, $4) as outcome",
  params: [uuid, text, nullable(int8), nullable(uuid)],
  row: {
    outcome: only(
      text,
      z.enum([
        "ended",
        "existing",
        "unknown_hold",
        "already_ended",
        "amount_above_hold",
        "expired",
        "not_expired",
      ]),
    ),
  },
});

/** Ends a hold: posts all or a part of it (the rest is released), or releases everything. Safe to repeat. */
export const closeHold = async (
  holdId: string,
  end: HoldEnd,
  client?: pg.PoolClient,
): Promise<Result<null, HoldCloseRefusal>> => {
  const posted = end.kind === "posted" ? end : null;
  const closed = await holdClose.first(
    [holdId, end.kind, posted?.amount ?? null, posted?.transferId ?? null],
    client,
  );
  if (!closed) throw new Error("ledger_hold_close returned nothing");
  const { outcome } = closed;
  return outcome === "ended" || outcome === "existing" ? accept(null) : refuse({ code: outcome });
};

const cashOf = statement({
  name: "player-balance",
  text: `
    select balance, held, version + hold_version as version from ledger_account
     where owner_id = $1 and kind = 'player_cash' and currency = $2 and detail = ''`,
  params: [uuid, bpchar],
  row: { balance: int8, held: int8, version: int8 },
});

/** A player's cash. Zero, version 0, before the first transfer. */
export const playerBalance = async (playerId: string, currency: Currency): Promise<PlayerBalance> => {
  const found = await cashOf.first([playerId, currency]);
  const { balance, held, version } = found ?? { balance: 0n, held: 0n, version: 0n };
  return { currency, balance, held, available: balance - held, version };
};

const owedBy = statement({
  name: "player-owes",
  text: `
    select -balance as owed from ledger_account
     where owner_id = $1 and kind = 'player_receivable' and currency = $2 and detail = ''`,
  params: [uuid, bpchar],
  row: { owed: int8 },
});

/** What a player owes after a correction took back more than was there; zero for nearly everyone. Credits repay it first. */
export const playerOwes = async (playerId: string, currency: Currency): Promise<bigint> => {
  const found = await owedBy.first([playerId, currency]);
  return found?.owed ?? 0n;
};

const cashOfMany = statement({
  name: "player-balances",
  text: `
    select a.owner_id, a.currency, a.balance, a.held, a.version + a.hold_version as version
      from unnest($1::uuid[], $2::text[]) p(id, currency)
      join ledger_account a on a.owner_id = p.id and a.currency = p.currency and a.kind = 'player_cash' and a.detail = ''`,
  params: [array(uuid), array(text)],
  row: { owner_id: withoutNulls(uuid), currency: bpchar, balance: int8, held: int8, version: int8 },
});

/** The cash of many players in one round trip, each in the currency named with it. Players without a transfer are left out. */
export const playerBalances = async (
  players: readonly { playerId: string; currency: string }[],
): Promise<Map<string, PlayerBalance>> => {
  const found = await cashOfMany.all([
    players.map(({ playerId }) => playerId),
    players.map(({ currency }) => currency),
  ]);
  return new Map(
    found.map(({ owner_id, currency, balance, held, version }) => [
      owner_id,
      { currency, balance, held, available: balance - held, version },
    ]),
  );
};

const balanceOf = statement({
  text: "select ledger_balance($1) as balance",
  params: [int8],
  row: { balance: int8 },
});

/** Any account's balance: a player's is stored, the operator's is the sum of roll-ups and newer entries. */
export const accountBalance = async (id: AccountId): Promise<bigint> => {
  const found = await balanceOf.first([id]);
  return found?.balance ?? 0n;
};

export type HouseBalance = { kind: AccountKind; detail: string; currency: string; balance: bigint };

const balancesOfHouse = statement({
  text: `
    select kind, detail, currency, ledger_balance(id) as balance from ledger_account
     where owner_id is null order by currency, kind, detail`,
  params: [],
  row: { kind: only(text, z.enum(ACCOUNT_KINDS)), detail: text, currency: bpchar, balance: int8 },
});

/** Every account of the operator, as the back office shows it. */
export const houseBalances = (): Promise<HouseBalance[]> => balancesOfHouse.all([]);

const rollUp = statement({ text: "select ledger_roll_up() as sums", params: [], row: { sums: int8 } });

/** Rolls up the operator's closed days, so that a balance reads few rows. Returns how many sums were written. */
export const rollUpHouse = async (): Promise<number> => {
  const written = await rollUp.first([]);
  return Number(written?.sums ?? 0n);
};
