-- When a player's personal data were erased after the legal retention; null before.
alter table player add column erased_at timestamptz;
