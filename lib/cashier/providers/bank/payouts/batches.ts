import type pg from "pg";
import { z } from "zod";
import { uuidv7 } from "#lib/core/id.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import {
  array,
  bpchar,
  int8,
  nullable,
  only,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { type BankAccount, bankAccounts } from "../accounts.ts";
import { transferFile } from "./pain.ts";

const TRANSFERS_MAX = 5_000;

const STATES = ["prepared", "released", "sent", "discarded"] as const;

// The oldest first, and locked, so that nobody puts one into two files.
const waiting = statement({
  text: `
    select payout_id as "payoutId", amount from bank_payout
     where batch_id is null and state = 'sent' and currency = $1 order by created_at limit ${TRANSFERS_MAX} for update skip locked`,
  params: [bpchar],
  row: { payoutId: uuid, amount: int8 },
});

const insert = statement({
  text: "insert into bank_batch (id, account, currency, amount, transfers) values ($1, $2, $3, $4, cardinality($5::uuid[]))",
  params: [uuid, text, bpchar, int8, array(uuid)],
  row: {},
});

const assign = statement({
  text: "update bank_payout set batch_id = $1 where payout_id = any($2)",
  params: [uuid, array(uuid)],
  row: {},
});

export const accountNamed = (iban: string): BankAccount | null =>
  bankAccounts().find((account) => account.iban === iban) ?? null;

/** Puts every payout that waits for an account's currency into a new batch. Null where none waits. */
export const prepareBatch = async (
  account: BankAccount,
  client: pg.PoolClient,
): Promise<{ id: string; amount: bigint; transfers: number } | null> => {
  const found = await waiting.all([account.currency], client);
  if (found.length === 0) return null;
  const id = uuidv7(Math.floor(await databaseNowMs()));
  const ids = found.map(({ payoutId }) => payoutId);
  const amount = found.reduce((sum, each) => sum + each.amount, 0n);
  await insert.run([id, account.iban, account.currency, amount, ids], client);
  await assign.run([id, ids], client);
  return { id, amount, transfers: ids.length };
};

const lock = statement({
  text: `
    select id, account, currency, state, amount, prepared_at as "preparedAt" from bank_batch where id = $1 for update`,
  params: [uuid],
  row: {
    id: uuid,
    account: text,
    currency: bpchar,
    state: only(text, z.enum(STATES)),
    amount: int8,
    preparedAt: timestamptz,
  },
});

const transfersOf = statement({
  text: `
    select b.end_to_end_id as "endToEndId", b.amount, b.holder as name, b.iban, n.street, n.city, n.postcode, v.country
      from bank_payout b
      join payout o on o.id = b.payout_id
      join payment p on p.id = o.payment_id
      left join players_person_view n on n.player_id = p.player_id
      left join players_player_view v on v.id = p.player_id
     where b.batch_id = $1 and b.state = 'sent' order by b.end_to_end_id`,
  params: [uuid],
  row: {
    endToEndId: text,
    amount: int8,
    name: text,
    iban: text,
    street: nullable(text),
    city: nullable(text),
    postcode: nullable(text),
    country: nullable(bpchar),
  },
});

const release = statement({
  text: `
    update bank_batch set state = 'released', file = $2, execution_day = $3::text::date, released_at = clock_timestamp()
     where id = $1 and state = 'prepared'`,
  params: [uuid, text, text],
  row: {},
});

export type ReleaseRefusal =
  | { code: "not_prepared" }
  | { code: "batch_changed" }
  | { code: "account_missing" };

/**
 * Writes the file of a prepared batch. From then on it never changes: downloading it again gives the same bytes, and none of its payouts enters another
 * file.
 * @returns null once it is released
 */
export const releaseBatch = async (id: string, client: pg.PoolClient): Promise<ReleaseRefusal | null> => {
  const batch = await lock.first([id], client);
  if (batch?.state !== "prepared") return { code: "not_prepared" };
  const account = accountNamed(batch.account);
  if (!account) return { code: "account_missing" };
  const transfers = await transfersOf.all([id], client);
  // What was approved is what is paid.
  if (transfers.reduce((sum, { amount }) => sum + amount, 0n) !== batch.amount)
    return { code: "batch_changed" };
  const now = new Date(await databaseNowMs());
  const executionDay = now.toISOString().slice(0, 10);
  const file = transferFile({
    id: id.replaceAll("-", ""),
    createdAt: now,
    executionDay,
    account,
    transfers: transfers.map(({ endToEndId, amount, name, iban, street, city, postcode, country }) => ({
      endToEndId,
      amount,
      name,
      iban,
      remittance: `${account.name} withdrawal`,
      address:
        city && country ? { street: street ?? "", postcode: postcode ?? "", town: city, country } : null,
    })),
  });
  await release.run([id, file, executionDay], client);
  return null;
};

const setSent = statement({
  text: "update bank_batch set state = 'sent', sent_at = clock_timestamp() where id = $1 and state = 'released'",
  params: [uuid],
  row: {},
});

/** Says that the bank has taken the file. False where it was not released, or is sent already. */
export const markSent = async (id: string, client: pg.PoolClient): Promise<boolean> =>
  (await setSent.run([id], client)) > 0;

const discard = statement({
  text: `
    with gone as (update bank_batch set state = 'discarded' where id = $1 and state = 'prepared' returning id)
    update bank_payout set batch_id = null where batch_id = (select id from gone)`,
  params: [uuid],
  row: {},
});

/** Gives up a batch before its release: its payouts wait again. False where it was released. */
export const discardBatch = async (id: string, client: pg.PoolClient): Promise<boolean> => {
  const batch = await lock.first([id], client);
  if (batch?.state !== "prepared") return false;
  await discard.run([id], client);
  return true;
};

const reject = statement({
  text: `
    update bank_payout b set state = 'failed', reason = 'rejected'
      from payout o
     where b.payout_id = $1 and o.id = b.payout_id and b.state = 'sent' and b.debit_entry_id is null
       and not exists (select from bank_batch x where x.id = b.batch_id and x.state = 'prepared')
    returning o.payment_id as "paymentId"`,
  params: [uuid],
  row: { paymentId: uuid },
});

/**
 * Ends a payout that the bank refused to take, or that is not to be sent: its money is the player's again. Answers the withdrawal; null where it is paid or
 * ended, or in a batch that waits for its release.
 */
export const rejectPayout = async (payoutId: string, client: pg.PoolClient): Promise<string | null> =>
  (await reject.first([payoutId], client))?.paymentId ?? null;

const fileOf = statement({
  text: "select file, currency from bank_batch where id = $1 and file is not null",
  params: [uuid],
  row: { file: nullable(text), currency: bpchar },
});

/** The file of a released batch; null for any other. */
export const fileOfBatch = async (id: string): Promise<string | null> =>
  (await fileOf.first([id]))?.file ?? null;
