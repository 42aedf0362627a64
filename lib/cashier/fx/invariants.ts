import type { Invariants } from "#lib/platform/database/invariants.ts";

/** What must always be true of money that was exchanged. */
export const FX_INVARIANTS: Invariants = {
  "an exchange credits what its rate gives, and loses or makes no unit": `
    select x.payment_id::text as subject, x.credited::text as detail
      from payment_exchange x
      join payment p on p.id = x.payment_id
      left join ledger_transfer_view s on s.code = 'deposit_exchanged' and s.reference = 'deposit:' || p.id
      left join ledger_transfer_view r on r.code = 'deposit_rounded' and r.reference = 'deposit:' || p.id
     where p.amount <> x.credited or p.currency = x.currency
        or x.credited <> div(x.amount * x.rate_numerator, x.rate_denominator)
        or x.rounding <> case when mod(x.amount * x.rate_numerator, x.rate_denominator) = 0 then 0 else 1 end
        or (s.amount, s.currency) is distinct from (x.amount, x.currency)
        or coalesce(r.amount, 0) <> x.rounding or r.currency is distinct from case when x.rounding > 0 then p.currency end`,
};
