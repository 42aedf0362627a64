/* The least version 7 UUID that can be made at this moment: the lower bound of a month whose key is an id. */
create or replace function uuid_floor(p_at timestamptz) returns uuid
language sql immutable parallel safe as $$
  select (lpad(to_hex(floor(extract(epoch from p_at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;
