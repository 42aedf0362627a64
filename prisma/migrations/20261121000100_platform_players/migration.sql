-- The application's role. It owns nothing: migrations run as the owner and grant, table by table, what it may do.
-- Roles belong to the whole server, so two databases migrating at once may both try: the second one finds it made.
do $$
begin
  if not exists (select from pg_roles where rolname = 'evens_app') then
    create role evens_app nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;

-- Lets the owner's login act as the application's role (SET ROLE at connect).
do $$
begin
  execute format('grant evens_app to %I', current_user);
exception when others then
  if not pg_has_role(current_user, 'evens_app', 'member') then raise; end if;
end $$;

grant usage on schema public to evens_app;

-- platform ---------------------------------------------------------------------------------------

-- Money events leave through here: written in the transaction that moves the money, relayed at least once.
create table outbox (
  id          bigint generated always as identity primary key,
  kind        text        not null,
  payload     jsonb       not null,
  request_id  text,
  created_at  timestamptz not null default clock_timestamp()
);
-- Relays lock the rows that they take, which asks for the right to update a column. The id is always generated, so this
-- lets nobody change anything.
grant select, insert, delete, update (id) on outbox to evens_app;

-- One row a running process: what the health page shows. A row whose beat is old is a process that is gone.
create table process_beat (
  instance    uuid        primary key,
  process     text        not null,
  pid         integer     not null,
  host        text        not null,
  started_at  timestamptz not null,
  beat_at     timestamptz not null default clock_timestamp(),
  figures     jsonb       not null default '{}'
);
grant select, insert, update, delete on process_beat to evens_app;

-- Points of rate-limiter-flexible's PostgreSQL store (its own shape).
create table rate_limit (
  key     varchar(255) primary key,
  points  integer      not null default 0,
  expire  bigint
);
grant select, insert, update, delete on rate_limit to evens_app;

-- audit ------------------------------------------------------------------------------------------

create table audit_entry (
  id          bigint      primary key,
  at          timestamptz not null,
  actor_id    uuid,
  actor       text        not null,
  action      text        not null,
  subject     text        not null,
  reason      text,
  before      jsonb,
  after       jsonb,
  request_id  text,
  prev_hash   bytea       not null,
  hash        bytea       not null unique
);
create index audit_entry_subject on audit_entry (subject, id desc);
grant select on audit_entry to evens_app;

-- What an audit hash covers: everything in the row but the hash itself, fields kept apart by their jsonb form.
create function audit_hash(entry audit_entry) returns bytea
language sql immutable as $$
  select sha256(entry.prev_hash || convert_to(jsonb_build_array(
    entry.id, extract(epoch from entry.at)::text, entry.actor_id, entry.actor, entry.action, entry.subject,
    entry.reason, entry.before, entry.after, entry.request_id)::text, 'UTF8'))
$$;

-- The only way in. The lock makes the chain a line: entries are numbered in the order in which they commit.
create function audit_append(
  p_actor_id uuid, p_actor text, p_action text, p_subject text, p_reason text,
  p_before jsonb, p_after jsonb, p_request_id text
) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  entry audit_entry;
begin
  perform pg_advisory_xact_lock(hashtext('audit'));
  select id, hash into entry.id, entry.prev_hash from audit_entry order by id desc limit 1;
  entry.id := coalesce(entry.id, 0) + 1;
  entry.prev_hash := coalesce(entry.prev_hash, '\x00'::bytea);
  entry.at := clock_timestamp();
  entry.actor_id := p_actor_id; entry.actor := p_actor; entry.action := p_action; entry.subject := p_subject;
  entry.reason := p_reason; entry.before := p_before; entry.after := p_after; entry.request_id := p_request_id;
  entry.hash := audit_hash(entry);
  insert into audit_entry select entry.*;
  return entry.id;
end $$;
revoke execute on function audit_append from public;
grant execute on function audit_append to evens_app;

-- players ----------------------------------------------------------------------------------------

create table player (
  id              uuid        primary key,
  email           text        not null unique check (email = lower(email)),
  password_hash   text        not null,
  display_name    text        not null,
  role            text        not null default 'player' check (role in ('player', 'admin')),
  status          text        not null default 'active' check (status in ('active', 'suspended', 'closed')),
  country         char(2)     not null,
  currency        char(3)     not null,
  birth_date      date        not null,
  -- Share of the ordinary stake limits, in basis points: 10000 is the full limit.
  stake_factor_bp integer     not null default 10000 check (stake_factor_bp between 0 and 1000000),
  settings        jsonb       not null default '{}',
  created_at      timestamptz not null default clock_timestamp()
);
grant select, insert, update on player to evens_app;

-- A sign-in on one device. The cookie only names it; revoking the row ends it everywhere at once.
create table session (
  id            uuid        primary key,
  player_id     uuid        not null references player,
  created_at    timestamptz not null default clock_timestamp(),
  last_seen_at  timestamptz not null default clock_timestamp(),
  expires_at    timestamptz not null,
  revoked_at    timestamptz,
  revoked_by    uuid,
  ip            text,
  user_agent    text
);
create index session_player on session (player_id, created_at desc);
grant select, insert, update on session to evens_app;
