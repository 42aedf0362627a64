-- What a market offers by the feed or the model, where a trader's control offers something else; null where it does not.
alter table market add column feed_status smallint check (feed_status between -2 and 1);
alter table outcome add column feed_odds bigint;

-- A trader's settings for one market. Each command makes a new version; null leaves it to the competition, and then to the model.
create table market_control (
  market_id   text             primary key references market,
  event_id    text             not null references event,
  version     integer          not null check (version > 0),
  off         boolean,
  method      text             check (method in ('multiplicative', 'additive', 'power', 'shin')),
  overround   double precision check (overround between 1 and 2),
  at          timestamptz      not null default clock_timestamp(),
  by          uuid             references staff_account,
  check ((method is null) = (overround is null))
);
create index market_control_event on market_control (event_id);

-- Manual prices (decimal odds x 10000). One is in force until it is released, or expires.
create table price_control (
  id           bigint      generated always as identity primary key,
  market_id    text        not null references market_control,
  outcome_key  text        not null,
  odds         bigint      not null check (odds between 10100 and 10000000),
  -- The trader confirmed a book under 100 %.
  below_fair   boolean     not null,
  expires_at   timestamptz,
  at           timestamptz not null default clock_timestamp(),
  by           uuid        references staff_account,
  released_at  timestamptz,
  released_by  uuid        references staff_account
);
create unique index price_control_in_force on price_control (market_id, outcome_key) where released_at is null;
create index price_control_expiry on price_control (expires_at) where released_at is null and expires_at is not null;

-- The same settings for every market of a type in a competition.
create table competition_control (
  competition_id text             not null references competition,
  market_type    text             not null,
  version        integer          not null check (version > 0),
  off            boolean          not null,
  method         text             check (method in ('multiplicative', 'additive', 'power', 'shin')),
  overround      double precision check (overround between 1 and 2),
  at             timestamptz      not null default clock_timestamp(),
  by             uuid             references staff_account,
  primary key (competition_id, market_type),
  check ((method is null) = (overround is null))
);

grant select, insert, update (version, off, method, overround, at, by) on market_control to evens_app;
grant select, insert, update (released_at, released_by) on price_control to evens_app;
grant select, insert, update (version, off, method, overround, at, by) on competition_control to evens_app;
grant update (feed_status) on market to evens_app;
grant update (feed_odds) on outcome to evens_app;
