/* The verified levels of a player, each with the end of its validity in milliseconds of the Unix epoch, null without an end. */
create or replace function identity_verified(p_player_id uuid) returns jsonb
language sql stable as $$
  select coalesce(jsonb_object_agg(l.level, floor(extract(epoch from l.valid_until) * 1000)::bigint), '{}')
    from identity_level l where l.player_id = p_player_id and l.state = 'verified'
$$;
