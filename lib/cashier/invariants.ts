import type { Invariants } from "#lib/platform/database/invariants.ts";

/** What must always be true of payments. */
export const CASHIER_INVARIANTS: Invariants = {
  "every deposit that succeeded moved its amount once, and no other did": `
    select p.id::text as subject, t.amount::text as detail
      from payment p full join (select * from ledger_transfer_view where code = 'deposit' and reference like 'deposit:%') t on t.id = p.transfer_id
     where (p.direction = 'deposit' and p.state = 'succeeded' or t.id is not null)
       and (p.amount, p.currency, 'deposit:' || p.id, p.state) is distinct from (t.amount, t.currency, t.reference, 'succeeded')`,
  "an object of a provider was credited or put into suspense, once": `
    select provider || ' ' || object_id as subject, count(*)::text as detail
      from (select provider, object_id from payment where direction = 'deposit' and state = 'succeeded' and object_id is not null
            union all select provider, object_id from payment_exception
                       where transfer_id is not null and resolution is distinct from 'assigned') o
     group by provider, object_id having count(*) > 1`,
  "what was taken back of a deposit is its reversals, each of which moved its amount once": `
    select p.id::text as subject, p.reversed::text as detail
      from payment p left join payment_reversal r on r.payment_id = p.id
     where p.reversed <> 0 or r.id is not null
     group by p.id having p.reversed <> coalesce(sum(case when r.reinstates_id is null then r.amount else -r.amount end), 0)
    union all
    select coalesce(r.transfer_id, t.id)::text, t.code
      from payment_reversal r
      full join (select * from ledger_transfer_view where code in ('deposit_charged_back', 'deposit_charged_back_reversed')) t
        on t.id = r.transfer_id
      left join payment p on p.id = r.payment_id left join payment_reversal b on b.id = r.reinstates_id
     where (r.amount, p.currency::text, 'deposit:' || p.id, b.transfer_id,
            case when b.id is null then 'deposit_charged_back' else 'deposit_charged_back_reversed' end)
           is distinct from (t.amount, t.currency::text, t.reference, t.reverses_id, t.code)
        or (b.id is not null and b.amount <> r.amount)`,
  "a withdrawal holds its amount until it is sent, and takes it once": `
    select p.id::text as subject, p.state as detail
      from payment p left join ledger_hold_view h on h.id = p.id left join ledger_hold_end_view e on e.hold_id = h.id
     where p.direction = 'withdrawal'
       and (h.amount is distinct from p.amount or h.currency is distinct from p.currency
         or e.kind is distinct from case when p.state in ('requested', 'in_review', 'information_needed', 'approved') then null
                                         when p.state in ('canceled', 'declined') then 'voided' else 'posted' end
         or e.transfer_id is distinct from p.transfer_id)`,
  "the payouts of a withdrawal that was sent are its amount, and none exceeds the deposit that it refunds": `
    select p.id::text as subject, sum(o.amount)::text as detail
      from payment p left join payout o on o.payment_id = p.id
     where p.direction = 'withdrawal' and p.transfer_id is not null
     group by p.id having sum(o.amount) is distinct from p.amount
    union all
    select d.id::text, sum(o.amount)::text
      from payment d join payout o on o.refunds_id = d.id and o.state <> 'failed'
     group by d.id having sum(o.amount) > d.amount`,
  "what is in suspense is what no exception has released": `
    select coalesce(a.detail, o.provider) as subject, a.balance::text as detail
      from (select h.detail, h.currency, ledger_balance(h.id) as balance from ledger_account_view h
             where h.kind = 'suspense' and h.owner_id is null) a
      full join (select provider, currency, sum(amount) as open from payment_exception
                  where transfer_id is not null and resolution is null group by 1, 2) o
        on o.provider = a.detail and o.currency = a.currency
     where coalesce(a.balance, 0) <> coalesce(o.open, 0)`,
  "an exception is released by the exact reverse of what suspended it": `
    select e.id::text as subject, e.resolution as detail
      from payment_exception e left join ledger_transfer_view t on t.id = e.resolved_transfer_id
     where e.resolution in ('assigned', 'returned') and t.reverses_id is distinct from e.transfer_id`,
  "money that was returned was paid by its provider": `
    select e.id::text as subject, r.state as detail
      from payment_exception e full join (select * from payment_return where state = 'paid') r on r.exception_id = e.id
     where (e.resolution = 'returned') is distinct from true and r.id is not null or e.resolution = 'returned' and r.id is null`,
  "a difference of reconciliation is corrected by what it posted": `
    select d.id::text as subject, t.code as detail
      from (select * from reconciliation_difference where state = 'corrected') d
      full join (select * from ledger_transfer_view where code = 'reconciliation_correction') t
        on t.reference = 'reconciliation:' || d.provider || ':' || d.object_id
     where t.id is null or d.id is null`,
  "fees that were booked are those that providers reported": `
    select coalesce(t.id, f.transfer_id)::text as subject, t.amount::text as detail
      from (select * from ledger_transfer_view where code = 'payment_fee') t
      full join (select transfer_id, abs(sum(amount)) as amount from provider_fee group by 1) f on f.transfer_id = t.id
     where t.amount is distinct from f.amount`,
  "documents are waited for where the payment says so": `
    select p.id::text as subject, p.state as detail
      from payment p full join (select * from payment_information where ended_at is null) i on i.payment_id = p.id
     where (p.state = 'information_needed') is distinct from (i.id is not null) and (p.state = 'information_needed' or i.id is not null)`,
  "what is pending of withdrawals is what was sent and has not ended": `
    select a.detail as subject, a.balance::text as detail
      from (select h.detail, h.currency, ledger_balance(h.id) as balance from ledger_account_view h
             where h.kind = 'withdrawals_pending' and h.owner_id is null) a
      left join (select provider, currency, sum(amount) as open from payout where state in ('planned', 'sent') group by 1, 2) o
        on o.provider = a.detail and o.currency = a.currency
     where a.balance <> coalesce(o.open, 0)`,
  "a deposit from a chain is credited as its payment says, and one that is not has none": `
    select d.id::text as subject, d.state as detail
      from crypto_deposit d left join payment p on p.id = d.payment_id
     where d.state = 'credited' and (p.provider, p.player_id, p.amount, p.currency, p.object_id, p.state)
                                    is distinct from ('crypto', d.player_id, d.value, d.currency, d.object_id, 'succeeded')
        or d.state in ('seen', 'confirming', 'final', 'dropped', 'suspended') and p.object_id = d.object_id`,
  "every deposit from a chain is where its steps lead": `
    select d.id::text as subject, d.state as detail
      from crypto_deposit d left join crypto_deposit_step s on s.deposit_id = d.id
     group by d.id having count(s.*) <> d.version or max(s.version) <> d.version
        or max(s.state) filter (where s.version = d.version) is distinct from d.state`,
  "what the signer sent has stored bytes, and what it did not send has none": `
    select t.id::text as subject, t.state as detail
      from crypto_transfer t left join crypto_attempt a on a.transfer_id = t.id
     group by t.id having (t.nonce is not null) <> (count(a.*) > 0)
        or t.hash is not null and not bool_or(a.hash = t.hash)`,
  "a replacement of a transaction raises both fees by a tenth at least": `
    select a.transfer_id::text as subject, a.number::text as detail
      from crypto_attempt a join crypto_attempt b on b.transfer_id = a.transfer_id and b.number = a.number - 1
     where a.max_fee * 10 < b.max_fee * 11 or a.priority_fee * 10 < b.priority_fee * 11`,
  "a payout on a chain is paid or failed as the chain says": `
    select t.id::text as subject, t.state || ', ' || o.state as detail
      from crypto_transfer t join payout o on o.id = t.payout_id
     where o.state = 'paid' and t.state <> 'paid' or o.state = 'failed' and t.state not in ('failed', 'canceled')`,
  "every payment is where its transitions lead": `
    select p.id::text as subject, p.state as detail
      from payment p left join payment_transition t on t.payment_id = p.id
     group by p.id having count(t.*) <> p.version or max(t.version) <> p.version
        or max(t.to_state) filter (where t.version = p.version) is distinct from p.state`,
  "no player has deposited more than a limit of theirs allows": `
    select l.player_id::text as subject, l.kind || ', ' || l.period as detail
      from players_limit_view l
     cross join lateral (
       select sum(case p.direction when 'deposit' then p.amount else -p.amount end) over (order by p.created_at desc, p.id desc) as net
         from payment p
        where p.player_id = l.player_id
          and p.created_at >= greatest(l.since, case l.period
                when 'day' then clock_timestamp() - interval '24 hours' when 'week' then clock_timestamp() - interval '7 days'
                else date_trunc('month', clock_timestamp(), 'UTC') end)
          and (p.direction = 'deposit' and p.state not in ('failed', 'canceled', 'expired')
            or p.direction = 'withdrawal' and p.state in ('paid', 'returned') and l.kind = 'net_deposit')) d
     where l.kind in ('deposit', 'net_deposit')
     group by l.player_id, l.kind, l.period, l.amount having max(d.net) > l.amount`,
};
