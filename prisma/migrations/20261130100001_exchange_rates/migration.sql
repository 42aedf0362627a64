-- What one unit of a currency was worth in another at a time, as its source published it. Rows are only added: a correction is a later row
-- for the same time.
create table exchange_rate (
  id          bigint         generated always as identity primary key,
  base        char(3)        not null,
  quote       char(3)        not null,
  -- Units of the quote currency for one unit of the base currency.
  rate        numeric(30,15) not null check (rate > 0),
  source      text           not null,
  as_of       timestamptz    not null,
  recorded_at timestamptz    not null default clock_timestamp(),
  check (base <> quote),
  -- What was imported before is imported again without effect.
  constraint exchange_rate_once unique (base, quote, source, as_of, rate)
);
create index exchange_rate_latest on exchange_rate (base, quote, as_of desc, id desc);
grant select, insert (base, quote, rate, source, as_of) on exchange_rate to evens_app;
