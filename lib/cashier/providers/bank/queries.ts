import { isCurrency } from "#lib/core/money.ts";
import { db } from "#lib/platform/database/db.ts";
import {
  bool,
  bpchar,
  int4,
  int8,
  nullable,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { bankAccountFor, bankAccounts } from "./accounts.ts";
import { epcText } from "./epc.ts";
import { referenceOf } from "./references.ts";

const SHOWN = 50;
const ENTRIES_SHOWN = 1_000;

/** What a player needs for a transfer; null where transfers in the player's currency are not offered. */
export const bankDeposit = async (
  player: { id: string; currency: string },
  amount: bigint | null = null,
): Promise<{ name: string; iban: string; bic: string; reference: string; qr: string | null } | null> => {
  const account = isCurrency(player.currency) ? bankAccountFor(player.currency) : null;
  if (!account) return null;
  const { name, iban, bic, currency } = account;
  const reference = await referenceOf(player.id);
  const qr = currency === "EUR" ? epcText({ bic, name, iban, amount, reference }) : null;
  return { name, iban, bic, reference, qr };
};

/** Whether transfers in this currency are offered. */
export const bankTransfersOffered = (currency: string): boolean =>
  isCurrency(currency) && bankAccountFor(currency) !== null;

const payeesOf = statement({
  text: `
    select i.id, i.last4, i.country, coalesce(p.name_check = 'MTCH', true) as checked
      from payment_instrument i left join bank_payee p on p.instrument_id = i.id
     where i.player_id = $1 and i.provider = 'bank' and i.usable_from is not null and i.removed_at is null
     order by i.created_at desc`,
  params: [uuid],
  row: { id: uuid, last4: text, country: nullable(text), checked: nullable(bool) },
});

/** The bank accounts that a player may withdraw to. */
export const bankPayees = (playerId: string) => payeesOf.all([playerId]);

// A gap: the statement before it in this account ended with another balance.
const statements = statement({
  text: `
    select s.id, s.format, s.account, s.currency, s.statement_ref as "statementRef", s.sequence, s.opening, s.closing, s.added, s.known,
           s.not_booked as "notBooked", s.imported_at as "importedAt", a.display_name as "importedBy",
           (select count(*) from bank_entry e where e.statement_id = s.id and e.state = 'suspended') as suspended,
           (select count(*) from bank_entry e where e.statement_id = s.id and e.state = 'received') as waiting,
           s.opening is not null and exists (
             select from (select b.closing from bank_statement b
                           where b.account = s.account and b.closing is not null and b.id < s.id order by b.id desc limit 1) b
              where b.closing <> s.opening) as gap
      from bank_statement s left join players_staff_view a on a.id = s.imported_by
     order by s.imported_at desc, s.id desc limit ${SHOWN}`,
  params: [],
  row: {
    id: uuid,
    format: text,
    account: text,
    currency: bpchar,
    statementRef: text,
    sequence: nullable(text),
    opening: nullable(int8),
    closing: nullable(int8),
    added: int4,
    known: int4,
    notBooked: int4,
    importedAt: timestamptz,
    importedBy: nullable(text),
    suspended: nullable(int8),
    waiting: nullable(int8),
    gap: nullable(bool),
  },
});

/** The statements that were imported last. */
export const bankStatements = () => statements.all([]);

/** A statement with its entries, in the order of the file. */
export const bankStatement = (id: string) =>
  db().bankStatement.findUnique({
    where: { id },
    select: {
      id: true,
      format: true,
      account: true,
      currency: true,
      statementRef: true,
      opening: true,
      closing: true,
      added: true,
      known: true,
      notBooked: true,
      importedAt: true,
      entries: {
        select: {
          id: true,
          entryReference: true,
          detail: true,
          amount: true,
          credit: true,
          reversal: true,
          bookedOn: true,
          partyName: true,
          partyAccount: true,
          remittance: true,
          returnReason: true,
          state: true,
          problem: true,
          paymentId: true,
          payment: { select: { playerId: true } },
        },
        orderBy: { id: "asc" },
        take: ENTRIES_SHOWN,
      },
    },
  });

const waitingFor = statement({
  text: `
    select count(*) as transfers, coalesce(sum(amount), 0)::bigint as amount, min(created_at) as since from bank_payout
     where batch_id is null and state = 'sent' and currency = $1`,
  params: [bpchar],
  row: { transfers: int8, amount: int8, since: nullable(timestamptz) },
});

/** Each account of the operator, with the payouts that wait for a batch. */
export const bankQueues = () =>
  Promise.all(
    bankAccounts().map(async ({ iban, name, currency }) => {
      const { transfers = 0n, amount = 0n, since = null } = (await waitingFor.first([currency])) ?? {};
      return { iban, name, currency, transfers, amount, since };
    }),
  );

const BATCH = {
  id: true,
  account: true,
  currency: true,
  state: true,
  amount: true,
  transfers: true,
  preparedAt: true,
  executionDay: true,
} as const;

/** The batches that were prepared last. */
export const bankBatches = () =>
  db().bankBatch.findMany({ select: BATCH, orderBy: [{ preparedAt: "desc" }, { id: "desc" }], take: SHOWN });

/** A batch with its payouts. */
export const bankBatch = (id: string) =>
  db().bankBatch.findUnique({
    where: { id },
    select: {
      ...BATCH,
      payouts: {
        select: {
          payoutId: true,
          endToEndId: true,
          holder: true,
          iban: true,
          amount: true,
          state: true,
          reason: true,
          payout: { select: { paymentId: true, payment: { select: { playerId: true } } } },
        },
        orderBy: { endToEndId: "asc" },
      },
    },
  });
