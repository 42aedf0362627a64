import { isCurrency } from "#lib/core/money.ts";
import {
  bool,
  bpchar,
  int8,
  nullable,
  statement,
  text,
  timestamptz,
  withoutNulls,
} from "#lib/platform/database/statement.ts";
import type { ExternalBalance, ExternalMovement } from "../../provider.ts";
import { bankAccountFor } from "../accounts.ts";

// A payout that came back has moved nothing in the end, and a debit that is no payout's waits in an account of its own: both are in the balances only.
const booked = statement({
  text: `
    select e.account || '/' || e.entry_reference || '/' || e.detail as id, e.credit, e.amount, e.currency, e.end_to_end_id as "endToEndId"
      from bank_entry e join bank_statement s on s.id = e.statement_id
     where s.imported_at >= $1
       and (e.credit and e.state in ('credited', 'suspended')
         or not e.credit and e.state = 'paid'
           and not exists (select from bank_payout b where b.end_to_end_id = e.end_to_end_id and b.return_entry_id is not null))
     order by s.imported_at, e.id`,
  params: [timestamptz],
  row: {
    id: withoutNulls(text),
    credit: bool,
    amount: int8,
    currency: bpchar,
    endToEndId: nullable(text),
  },
});

/** What the bank's statements say has moved: credits by their own reference, payouts by the end-to-end id that we gave them. */
export async function* bankMovements(since: Date): AsyncGenerator<ExternalMovement> {
  for (const { id, credit, amount, currency, endToEndId } of await booked.all([since]))
    yield {
      id,
      objectId: credit ? id : endToEndId,
      direction: credit ? "in" : "out",
      amount,
      currency,
      fee: 0n,
    };
}

const closings = statement({
  text: `
    select distinct on (account) account, currency, closing from bank_statement
     where closing is not null order by account, imported_at desc, id desc`,
  params: [],
  row: { account: text, currency: bpchar, closing: nullable(int8) },
});

/** The closing balance of the newest statement of each account of ours. */
export const bankBalances = async (): Promise<ExternalBalance[]> =>
  (await closings.all([])).flatMap(({ account, currency, closing }) =>
    closing !== null && isCurrency(currency) && bankAccountFor(currency)?.iban === account
      ? [{ currency, amount: closing }]
      : [],
  );
