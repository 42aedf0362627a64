/*
 * Adds bets and payout (minor units of the base currency) to what combinations of outcomes carry, or takes them away with negative values.
 * Locks: the advisory lock of each combination, in the order of their keys; whoever writes such a row holds it.
 */
create or replace function combination_exposure_add(p_changes combination_change[]) returns void
language plpgsql set enable_seqscan = off as $$
declare
  changes combination_change[] := array(
    select row(c.combination, sum(c.bets), sum(c.payout))::combination_change from unnest(p_changes) c group by c.combination);
begin
  perform pg_advisory_xact_lock(k)
     from (select distinct book_lock_key('combination', c.combination::text) as k from unnest(changes) c order by 1) keys;
  delete from combination_exposure x using unnest(changes) c where x.combination = c.combination and x.bets + c.bets = 0;
  update combination_exposure x set bets = x.bets + c.bets, payout = x.payout + c.payout
    from unnest(changes) c where x.combination = c.combination;
  insert into combination_exposure (combination, bets, payout)
  select c.combination, c.bets, c.payout from unnest(changes) c where c.bets > 0
  on conflict do nothing;
end $$;
