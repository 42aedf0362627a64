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
            union all select provider, object_id from payment_exception where transfer_id is not null) o
     group by provider, object_id having count(*) > 1`,
  "every payment is where its transitions lead": `
    select p.id::text as subject, p.state as detail
      from payment p left join payment_transition t on t.payment_id = p.id
     group by p.id having count(t.*) <> p.version or max(t.version) <> p.version
        or max(t.to_state) filter (where t.version = p.version) is distinct from p.state`,
  "no player has deposited more than a limit of theirs allows": `
    select l.player_id::text as subject, l.kind || ', ' || l.period as detail
      from players_limit_view l
      join payment d on d.player_id = l.player_id and d.direction = 'deposit' and d.state not in ('failed', 'canceled', 'expired')
       and d.created_at >= greatest(l.since, case l.period
             when 'day' then clock_timestamp() - interval '24 hours' when 'week' then clock_timestamp() - interval '7 days'
             else date_trunc('month', clock_timestamp(), 'UTC') end)
     where l.kind in ('deposit', 'net_deposit')
     group by l.player_id, l.kind, l.period, l.amount having sum(d.amount) > l.amount`,
};
