/*
 * The key of an advisory lock on a part of the book. A bet holds shared locks on everything it reads; a change to that part takes the lock
 * exclusively. The locks live in memory, so a popular event costs no writes. Always take them in this order: 'all', then events by key.
 */
create or replace function book_lock_key(p_scope text, p_id text) returns bigint
language sql immutable parallel safe as $$ select hashtextextended(p_scope || ':' || p_id, 1) $$;
