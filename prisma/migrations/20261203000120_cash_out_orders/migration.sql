-- At which amounts an open bet is cashed out by itself; gone once it has ended.
create table cash_out_order (
  bet_id    uuid        primary key,
  player_id uuid        not null references player,
  -- At least, and at most, in minor units.
  target    bigint      check (target > 0),
  stop      bigint      check (stop > 0),
  -- Not before: with a leg in play an order waits the in-play delay.
  active_at timestamptz not null,
  constraint cash_out_order_one check (target is not null or stop is not null),
  constraint cash_out_order_apart check (stop < target)
);
grant select, insert, delete, update (target, stop, active_at) on cash_out_order to evens_app;
