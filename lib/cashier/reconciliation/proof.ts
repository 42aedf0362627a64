import {
  bpchar,
  int8,
  nullable,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import type { ProofAccount } from "./schema.ts";

const accounts = statement({
  text: `
    select a.id, a.kind, a.detail as provider, a.currency, ledger_balance(a.id) as now,
           coalesce((select sum(e.amount) from ledger_entry_view e where e.account_id = a.id and e.created_at >= $3), 0)::bigint as after,
           coalesce((select sum(e.amount) from ledger_entry_view e where e.account_id = a.id and e.created_at >= $2), 0)::bigint as since
      from ledger_account_view a
     where a.owner_id is null and a.kind in ('deposits_clearing', 'withdrawals_pending', 'suspense')
       and a.detail <> '' and ($1::text is null or a.detail = $1) and a.created_at < $3 and $2 < $3
     order by a.detail, a.currency, a.kind`,
  params: [nullable(text), timestamptz, timestamptz],
  row: { id: int8, kind: text, provider: text, currency: bpchar, now: int8, after: int8, since: int8 },
});

const movements = statement({
  text: `
    select e.account_id as "accountId", t.code, count(*) as count, sum(e.amount)::bigint as amount
      from ledger_entry_view e join ledger_transfer_view t on t.id = e.transfer_id
      join ledger_account_view a on a.id = e.account_id
     where a.owner_id is null and a.kind in ('deposits_clearing', 'withdrawals_pending', 'suspense')
       and a.detail <> '' and ($1::text is null or a.detail = $1) and e.created_at >= $2 and e.created_at < $3
     group by e.account_id, t.code order by t.code`,
  params: [nullable(text), timestamptz, timestamptz],
  row: { accountId: int8, code: text, count: int8, amount: int8 },
});

/**
 * For auditors: of each account between players and providers, the opening balance, what moved by code, and the closing balance. Credits are positive. Opening
 * and closing are read from the account, the movements from its transfers, so that they prove each other: `gap` is what they leave open, and is zero.
 */
export const proofOf = async (provider: string | null, from: Date, until: Date): Promise<ProofAccount[]> => {
  const [found, moved] = await Promise.all([
    accounts.all([provider, from, until]),
    movements.all([provider, from, until]),
  ]);
  return found.map(({ id, kind, provider: of, currency, now, after, since }) => {
    const own = moved.filter(({ accountId }) => accountId === id);
    const [opening, closing] = [now - since, now - after];
    return {
      accountId: id,
      kind,
      provider: of,
      currency,
      opening,
      closing,
      gap: closing - opening - own.reduce((sum, { amount }) => sum + amount, 0n),
      movements: own.map(({ code, count, amount }) => ({ code, count, amount })),
    };
  });
};

const balances = statement({
  text: `
    select distinct on (r.provider, b.currency) r.id as "runId", r.provider, b.currency, b.ledger, b.outside, b.at
      from reconciliation_balance b join reconciliation_run r on r.id = b.run_id
     where ($1::text is null or r.provider = $1) and b.at < $2
     order by r.provider, b.currency, b.at desc`,
  params: [nullable(text), timestamptz],
  row: { runId: uuid, provider: text, currency: bpchar, ledger: int8, outside: int8, at: timestamptz },
});

/** What banks, chains and providers said that they hold, at the last run before the end of the period, beside what our account said then. */
export const outsideBalances = (provider: string | null, until: Date) => balances.all([provider, until]);
