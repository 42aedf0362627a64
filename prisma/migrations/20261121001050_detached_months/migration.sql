-- Months leave as wholes. A detached month stays a table, in the schema "archive", for the operator to dump and drop; what
-- it summed to stays here, so that the invariants hold without it.

create table detached_month (
  parent       text        not null,
  starts_at    timestamptz not null,
  ends_at      timestamptz not null,
  detached_at  timestamptz not null default clock_timestamp(),
  primary key (parent, starts_at)
);

-- What the detached entries of an account come to: a player's balance and version after the last of them, the house's sum.
create table ledger_carried (
  account_id  bigint  primary key references ledger_account,
  amount      bigint  not null,
  entries     bigint  not null
);
grant select on detached_month, ledger_carried to evens_app;

/* The first moment that is still here. */
create function detached_until(p_parent text) returns timestamptz
language sql stable as $$
  select coalesce(max(ends_at), '-infinity') from detached_month where parent = p_parent
$$;

/* Takes one month of one table out of its parent and into the archive. Waits briefly for the lock that every reader shares. */
create function partition_archive(p_parent text, p_starts_at timestamptz) returns void
language plpgsql security definer set search_path = public set lock_timeout = '2s' as $$
declare
  m partition_month;
begin
  select * into strict m from partition_month where parent = p_parent and starts_at = p_starts_at;
  execute format('alter table %I detach partition months.%I', m.parent, m.name);
  execute format('alter table months.%I set schema archive', m.name);
  insert into detached_month (parent, starts_at, ends_at) values (m.parent, m.starts_at, m.ends_at);
end $$;

/*
 * Detaches the oldest month of what p_what names ('feeds', 'bets' or 'entries') that ended p_keep months before this one
 * began. Answers what came of it, or no row when no month is due:
 *   detached       call again for the next one
 *   open_bets      a bet of that month is open, or bets of it are still here (entries): it stays, and later ones too
 *   not_rolled_up  the house's sums of that month are not complete
 * Messages and prices stay a month at least, bets and entries a year. Entries are summed into ledger_carried before they go;
 * the keys of detached bets are forgotten.
 */
create function partitions_detach(p_what text, p_keep integer) returns table (starts_at timestamptz, outcome text)
language plpgsql security definer set search_path = public as $$
declare
  groups constant jsonb := '{"feeds": ["feed_message", "price_history"], "entries": ["ledger_entry"],
                             "bets": ["bet", "bet_leg", "bet_settlement", "bet_refusal"]}';
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
    select exists (select from bet b where b.status = 'open' and b.id >= uuid_floor(oldest) and b.id < uuid_floor(until)) into blocked;
    if blocked then return query select oldest, 'open_bets'; return; end if;
    delete from bet_key k using bet b
     where b.id >= uuid_floor(oldest) and b.id < uuid_floor(until) and k.player_id = b.player_id and k.bet_id = b.id;
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

/* What the planner knows of a partitioned table as a whole; one table a call, so that its lock is short. */
create function partition_analyze(p_parent text) returns void
language plpgsql security definer set search_path = public as $$
begin
  perform from partitioned() where parent = p_parent;
  if not found then raise exception '% is not cut into months', p_parent; end if;
  execute format('analyze %I', p_parent);
end $$;
drop function partitions_analyze;

revoke execute on function partition_archive, partitions_detach, partition_analyze from public;
grant execute on function partitions_detach, partition_analyze to evens_app;
