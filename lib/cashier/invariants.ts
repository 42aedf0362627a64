import type { Invariants } from "#lib/platform/database/invariants.ts";

/** What must always be true of deposits. */
export const CASHIER_INVARIANTS: Invariants = {
  "every completed deposit moved its amount once": `
    select d.id::text as subject, t.amount::text as detail
      from deposit d left join ledger_transfer_view t on t.id = d.transfer_id
     where d.status = 'completed'
       and (t.amount, t.currency, t.code, t.reference) is distinct from (d.amount, d.currency, 'deposit', 'deposit:' || d.id)`,
  "no player has deposited more than a limit of theirs allows": `
    select l.player_id::text as subject, l.kind || ', ' || l.period as detail
      from players_limit_view l
      join deposit d on d.player_id = l.player_id and d.status in ('started', 'completed')
       and d.created_at >= greatest(l.since, case l.period
             when 'day' then clock_timestamp() - interval '24 hours' when 'week' then clock_timestamp() - interval '7 days'
             else date_trunc('month', clock_timestamp(), 'UTC') end)
     where l.kind in ('deposit', 'net_deposit')
     group by l.player_id, l.kind, l.period, l.amount having sum(d.amount) > l.amount`,
};
