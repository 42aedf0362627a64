import { createHash } from "node:crypto";
import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import {
  bool,
  bpchar,
  bytea,
  int4,
  int8,
  nullable,
  statement,
  text,
  uuid,
} from "#lib/platform/database/statement.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { bankStatementImported } from "../../../events.ts";
import { bankAccounts } from "../accounts.ts";
import { type BankStatement, type BankTransaction, readStatements } from "./camt.ts";
import { StatementFault } from "./fault.ts";

export type ImportedStatement = { id: string; added: number; known: number; notBooked: number };

// Files of one account are taken one after the other.
const lockAccount = statement({
  text: "select pg_advisory_xact_lock(hashtextextended('bank account:' || $1, 0))",
  params: [text],
  row: {},
});

const sameFile = statement({
  text: `
    select id, added, known, not_booked as "notBooked" from bank_statement
     where account = $1 and statement_ref = $2 and file_hash = $3`,
  params: [text, text, bytea],
  row: { id: uuid, added: int4, known: int4, notBooked: int4 },
});

const knownTotal = statement({
  text: `
    select (sum(case when credit then amount else -amount end))::bigint as total, count(*) as parts from bank_entry
     where account = $1 and entry_reference = $2`,
  params: [text, text],
  row: { total: nullable(int8), parts: int8 },
});

const insertStatement = statement({
  text: `
    insert into bank_statement (id, format, account, currency, statement_ref, sequence, opening, closing, file_hash, added, known, not_booked,
                                imported_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
  params: [
    uuid,
    text,
    text,
    bpchar,
    text,
    nullable(text),
    nullable(int8),
    nullable(int8),
    bytea,
    int4,
    int4,
    int4,
    nullable(uuid),
  ],
  row: {},
});

const insertEntry = statement({
  text: `
    insert into bank_entry (id, statement_id, account, entry_reference, detail, amount, currency, credit, reversal, booked_on, end_to_end_id,
                            party_name, party_account, remittance, return_reason)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::date, $11, $12, $13, $14, $15)`,
  params: [
    uuid,
    uuid,
    text,
    text,
    int4,
    int8,
    bpchar,
    bool,
    bool,
    nullable(text),
    nullable(text),
    nullable(text),
    nullable(text),
    text,
    nullable(text),
  ],
  row: {},
});

const byEntry = (transactions: readonly BankTransaction[]): Map<string, BankTransaction[]> => {
  const entries = new Map<string, BankTransaction[]>();
  for (const each of transactions)
    entries.set(each.entryReference, [...(entries.get(each.entryReference) ?? []), each]);
  return entries;
};

/**
 * The entries that no file has told of before. One that is known with another total is a fault of the bank; one with the same total is known, also where
 * it was one sum then and names its payments now.
 */
const newEntries = async (
  { account, transactions }: BankStatement,
  client: pg.PoolClient,
): Promise<BankTransaction[]> => {
  const added: BankTransaction[] = [];
  for (const [reference, parts] of byEntry(transactions)) {
    const before = await knownTotal.first([account.iban, reference], client);
    const total = parts.reduce((sum, { credit, amount }) => sum + (credit ? amount : -amount), 0n);
    if (!before || before.parts === 0n) added.push(...parts);
    else if (before.total !== total) throw new StatementFault("entry_changed", reference);
  }
  return added;
};

const storable = (value: string | null, max: number): string | null =>
  value === null ? null : value.replaceAll(/\p{Cc}/gu, " ").slice(0, max);

const store = async (
  read: BankStatement,
  fileHash: Buffer,
  importedBy: string | null,
  client: pg.PoolClient,
): Promise<ImportedStatement> => {
  const { account, format, statementId, sequence, opening, closing, transactions, notBooked } = read;
  await lockAccount.run([account.iban], client);
  const statementRef = storable(statementId, 100) ?? "";
  const before = await sameFile.first([account.iban, statementRef, fileHash], client);
  if (before) return before;
  const added = await newEntries(read, client);
  const now = Math.floor(await databaseNowMs());
  const id = uuidv7(now);
  const counts = { added: added.length, known: transactions.length - added.length, notBooked };
  await insertStatement.run(
    [
      id,
      format,
      account.iban,
      account.currency,
      statementRef,
      storable(sequence, 40),
      opening,
      closing,
      fileHash,
      counts.added,
      counts.known,
      notBooked,
      importedBy,
    ],
    client,
  );
  for (const each of added)
    await insertEntry.run(
      [
        uuidv7(now),
        id,
        account.iban,
        each.entryReference,
        each.index,
        each.amount,
        account.currency,
        each.credit,
        each.reversal,
        each.bookedOn,
        storable(each.endToEndId, 40),
        storable(each.partyName, 140),
        storable(each.partyIban, 40),
        storable(each.remittance.join("\n"), 1_000)?.replaceAll(/ {2,}/g, " ") ?? "",
        storable(each.returnReason, 40),
      ],
      client,
    );
  await publish(client, bankStatementImported, { statementId: id });
  return { id, ...counts };
};

/**
 * Takes a file of the bank: stores each of its statements with what is new in them, in the caller's transaction, and has it processed by a job. The same file
 * again changes nothing, and a payment that another file told of before is not stored again. Throws a `StatementFault` where the
 * file is not right as a whole.
 */
export const importStatements = async (
  file: Buffer,
  importedBy: string | null,
  client: pg.PoolClient,
): Promise<ImportedStatement[]> => {
  const fileHash = createHash("sha256").update(file).digest();
  const imported: ImportedStatement[] = [];
  for (const read of readStatements(file, bankAccounts()))
    imported.push(await store(read, fileHash, importedBy, client));
  return imported;
};
