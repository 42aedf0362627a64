-- The ledger. A balance is credits less debits, so what we owe a player is positive and cash we hold is negative.
-- Accounts of players keep a running balance that is checked and locked; accounts of the house are append-only and
-- summed, so that no bet waits for another bet's row.

create table ledger_account (
  id        bigint  generated always as identity primary key,
  kind      text    not null check (kind in (
              'player_cash', 'player_bonus', 'player_receivable', 'open_bets', 'sportsbook_income', 'casino_income',
              'promotions_expense', 'deposits_clearing', 'withdrawals_pending', 'payment_fees',
              'chargebacks_receivable', 'adjustments')),
  -- The player, for a player's account; null for the house.
  owner_id  uuid,
  -- Tells accounts of one kind apart: the payment provider of a clearing account, the studio of a casino income.
  detail    text    not null default '',
  currency  char(3) not null,
  -- Only kept for players' accounts; zero and unused for the house (see ledger_balance).
  balance   bigint  not null default 0,
  held      bigint  not null default 0 check (held >= 0),
  version   bigint  not null default 0,
  minimum   bigint  not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  constraint ledger_account_owner check ((kind like 'player\_%') = (owner_id is not null)),
  constraint ledger_account_minimum check (balance - held >= minimum)
);
create unique index ledger_account_identity on ledger_account (owner_id, kind, currency, detail) nulls not distinct;

create table ledger_transfer (
  -- Made by the caller: the same id with the same content is the same transfer, with other content a refusal.
  id          uuid        primary key,
  -- Accounts, without foreign keys: a key check would lock the one house row that all bets share.
  -- ledger_write finds both accounts before it writes, and an invariant looks for orphans.
  debit_id    bigint      not null,
  credit_id   bigint      not null,
  amount      bigint      not null check (amount > 0),
  currency    char(3)     not null,
  code        text        not null,
  -- What it is about, as the field names it: a bet, a deposit.
  reference   text        not null,
  -- A transfer that undoes another names it; nothing is undone twice.
  reverses_id uuid,
  created_at  timestamptz not null default clock_timestamp(),
  check (debit_id <> credit_id)
);
-- Half-empty pages keep a balance's next version on the page of the one before (HOT), so indexes stay as they are.
alter table ledger_account set (fillfactor = 50);
create unique index ledger_transfer_reverses on ledger_transfer (reverses_id) where reverses_id is not null;
create index ledger_transfer_reference on ledger_transfer (reference);

create table ledger_entry (
  transfer_id   uuid        not null,
  account_id    bigint      not null,
  -- Signed: a credit is positive, a debit negative.
  amount        bigint      not null check (amount <> 0),
  -- Players' accounts only: the account's version and balance with this entry applied.
  version       bigint,
  balance_after bigint,
  created_at    timestamptz not null default clock_timestamp(),
  primary key (transfer_id, account_id)
);
create unique index ledger_entry_player on ledger_entry (account_id, version) where version is not null;
create index ledger_entry_house on ledger_entry (account_id, created_at) where version is null;

-- A pending transfer: the money is set aside on the debited account until it is posted, voided or has expired.
create table ledger_hold (
  id          uuid        primary key,
  debit_id    bigint      not null references ledger_account,
  credit_id   bigint      not null references ledger_account,
  amount      bigint      not null check (amount > 0),
  currency    char(3)     not null,
  code        text        not null,
  reference   text        not null,
  expires_at  timestamptz not null,
  created_at  timestamptz not null default clock_timestamp(),
  check (debit_id <> credit_id)
);
create index ledger_hold_expiry on ledger_hold (expires_at);

-- How a hold ended. One row at most, and never changed: the primary key is what makes a second ending impossible.
create table ledger_hold_end (
  hold_id     uuid        primary key references ledger_hold,
  kind        text        not null check (kind in ('posted', 'voided', 'expired')),
  -- The transfer that a posting made, for the posted part; the rest of the hold is released.
  transfer_id uuid        references ledger_transfer,
  posted      bigint      not null default 0 check (posted >= 0),
  created_at  timestamptz not null default clock_timestamp(),
  check ((kind = 'posted') = (transfer_id is not null))
);

