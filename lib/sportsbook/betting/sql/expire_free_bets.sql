/*
 * Ends free bets whose time is over: their money goes back to the cost of promotions. At most p_limit a call. Answers how many. One that a
 * pending bet uses was taken in time.
 * Locks: the bonus accounts of their players, which every change of a free bet takes.
 */
create or replace function expire_free_bets(p_limit integer) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  wanted uuid[];
  ended free_bet[];
begin
  wanted := array(select f.id from free_bet f where f.state = 'available' and f.expires_at <= clock_timestamp() order by f.expires_at limit p_limit);
  perform ledger_lock(array(select distinct bonus_account(f.player_id, f.currency) from free_bet f where f.id = any(wanted)));
  with over as (
    update free_bet f set state = 'expired', ended_at = clock_timestamp()
     where f.id = any(wanted) and f.state = 'available' and f.expires_at <= clock_timestamp()
    returning f.*)
  select array_agg(o) into ended from over o;
  perform ledger_write(array(
    select row(settlement_transfer_id(f.id, 0, 'expired'), bonus_account(f.player_id, f.currency),
               ledger_account_for('promotions_expense', null, f.currency), f.amount, f.currency, 'free_bet_expired', 'free_bet:' || f.id,
               null)::ledger_posting
      from unnest(ended) f));
  return coalesce(cardinality(ended), 0);
end $$;

revoke execute on function expire_free_bets from public;
grant execute on function expire_free_bets to evens_app;
