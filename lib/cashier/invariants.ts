import type { Invariants } from "#lib/platform/database/invariants.ts";

/** What must always be true of deposits. */
export const CASHIER_INVARIANTS: Invariants = {
  "every completed deposit moved its amount once": `
    select d.id::text as subject, t.amount::text as detail
      from deposit d left join ledger_transfer_view t on t.id = d.transfer_id
     where d.status = 'completed'
       and (t.amount, t.currency, t.code, t.reference) is distinct from (d.amount, d.currency, 'deposit', 'deposit:' || d.id)`,
};
