/* The in-play delay of a sport under these rules, in milliseconds. The same reading as longestDelay in lib/sportsbook/betting/in-play-delay.ts. */
create or replace function in_play_delay_ms(p_rules jsonb, p_sport_id text) returns integer
language sql immutable parallel safe as $$
  select coalesce((p_rules->'inPlayDelayMs'->>p_sport_id)::integer, (p_rules->>'inPlayDelayMsDefault')::integer, 0)
$$;