-- Sums of house accounts over days that can no longer change.
create table ledger_rollup (
  account_id  bigint      not null references ledger_account,
  day         date        not null,
  amount      bigint      not null,
  entries     bigint      not null,
  primary key (account_id, day)
);

grant select on ledger_account, ledger_transfer, ledger_entry, ledger_hold, ledger_hold_end, ledger_rollup to evens_app;

-- Finds the account or opens it. p_owner is null for the house.
create function ledger_account_for(p_kind text, p_owner uuid, p_currency char(3), p_detail text default '')
returns bigint
language plpgsql security definer set search_path = public as $$
declare
  found_id bigint;
begin
  select id into found_id from ledger_account
   where owner_id is not distinct from p_owner and kind = p_kind and currency = p_currency and detail = p_detail;
  if found_id is null then
    insert into ledger_account (kind, owner_id, currency, detail)
    values (p_kind, p_owner, p_currency, p_detail)
    on conflict (owner_id, kind, currency, detail) do nothing
    returning id into found_id;
    if found_id is null then
      select id into strict found_id from ledger_account
       where owner_id is not distinct from p_owner and kind = p_kind and currency = p_currency and detail = p_detail;
    end if;
  end if;
  return found_id;
end $$;

create function ledger_fault(p_message text) returns void
language plpgsql as $$
begin
  raise exception using errcode = 'EV001', message = p_message;
end $$;

create type ledger_posting as (
  id uuid, debit_id bigint, credit_id bigint, amount bigint, currency char(3), code text, reference text,
  reverses_id uuid
);

/*
 * Writes transfers that are known to be new, with both entries of each and the running balances of players' accounts.
 * The callers have locked those accounts in the order of their ids and have looked for repeated transfer ids.
 * Entries of one account are numbered in the order of the array. A balance that would fall below its minimum
 * violates ledger_account_minimum, and nothing is written.
 */
create function ledger_write(p_postings ledger_posting[]) returns void
language plpgsql security definer set search_path = public as $$
declare
  written bigint;
begin
  insert into ledger_transfer (id, debit_id, credit_id, amount, currency, code, reference, reverses_id)
  select p.id, p.debit_id, p.credit_id, p.amount, p.currency, p.code, p.reference, p.reverses_id
    from unnest(p_postings) p;

  with side as (
    select p.ordinality as n, p.id, p.debit_id as account_id, -p.amount as amount, p.currency
      from unnest(p_postings) with ordinality p
    union all
    select p.ordinality, p.id, p.credit_id, p.amount, p.currency
      from unnest(p_postings) with ordinality p
  ), placed as (
    select s.*, a.balance, a.version, a.owner_id is not null as running
      from side s join ledger_account a on a.id = s.account_id and a.currency = s.currency
  ), moved as (
    update ledger_account a
       set balance = a.balance + t.total, version = a.version + t.entries
      from (select account_id, sum(amount)::bigint as total, count(*) as entries
              from placed where running group by account_id) t
     where a.id = t.account_id
  )
  insert into ledger_entry (transfer_id, account_id, amount, version, balance_after)
  select p.id, p.account_id, p.amount,
         case when running then p.version + row_number() over w end,
         case when running then p.balance + sum(p.amount) over w end
    from placed p
  window w as (partition by p.account_id order by p.n rows unbounded preceding);
  get diagnostics written = row_count;
  if written <> 2 * cardinality(p_postings) then
    perform ledger_fault('a transfer needs two accounts in its own currency');
  end if;
end $$;
revoke execute on function ledger_write from public;

/* Locks players' accounts among these, in the order of their ids, so that two writers never wait for each other. */
create function ledger_lock(p_accounts bigint[]) returns void
language sql security definer set search_path = public as $$
  select from ledger_account where id = any(p_accounts) and owner_id is not null order by id for no key update
$$;
revoke execute on function ledger_lock from public;

