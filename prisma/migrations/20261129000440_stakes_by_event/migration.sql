-- Bets of one moment are on few events: by event first, they touch few pages of the index, and those of an event that is over are
-- found to be deleted.
alter table player_stake drop constraint player_stake_pkey,
  add primary key (event_id, player_id, market_id, outcome_key);
