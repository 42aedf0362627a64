-- Staff are accounts of their own kind, without birth date, country, currency or balance. Nothing that bets or moves money takes their id.
create table staff_account (
  id             uuid        primary key,
  email          text        not null unique check (email = lower(email)),
  password_hash  text        not null,
  display_name   text        not null,
  status         text        not null default 'active' check (status in ('active', 'closed')),
  created_at     timestamptz not null default clock_timestamp(),
  -- An account of demo mode, whose password is public.
  demo           boolean     not null default false
);
-- Only the owner makes staff and grants roles (npm run staff:grant).
grant select, update (password_hash) on staff_account to evens_app;

-- What a role may do is said in lib/players/permissions.ts.
create table staff_role (
  staff_id    uuid        not null references staff_account,
  role        text        not null check (role in ('administrator', 'trader', 'settlement', 'risk', 'support', 'auditor')),
  granted_at  timestamptz not null default clock_timestamp(),
  primary key (staff_id, role)
);
grant select on staff_role to evens_app;

-- A session belongs to one account, of either kind.
alter table session
  alter column player_id drop not null,
  add column staff_id uuid references staff_account,
  add constraint session_account check (num_nonnulls(player_id, staff_id) = 1);
create index session_staff on session (staff_id, created_at desc) where staff_id is not null;
grant insert (staff_id) on session to evens_app;

-- Staff of before were players with a role. Their accounts keep id, password and history; as players they are closed. Whoever was staff
-- once, and acted, has a closed staff account, so that the record keeps the name.
insert into staff_account (id, email, password_hash, display_name, status, created_at, demo)
select p.id, p.email, p.password_hash, p.display_name,
       case when p.role = 'admin' and p.status <> 'closed' then 'active' else 'closed' end, p.created_at, p.demo
  from player p
 where p.role = 'admin' or p.id in (select e.actor_id from audit_entry e union select s.by from market_settlement s);
insert into staff_role (staff_id, role) select p.id, 'administrator' from player p where p.role = 'admin';
update session s set staff_id = s.player_id, player_id = null from player p where p.id = s.player_id and p.role = 'admin';
update player set status = 'closed' where role = 'admin';

alter table market_settlement
  drop constraint market_settlement_by_fkey,
  add constraint market_settlement_by_fkey foreign key (by) references staff_account;
alter table player drop column role;
