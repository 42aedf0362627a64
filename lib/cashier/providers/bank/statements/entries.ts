import { z } from "zod";
import { CURRENCY_CODES } from "#lib/core/money.ts";
import {
  bool,
  bpchar,
  int4,
  int8,
  nullable,
  only,
  statement,
  text,
  uuid,
} from "#lib/platform/database/statement.ts";

export const ENTRY_STATES = ["received", "credited", "suspended", "paid", "returned", "reversed"] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

const ROW = {
  id: uuid,
  account: text,
  entryReference: text,
  detail: int4,
  amount: int8,
  currency: only(bpchar, z.enum(CURRENCY_CODES)),
  credit: bool,
  reversal: bool,
  endToEndId: nullable(text),
  partyName: nullable(text),
  partyAccount: nullable(text),
  remittance: text,
  returnReason: nullable(text),
  state: only(text, z.enum(ENTRY_STATES)),
};

const COLUMNS = `id, account, entry_reference as "entryReference", detail, amount, currency, credit, reversal, end_to_end_id as "endToEndId",
  party_name as "partyName", party_account as "partyAccount", remittance, return_reason as "returnReason", state`;

const byId = statement({ text: `select ${COLUMNS} from bank_entry where id = $1`, params: [uuid], row: ROW });

/** An entry of a statement as it was imported. */
export type BankEntry = NonNullable<Awaited<ReturnType<typeof byId.first>>>;

export const entryOf = async (id: string): Promise<BankEntry | null> => (await byId.first([id])) ?? null;

const waitingOf = statement({
  text: "select id from bank_entry where statement_id = $1 and state = 'received' order by id",
  params: [uuid],
  row: { id: uuid },
});

/** The entries of a statement that were not processed yet. */
export const waitingEntries = async (statementId: string): Promise<string[]> =>
  (await waitingOf.all([statementId])).map(({ id }) => id);

const overdue = statement({
  text: `
    select distinct e.statement_id as id from bank_entry e join bank_statement s on s.id = e.statement_id
     where e.state = 'received' and s.imported_at < clock_timestamp() - interval '1 minute' limit 100`,
  params: [],
  row: { id: uuid },
});

/** Statements whose job got lost. */
export const overdueStatements = async (): Promise<string[]> => (await overdue.all([])).map(({ id }) => id);

/** The name of a booking in payments and in the ledger: the same in whichever file the bank tells of it. */
export const objectIdOf = ({
  account,
  entryReference,
  detail,
}: Pick<BankEntry, "account" | "entryReference" | "detail">): string =>
  `${account}/${entryReference}/${detail}`;

const end = statement({
  text: `
    update bank_entry set state = $2, problem = $3, payment_id = $4, transfer_id = $5, ended_at = clock_timestamp()
     where id = $1 and state = 'received'`,
  params: [uuid, text, nullable(text), nullable(uuid), nullable(uuid)],
  row: {},
});

export type EntryEnd = {
  state: Exclude<EntryState, "received">;
  problem?: string | null;
  paymentId?: string | null;
  transferId?: string | null;
};

/** Says what became of an entry, once. */
export const endEntry = (
  id: string,
  { state, problem = null, paymentId = null, transferId = null }: EntryEnd,
  client?: Parameters<typeof end.run>[1],
): Promise<number> => end.run([id, state, problem, paymentId, transferId], client);