/*
 * Makes transfers, all or none. One row a transfer comes back, in the order of the array:
 * 'created', 'existing' (same id, same content), or, with nothing written at all, 'id_reused' (same id, other content)
 * or 'insufficient_funds' (with what is available on the first account that has too little).
 */
create function ledger_transfer_all(p_postings ledger_posting[])
returns table (transfer_id uuid, outcome text, available bigint)
language plpgsql security definer set search_path = public as $$
declare
  fresh ledger_posting[];
  short record;
begin
  perform ledger_lock(array(select p.debit_id from unnest(p_postings) p union select p.credit_id from unnest(p_postings) p));

  if exists (
    select from unnest(p_postings) p join ledger_transfer t on t.id = p.id
     where (t.debit_id, t.credit_id, t.amount, t.currency, t.code, t.reference, t.reverses_id)
           is distinct from (p.debit_id, p.credit_id, p.amount, p.currency, p.code, p.reference, p.reverses_id)
  ) then
    return query select p.id, 'id_reused'::text, null::bigint from unnest(p_postings) p;
    return;
  end if;

  fresh := array(
    select row(p.id, p.debit_id, p.credit_id, p.amount, p.currency, p.code, p.reference, p.reverses_id)::ledger_posting
      from unnest(p_postings) with ordinality p
     where not exists (select from ledger_transfer t where t.id = p.id)
     order by p.ordinality);

  select a.id, a.balance - a.held - a.minimum as available into short
    from ledger_account a
    join (select f.debit_id as account_id, sum(f.amount) as debits from unnest(fresh) f group by 1) d on d.account_id = a.id
    left join (select f.credit_id as account_id, sum(f.amount) as credits from unnest(fresh) f group by 1) c on c.account_id = a.id
   where a.owner_id is not null and a.balance - a.held - a.minimum + coalesce(c.credits, 0) < d.debits
   order by a.id limit 1;
  if found then
    return query select p.id, 'insufficient_funds'::text, short.available from unnest(p_postings) p;
    return;
  end if;

  perform ledger_write(fresh);
  return query
    select p.id, case when f.id is null then 'existing' else 'created' end, null::bigint
      from unnest(p_postings) with ordinality p
      left join unnest(fresh) f on f.id = p.id
     order by p.ordinality;
end $$;
revoke execute on function ledger_transfer_all from public;
grant execute on function ledger_account_for, ledger_transfer_all to evens_app;

/*
 * Sets money aside. 'held', 'existing', 'id_reused' or 'insufficient_funds' with what is available.
 */
create function ledger_hold_open(p_posting ledger_posting, p_expires_at timestamptz)
returns table (outcome text, available bigint)
language plpgsql security definer set search_path = public as $$
declare
  existing ledger_hold;
  account ledger_account;
begin
  perform ledger_lock(array[p_posting.debit_id]);
  select * into existing from ledger_hold h where h.id = p_posting.id;
  if found then
    return query select case
      when (existing.debit_id, existing.credit_id, existing.amount, existing.currency, existing.code, existing.reference)
           is not distinct from
           (p_posting.debit_id, p_posting.credit_id, p_posting.amount, p_posting.currency, p_posting.code, p_posting.reference)
      then 'existing' else 'id_reused' end, null::bigint;
    return;
  end if;
  select * into strict account from ledger_account a where a.id = p_posting.debit_id;
  if account.owner_id is null then perform ledger_fault('only a player''s account can be held'); end if;
  if account.currency <> p_posting.currency then perform ledger_fault('account is not in ' || p_posting.currency); end if;
  if account.balance - account.held - account.minimum < p_posting.amount then
    return query select 'insufficient_funds'::text, account.balance - account.held - account.minimum;
    return;
  end if;
  insert into ledger_hold (id, debit_id, credit_id, amount, currency, code, reference, expires_at)
  values (p_posting.id, p_posting.debit_id, p_posting.credit_id, p_posting.amount, p_posting.currency, p_posting.code,
          p_posting.reference, p_expires_at);
  update ledger_account set held = held + p_posting.amount where ledger_account.id = p_posting.debit_id;
  return query select 'held'::text, null::bigint;
