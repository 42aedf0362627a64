/*
 * Fills a fresh database with what p_bets bets leave behind, spread evenly over p_months months up to now and p_players
 * players: events with a 1X2 market, bets with legs and keys, settlements, transfers, entries, balances, prices, messages.
 * All but the newest events are decided and their bets paid, so every invariant holds. Months are filled without indexes and
 * indexed when they are attached: five million bets take minutes, not hours.
 *
 * First testing_fill_plan, then testing_fill_bets and testing_fill_money, on two connections if there are two cores.
 */
create unlogged table testing_stake (
  at timestamptz, id uuid, player_id uuid, account_id bigint, event_id text, market_id text, decided boolean, closes_at timestamptz,
  outcome_key text, won boolean, paid_id uuid, return_id uuid);
create unlogged table testing_account (account_id bigint, deposit_id uuid, opening timestamptz);

create function testing_attach_month(p_parent text, p_name text, p_starts timestamptz, p_ends timestamptz, p_key text) returns void
language plpgsql set search_path = public as $$
begin
  execute format('alter table %I attach partition months.%I for values from (%L) to (%L)', p_parent, p_name,
                 case p_key when 'id' then uuid_floor(p_starts)::text else p_starts::text end,
                 case p_key when 'id' then uuid_floor(p_ends)::text else p_ends::text end);
end $$;

create function testing_fill_month(p_parent text, p_filled text, p_starts timestamptz, p_key text) returns void
language plpgsql set search_path = public as $$
declare
  named text := p_parent || to_char(p_starts at time zone 'UTC', '_YYYY_MM');
begin
  execute format('create table months.%I (like %I including defaults including constraints)', named, p_parent);
  if p_parent = 'bet_leg' then execute format('alter table months.%I set (fillfactor = 50)', named); end if;
  perform testing_attach_month(p_filled, named, p_starts, (p_starts at time zone 'UTC' + interval '1 month') at time zone 'UTC', p_key);
end $$;

create function testing_fill_plan(p_bets integer, p_months integer, p_players integer) returns void
language plpgsql set search_path = public as $$
declare
  bets_each constant integer := 500;
  events constant integer := greatest(50, p_bets / bets_each);
  events_open constant integer := least(25, events / 20 + 1);
  opening timestamptz := (date_trunc('month', now() at time zone 'UTC') - (p_months - 1) * interval '1 month') at time zone 'UTC';
  span interval := now() - interval '10 minutes' - opening;
  cut record;
  starts timestamptz;
