/* The moment a version 7 UUID was made, in milliseconds. */
create or replace function uuid_time(p_id uuid) returns timestamptz
language sql immutable parallel safe as $$
  select 'epoch'::timestamptz + ('x' || lpad(replace(left(p_id::text, 13), '-', ''), 16, '0'))::bit(64)::bigint * interval '1 ms'
$$;
