/* The first moment of which p_parent still holds rows: the end of the newest detached month, or the beginning of time. */
create or replace function detached_until(p_parent text) returns timestamptz
language sql stable as $$
  select coalesce(max(ends_at), '-infinity') from detached_month where parent = p_parent
$$;
