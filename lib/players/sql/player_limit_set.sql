/*
 * Sets a limit (null: none). The first one and a lower one apply once the transaction is committed, and end what was waiting; a higher one, or
 * none, waits for p_wait by the database's clock, and then for player_limit_confirm. Asking for more again begins the wait again; asking for
 * the same, or for less of a raise, does not. Answers 'set', 'waiting' or 'unchanged'.
 */
create or replace function player_limit_set(p_player_id uuid, p_kind text, p_period text, p_amount bigint, p_wait interval) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  account bigint := player_limit_lock(p_player_id);
  moment timestamptz := clock_timestamp();
  present player_limit;
begin
  select l.* into present from player_limit l where (l.player_id, l.kind, l.period) = (p_player_id, p_kind, p_period);
  if not found then
    if p_amount is null then return 'unchanged'; end if;
    insert into player_limit (player_id, kind, period, amount, since) values (p_player_id, p_kind, p_period, p_amount, moment);
    insert into player_limit_change (player_id, kind, period, action, before, after)
    values (p_player_id, p_kind, p_period, 'set', null, p_amount);
    if p_kind in ('stake', 'loss') then perform ledger_track(account); end if;
    return 'set';
  end if;

  if p_amount <= present.amount then
    if p_amount = present.amount and present.wanted_at is null then return 'unchanged'; end if;
    update player_limit l
       set amount = p_amount, since = case when p_amount < present.amount then moment else l.since end,
           wanted = null, wanted_at = null, ready_at = null
     where (l.player_id, l.kind, l.period) = (p_player_id, p_kind, p_period);
    insert into player_limit_change (player_id, kind, period, action, before, after)
    values (p_player_id, p_kind, p_period, case when p_amount < present.amount then 'lowered' else 'raise_cancelled' end,
            present.amount, p_amount);
    return 'set';
  end if;

  if present.wanted_at is not null and p_amount is not distinct from present.wanted then return 'unchanged'; end if;
  update player_limit l
     set wanted = p_amount,
         wanted_at = case when g.less then l.wanted_at else moment end,
         ready_at = case when g.less then l.ready_at else moment + p_wait end
    from (select present.wanted_at is not null and p_amount is not null and (present.wanted is null or p_amount < present.wanted) as less) g
   where (l.player_id, l.kind, l.period) = (p_player_id, p_kind, p_period);
  insert into player_limit_change (player_id, kind, period, action, before, after)
  values (p_player_id, p_kind, p_period, 'raise_requested', present.amount, p_amount);
  return 'waiting';
end $$;

revoke execute on function player_limit_set from public;
grant execute on function player_limit_set to evens_app;
