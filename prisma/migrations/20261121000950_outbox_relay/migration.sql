-- The relay takes rows FOR UPDATE SKIP LOCKED, which asks for the right to update one column at least. The id itself
-- is always generated, so nothing can be changed by it.
grant update (id) on outbox to evens_app;
