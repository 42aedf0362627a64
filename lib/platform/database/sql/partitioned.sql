/*
 * The tables that are divided by month, the set in which each is detached, and what each is divided by: 'id' is a version 7 UUID, which
 * begins with its time; 'time' is a timestamp. Add a table here and to the migration that makes it; a set has a module that registers it.
 * The tables of a set are detached in this order.
 */
create or replace function partitioned() returns table (parent text, detached_with text, key text)
language sql immutable as $$
  values ('bet', 'bets', 'id'), ('bet_leg', 'bets', 'id'), ('bet_settlement', 'bets', 'id'), ('bet_refusal', 'bets', 'id'),
         ('pending_bet', 'bets', 'id'), ('ledger_entry', 'entries', 'time'), ('feed_message', 'feeds', 'time'),
         ('price_history', 'feeds', 'time')
$$;
