-- When a recovery was last asked for, whoever asked: providers count the pause between two requests for all of our processes.
alter table feed_provider add column recovery_asked_at timestamptz;