begin
  if exists (select from bet) then raise exception 'the database is not fresh'; end if;

  -- who and what ---------------------------------------------------------------------------------
  create temp table fill_player on commit drop as
    select n, (left(uuid_floor(opening)::text, 14) || '7' || substr(md5('player' || n), 1, 3) || '-8' || substr(md5('player' || n), 4, 3)
               || '-' || substr(md5('player' || n), 7, 12))::uuid as id
      from generate_series(0, p_players - 1) n;
  insert into player (id, email, password_hash, display_name, country, currency, birth_date)
  select id, id || '@test.example', '', 'Test player', 'MT', 'EUR', '1990-01-01' from fill_player;
  alter table fill_player add column account_id bigint;
  with opened as (
    insert into ledger_account (kind, owner_id, currency) select 'player_cash', id, 'EUR' from fill_player order by n
    returning id, owner_id)
  update fill_player p set account_id = o.id from opened o where o.owner_id = p.id;
  create unique index on fill_player (n);

  insert into sport (id, name) values ('football', 'Football') on conflict do nothing;
  insert into competition (id, sport_id, category, name) values ('test', 'football', 'Test', 'Test Cup') on conflict do nothing;
  insert into competitor (id, name, short_name) values ('test-home', 'Home', 'HOM'), ('test-away', 'Away', 'AWA') on conflict do nothing;

  create temp table fill_event on commit drop as
    select n, 'past-' || n as id, 'past-' || n || '.1x2' as market_id, n < events - events_open as decided,
           opening + span * (n::double precision / events) as opens_at,
           opening + span * ((n + 1)::double precision / events) as closes_at,
           (array['home', 'draw', 'away'])[n % 3 + 1] as winner
      from generate_series(0, events - 1) n;
  insert into event (id, provider, competition_id, starts_at, status, ended_at, created_at)
  select id, 'test', 'test', opens_at, case when decided then 4 else 1 end,
         case when decided then closes_at end, opens_at from fill_event;
  insert into event_participant (event_id, position, role, competitor_id)
  select e.id, p.position, p.role, 'test-' || p.role from fill_event e cross join (values (0, 'home'), (1, 'away')) p(position, role);
  insert into market (id, event_id, market_type, status, version, settlement_version, settled_through, certainty, settled_at, created_at)
  select market_id, id, '1x2', case when decided then -3 else 1 end, nextval('book_version'), decided::integer, decided::integer,
         case when decided then 2 end, case when decided then closes_at end, opens_at from fill_event;
  insert into outcome (market_id, key, position, odds, probability, active, result)
  select e.market_id, o.key, o.position, 20000, 0.33, not e.decided, case when e.decided then (o.key = e.winner)::integer end
    from fill_event e cross join (values ('home', 0), ('draw', 1), ('away', 2)) o(key, position);
  insert into market_settlement (market_id, kind, source, at, certainty, outcomes)
  select e.market_id, 'result', 'feed', e.closes_at, 2,
         (select jsonb_object_agg(k, jsonb_build_object('result', (k = e.winner)::integer, 'voidFactor', null, 'deadHeatFactor', null))
            from unnest(array['home', 'draw', 'away']) k)
    from fill_event e where e.decided;

  -- months without indexes, under parents of their own ------------------------------------------
  for cut in select * from partitioned() where parent in ('bet', 'bet_leg', 'bet_settlement', 'ledger_entry') loop
    execute format('create table fill_%s (like %I including defaults including constraints) partition by range (%I)', cut.parent,
                   cut.parent, case cut.parent when 'bet' then 'id' when 'ledger_entry' then 'created_at' else 'bet_id' end);
    for starts in select (date_trunc('month', opening at time zone 'UTC') + n * interval '1 month') at time zone 'UTC'
                    from generate_series(0, p_months - 1) n loop
      if exists (select from partition_month m where m.parent = cut.parent and m.starts_at = starts) then
        execute format('drop table months.%I', cut.parent || to_char(starts at time zone 'UTC', '_YYYY_MM'));
      end if;
      perform testing_fill_month(cut.parent, 'fill_' || cut.parent, starts, cut.key);
    end loop;
  end loop;
  for cut in select * from partitioned() where parent in ('feed_message', 'price_history') loop
    perform partition_make(cut.parent, opening + n * interval '1 month') from generate_series(0, p_months - 1) n;
  end loop;

  -- stakes -----------------------------------------------------------------------------------------
  insert into testing_stake
  select x.*, case when decided then settlement_transfer_id(id, 1, 'stake') end, case when won then settlement_transfer_id(id, 1, 'return') end
    from (
      select s.at, -- Written out, for a function's call would cost more than all the rest of the row.
             (lpad(to_hex(floor(extract(epoch from s.at) * 1000)::bigint), 12, '0') || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 15))::uuid as id,
             p.id as player_id, p.account_id, e.id as event_id, e.market_id, e.decided, e.closes_at,
             (array['home', 'draw', 'away'])[s.n % 3 + 1] as outcome_key, e.decided and e.n % 3 = s.n % 3 as won
        from (select n, opening + span * ((n + 0.5) / p_bets) as at, md5(n::text) as h from generate_series(0, p_bets - 1) n) s
        join fill_event e on e.n = floor(s.n::double precision * events / p_bets)::integer
        join fill_player p on p.n = (s.n::bigint * 7919 % p_players)::integer) x;
  insert into testing_account select account_id, md5('deposit' || id)::uuid, opening from fill_player;

  -- prices and messages --------------------------------------------------------------------------
  insert into price_history (market_id, version, at, prices)
  select e.market_id, nextval('book_version'), e.opens_at + (e.closes_at - e.opens_at) * (k / 20.0), '{"home": 20000}'
    from fill_event e cross join generate_series(1, 20) k;
  insert into feed_message (provider, event_id, kind, received_at, stored_at, fate, raw)
  select 'test', e.id, 'odds_change', t.at, t.at, case k when 1 then 'rejected' else 'applied' end, '{}'
    from fill_event e cross join generate_series(1, 20) k,
         lateral (select e.opens_at + (e.closes_at - e.opens_at) * (k / 20.0) as at) t;
  perform ledger_account_for('deposits_clearing', null, 'EUR', 'test'), ledger_account_for('open_bets', null, 'EUR'),
          ledger_account_for('sportsbook_income', null, 'EUR');
end $$;

create function testing_fill_bets() returns void
language plpgsql set search_path = public as $$
begin
  insert into fill_bet (id, player_id, kind, currency, stake, odds, potential_return, odds_choice, status, result, returned,
                        settlement_version, decision, placed_at, settled_at)
  select id, player_id, 'single', 'EUR', 100, 20000, 200, 'any', case when decided then 'settled' else 'open' end,
         case when won then 'won' when decided then 'lost' end, case when won then 200 when decided then 0 end, decided::integer,
         '{}', at, case when decided then closes_at end from testing_stake;
  insert into fill_bet_leg (bet_id, position, event_id, market_id, outcome_key, odds, market_version, exposure_stake,
                            exposure_payout, result, factor, settlement_version)
  select id, 0, event_id, market_id, outcome_key, 20000, 1, 100, 200, case when won then 'won' when decided then 'lost' end,
         case when won then 2 when decided then 0 end, decided::integer from testing_stake;
  insert into fill_bet_settlement (bet_id, version, result, returned, cause, at)
  select id, 1, case when won then 'won' else 'lost' end, case when won then 200 else 0 end, 'market:' || market_id, closes_at
    from testing_stake where decided;
  insert into bet_key (player_id, idempotency_key, bet_id, input_hash)
  select player_id, md5('key' || id)::uuid::text, id, sha256(id::text::bytea) from testing_stake order by 1, 2;
  insert into market_exposure (market_id, outcome_key, shard, bets, stake, payout)
  select market_id, outcome_key, 0, count(*), 100 * count(*), 200 * count(*) from testing_stake where not decided group by 1, 2;
  insert into player_stake (player_id, event_id, market_id, outcome_key, stake)
  select player_id, event_id, market_id, outcome_key, 100 * count(*) from testing_stake where not decided group by 1, 2, 3, 4;
  perform testing_attach_months(array['bet', 'bet_leg', 'bet_settlement']);
