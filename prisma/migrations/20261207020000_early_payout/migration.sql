-- Since when bets on an outcome that were placed before count as won, whatever the market comes to.
alter table outcome add column early_at timestamptz;
create index outcome_early on outcome (market_id) where early_at is not null;
alter type locked_bet add attribute builder smallint;
