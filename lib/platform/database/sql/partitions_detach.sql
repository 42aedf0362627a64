/*
 * Detaches the oldest month of what p_what names ('feeds', 'bets' or 'entries') that ended p_keep months before this one began.
 * Feed messages and prices are kept for a month at least, bets and entries for a year. Entries are summed into ledger_carried before
 * they go; the idempotency keys of detached bets are deleted. Answers no row when no month is due, else one of
 *   detached       call again for the next month
 *   open_bets      a bet of that month is open, or (entries) the bets of that month are still attached: it and later months stay
 *   not_rolled_up  the operator's daily sums of that month are not complete
 * A refusal undoes everything the call did.
 * Locks: the advisory lock of partitions, then each member table briefly (partition_archive).
 */
create or replace function partitions_detach(p_what text, p_keep integer) returns table (starts_at timestamptz, outcome text)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  groups constant jsonb := '{"feeds": ["feed_message", "price_history"], "entries": ["ledger_entry"],
                             "bets": ["bet", "bet_leg", "bet_settlement", "bet_refusal", "pending_bet"]}';
  parents text[] := array(select jsonb_array_elements_text(groups->p_what));
  due timestamptz := (date_trunc('month', now() at time zone 'UTC')
                      - greatest(p_keep, case p_what when 'feeds' then 1 else 12 end) * interval '1 month') at time zone 'UTC';
  oldest timestamptz;
  until timestamptz;
  member text;
  gone_bets text;
  blocked boolean := false;
begin
  perform pg_advisory_xact_lock(hashtext('partitions'));
  select m.starts_at, m.ends_at into oldest, until from partition_month m
   where m.parent = any(parents) and m.ends_at <= due order by m.starts_at limit 1;
  if oldest is null then return; end if;

  gone_bets := 'bet_' || to_char(oldest at time zone 'UTC', 'YYYY_MM');
  if p_what = 'bets' then
    select exists (select from bet b where b.status = 'open' and b.id >= uuid_floor(oldest) and b.id < uuid_floor(until))
        or exists (select from pending_bet w where w.ended_at is null and w.id >= uuid_floor(oldest) and w.id < uuid_floor(until))
      into blocked;
    if blocked then return query select oldest, 'open_bets'; return; end if;
    delete from bet_key k using bet b
     where b.id >= uuid_floor(oldest) and b.id < uuid_floor(until) and k.player_id = b.player_id and k.bet_id = b.id;
    delete from bet_key k using pending_bet w
     where w.id >= uuid_floor(oldest) and w.id < uuid_floor(until) and k.player_id = w.player_id and k.bet_id = w.id;
  elsif p_what = 'entries' then
    if exists (select from partition_month m where m.parent = 'bet' and m.starts_at <= oldest) then
      return query select oldest, 'open_bets';
      return;
    end if;
    -- Entries of a month that has ended are never written again, so they can be summed before anything is locked.
    with gone as materialized (
      select e.account_id, sum(e.amount)::bigint as amount, count(*) as entries
        from ledger_entry e where e.created_at >= oldest and e.created_at < until group by 1
    ), carried as (
      insert into ledger_carried as c (account_id, amount, entries)
      select g.account_id, g.amount, g.entries from gone g
      on conflict (account_id) do update set amount = c.amount + excluded.amount, entries = c.entries + excluded.entries
    )
    select exists (
      select from gone g join ledger_account a on a.id = g.account_id
       where a.owner_id is null
         and g.amount <> (select coalesce(sum(r.amount), 0) from ledger_rollup r
                           where r.account_id = a.id and r.day >= (oldest at time zone 'UTC')::date
                             and r.day < (until at time zone 'UTC')::date)) into blocked;
    if blocked then raise exception using errcode = 'EV002', message = 'not_rolled_up'; end if;
  end if;

  foreach member in array parents loop
    if exists (select from partition_month m where m.parent = member and m.starts_at = oldest) then
      perform partition_archive(member, oldest);
    end if;
  end loop;

  -- One that was reopened meanwhile; from here on nobody can.
  if to_regclass('archive.' || gone_bets) is not null and p_what = 'bets' then
    execute format('select exists (select from archive.%I where status = ''open'')', gone_bets) into blocked;
    if blocked then raise exception using errcode = 'EV002', message = 'open_bets'; end if;
  end if;
  return query select oldest, 'detached';
exception when sqlstate 'EV002' then
  -- Whatever was done is undone.
  return query select oldest, sqlerrm;
end $$;

revoke execute on function partitions_detach from public;
grant execute on function partitions_detach to evens_app;
