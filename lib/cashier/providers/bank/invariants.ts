import type { Invariants } from "#lib/platform/database/invariants.ts";

/** What must always be true of bank transfers. */
export const BANK_INVARIANTS: Invariants = {
  "every booking of the bank is in the ledger once, with its amount": `
    select e.id::text as subject, e.state || ' ' || e.amount as detail
      from bank_entry e
      left join payment p on p.provider = 'bank' and p.direction = 'deposit' and p.object_id = e.account || '/' || e.entry_reference || '/' || e.detail
      left join payment_exception x on x.provider = 'bank' and x.object_id = e.account || '/' || e.entry_reference || '/' || e.detail
                                   and x.transfer_id is not null
      left join ledger_transfer_view t on t.id = e.transfer_id
     where case e.state
       when 'credited' then p.state is distinct from 'succeeded' or p.id is distinct from e.payment_id
       when 'suspended' then case when e.credit then x.amount is distinct from e.amount else t.amount is distinct from e.amount end
       when 'paid' then not exists (select from bank_payout b where b.debit_entry_id = e.id and b.amount = e.amount and b.currency = e.currency)
       when 'returned' then not exists (select from bank_payout b where b.return_entry_id = e.id and b.amount = e.amount and b.state = 'failed')
       else false end`,
  "a batch that was released pays what was approved": `
    select b.id::text as subject, b.amount::text as detail
      from bank_batch b left join bank_payout o on o.batch_id = b.id
     where b.state in ('released', 'sent')
     group by b.id having sum(o.amount) is distinct from b.amount::numeric or count(o.*) <> b.transfers`,
  "no payout by the bank differs from the withdrawal's": `
    select b.payout_id::text as subject, b.state || ' ' || o.state as detail
      from bank_payout b join payout o on o.id = b.payout_id
     where b.amount <> o.amount or b.currency <> o.currency or o.state = 'paid' and b.debit_entry_id is null and b.return_entry_id is null`,
};
