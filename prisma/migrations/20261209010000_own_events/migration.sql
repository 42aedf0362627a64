-- The names that staff gave a market and its outcomes: {"title", "outcomes": {key: name}, "winners"}. Null for a market that its sport names.
alter table market add column written jsonb;

-- Whether bets on an event may have legs on other events of its competition. Of an outright they may not.
alter table event add column combinable boolean not null default true;

grant update (written) on market to evens_app;
grant update (combinable) on event to evens_app;
