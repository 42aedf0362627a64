/*
 * The tables that are divided by month, and what each is divided by: 'id' is a version 7 UUID, which begins with its time; 'time' is
 * a timestamp. Add a table here and to the migration that makes it.
 */
create or replace function partitioned() returns table (parent text, key text)
language sql immutable as $$
  values ('bet', 'id'), ('bet_leg', 'id'), ('bet_settlement', 'id'), ('bet_refusal', 'id'), ('pending_bet', 'id'),
         ('ledger_entry', 'time'), ('feed_message', 'time'), ('price_history', 'time')
$$;
