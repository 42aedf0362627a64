-- Mails to players: what causes one is written down once, and sent until a server takes it or says that it never will. Texts and links
-- are made when it is sent, so that no link that signs somebody in lies here.
create table mail (
  id         uuid        primary key,
  player_id  uuid        not null references player,
  -- What it is about, so that an event that is delivered twice causes one mail.
  dedupe_key text        not null,
  -- The entry of the catalogue that words it, and what it says.
  name       text        not null,
  data       jsonb       not null,
  address    text        not null,
  created_at timestamptz not null default clock_timestamp(),
  sent_at    timestamptz,
  -- It will not be sent, and why.
  failed_at  timestamptz,
  failure    text,
  unique (player_id, dedupe_key),
  check (sent_at is null or failed_at is null),
  check ((failed_at is null) = (failure is null))
);
create index mail_newest on mail (created_at desc);
grant select, insert (id, player_id, dedupe_key, name, data, address), update (sent_at, failed_at, failure), delete on mail to evens_app;
