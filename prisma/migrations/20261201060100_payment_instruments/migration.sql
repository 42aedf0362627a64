-- What a player has paid with: a card, as far as a provider lets us know it. Never a card number.
create table payment_instrument (
  id           uuid        primary key,
  player_id    uuid        not null references player,
  provider     text        not null,
  object_id    text        not null,
  method       text        not null,
  brand        text        not null,
  last4        text        not null,
  -- Of a card: the same for every player who uses it.
  fingerprint  text,
  funding      text,
  country      text,
  exp_month    integer,
  exp_year     integer,
  created_at   timestamptz not null default clock_timestamp(),
  constraint payment_instrument_object unique (provider, object_id, player_id)
);
create index payment_instrument_player on payment_instrument (player_id, created_at desc);
create index payment_instrument_fingerprint on payment_instrument (fingerprint);

-- A player's name at a provider.
create table payment_customer (
  player_id  uuid not null references player,
  provider   text not null,
  object_id  text not null,
  primary key (player_id, provider),
  constraint payment_customer_object unique (provider, object_id)
);

alter table payment add column instrument_id uuid references payment_instrument;

grant select, insert (id, player_id, provider, object_id, method, brand, last4, fingerprint, funding, country, exp_month, exp_year)
  on payment_instrument to evens_app;
grant select, insert (player_id, provider, object_id) on payment_customer to evens_app;
grant update (instrument_id) on payment to evens_app;