end $$;

/*
 * Ends a hold. p_kind 'posted' makes the transfer p_transfer_id for p_amount (null: all of it) and releases the rest;
 * 'voided' and 'expired' release everything. Answers 'ended', 'existing' (it ended so before) or a refusal:
 * 'unknown_hold', 'already_ended', 'amount_above_hold', 'expired' (a posting after the time), 'not_expired'.
 */
create function ledger_hold_close(p_hold_id uuid, p_kind text, p_amount bigint default null, p_transfer_id uuid default null)
returns text
language plpgsql security definer set search_path = public as $$
declare
  hold ledger_hold;
  ended ledger_hold_end;
  posted_amount bigint;
begin
  select * into hold from ledger_hold where id = p_hold_id;
  if not found then return 'unknown_hold'; end if;
  posted_amount := case when p_kind = 'posted' then coalesce(p_amount, hold.amount) else 0 end;
  perform ledger_lock(array[hold.debit_id, hold.credit_id]);
  select * into ended from ledger_hold_end where hold_id = p_hold_id;
  if found then
    return case when ended.kind = p_kind and ended.posted = posted_amount
                 and ended.transfer_id is not distinct from p_transfer_id then 'existing' else 'already_ended' end;
  end if;
  if p_kind = 'posted' and (posted_amount > hold.amount or posted_amount <= 0) then return 'amount_above_hold'; end if;
  if p_kind = 'posted' and hold.expires_at <= clock_timestamp() then return 'expired'; end if;
  if p_kind = 'expired' and hold.expires_at > clock_timestamp() then return 'not_expired'; end if;
  update ledger_account set held = held - hold.amount where id = hold.debit_id;
  if p_kind = 'posted' then
    perform ledger_write(array[row(p_transfer_id, hold.debit_id, hold.credit_id, posted_amount, hold.currency, hold.code,
                                   hold.reference, null)::ledger_posting]);
  end if;
  insert into ledger_hold_end (hold_id, kind, transfer_id, posted) values (p_hold_id, p_kind, p_transfer_id, posted_amount);
  return 'ended';
end $$;
revoke execute on function ledger_hold_open, ledger_hold_close from public;
grant execute on function ledger_hold_open, ledger_hold_close to evens_app;

/* Balance of any account: a player's is kept, the house's is its roll-ups and the entries since. */
create function ledger_balance(p_account_id bigint) returns bigint
language sql stable security definer set search_path = public as $$
  select case when a.owner_id is not null then a.balance else
    coalesce((select sum(r.amount) from ledger_rollup r where r.account_id = a.id), 0)::bigint
    + coalesce((select sum(e.amount) from ledger_entry e
                 where e.account_id = a.id and e.version is null
                   and e.created_at >= coalesce((select max(r.day) + 1 from ledger_rollup r where r.account_id = a.id)::timestamp
                                                at time zone 'UTC', '-infinity')), 0)::bigint
  end
  from ledger_account a where a.id = p_account_id
$$;

/*
 * Sums house entries of days that ended at least an hour ago: no transaction lives that long, so none can still add to them.
 */
create function ledger_roll_up() returns bigint
language sql security definer set search_path = public as $$
  with closed as (
    select e.account_id, (e.created_at at time zone 'UTC')::date as day, sum(e.amount)::bigint as amount, count(*) as entries
      from ledger_entry e
     where e.version is null
       and e.created_at < date_trunc('day', clock_timestamp() - interval '1 hour', 'UTC')
       and not exists (select from ledger_rollup r where r.account_id = e.account_id and r.day = (e.created_at at time zone 'UTC')::date)
     group by 1, 2
  ), written as (
    insert into ledger_rollup (account_id, day, amount, entries)
    select account_id, day, amount, entries from closed on conflict do nothing returning 1
  )
  select count(*) from written
$$;
revoke execute on function ledger_balance, ledger_roll_up from public;
grant execute on function ledger_balance, ledger_roll_up to evens_app;