end $$;

create function testing_fill_money() returns void
language plpgsql set search_path = public as $$
declare
  cash constant bigint := 100000000000;
  clearing bigint := ledger_account_for('deposits_clearing', null, 'EUR', 'test');
  open_bets bigint := ledger_account_for('open_bets', null, 'EUR');
  income bigint := ledger_account_for('sportsbook_income', null, 'EUR');
begin
  drop index ledger_transfer_reference;
  insert into ledger_transfer (id, debit_id, credit_id, amount, currency, code, reference, created_at)
  select * from (
    select deposit_id as id, clearing, account_id, cash, 'EUR', 'deposit', 'test', opening from testing_account
    union all select id, account_id, open_bets, 100, 'EUR', 'bet_stake', 'bet:' || id, at from testing_stake
    union all select paid_id, open_bets, income, 100, 'EUR', 'bet_stake_settled', 'bet:' || id, closes_at
                from testing_stake where decided
    union all select return_id, income, account_id, 200, 'EUR', 'bet_return', 'bet:' || id, closes_at
                from testing_stake where won) t
   order by 1;
  create index ledger_transfer_reference on ledger_transfer (reference)
    where code not in ('bet_stake', 'bet_stake_settled', 'bet_return', 'bet_refund');

  insert into fill_ledger_entry (transfer_id, account_id, amount, version, balance_after, created_at)
  select transfer_id, account_id, amount, row_number() over w, sum(amount) over w, at from (
    select deposit_id as transfer_id, account_id, cash as amount, opening as at, 0 as step from testing_account
    union all select id, account_id, -100, at, 1 from testing_stake
    union all select return_id, account_id, 200, closes_at, 2 from testing_stake where won) side
  window w as (partition by account_id order by at, step, transfer_id rows unbounded preceding);
  insert into fill_ledger_entry (transfer_id, account_id, amount, created_at)
  select deposit_id, clearing, -cash, opening from testing_account
  union all select id, open_bets, 100, at from testing_stake
  union all select paid_id, v.account_id, v.amount, closes_at
              from testing_stake cross join lateral (values (open_bets, -100), (income, 100)) v(account_id, amount) where decided
  union all select return_id, income, -200, closes_at from testing_stake where won;
  update ledger_account a set balance = s.balance, version = s.version
    from (select p.account_id, cash - 100 * count(f.id) + 200 * count(f.id) filter (where f.won) as balance,
                 1 + count(f.id) + count(f.id) filter (where f.won) as version
            from testing_account p left join testing_stake f on f.account_id = p.account_id group by 1) s
   where a.id = s.account_id;
  perform testing_attach_months(array['ledger_entry']);
end $$;

-- Building the indexes that the parent has is what takes the time.
create function testing_attach_months(p_parents text[]) returns void
language plpgsql set search_path = public as $$
declare
  cut record;
begin
  for cut in select t.parent, m.starts_at, m.ends_at, m.name, t.key from partitioned() t join (
               select replace(p.relname, 'fill_', '') as parent, c.relname as name, x.starts_at,
                      (x.starts_at at time zone 'UTC' + interval '1 month') at time zone 'UTC' as ends_at
                 from pg_inherits i join pg_class p on p.oid = i.inhparent and p.relname like 'fill\_%' join pg_class c on c.oid = i.inhrelid,
                      lateral (select to_timestamp(right(c.relname, 7) || ' +00', 'YYYY_MM TZH') as starts_at) x) m on m.parent = t.parent
   where t.parent = any(p_parents) loop
    execute format('alter table %I detach partition months.%I', 'fill_' || cut.parent, cut.name);
    if cut.parent = 'ledger_entry' then
      execute format('create unique index %I on months.%I (account_id, version) where version is not null', cut.name || '_player', cut.name);
    end if;
    perform testing_attach_month(cut.parent, cut.name, cut.starts_at, cut.ends_at, cut.key);
  end loop;
  for cut in select unnest(p_parents) as parent loop
    execute format('drop table fill_%s', cut.parent);
    perform partition_make(cut.parent, now() + n * interval '1 month') from generate_series(1, 3) n;
  end loop;
end $$;
