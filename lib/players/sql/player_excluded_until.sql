/*
 * Until when a player is excluded by all exclusions together, in the past where none applies any more, null where there never was one.
 * A self-exclusion whose term is over stays until the player has asked to return.
 */
create or replace function player_excluded_until(p_player_id uuid) returns timestamptz
language sql stable as $$
  select max(case when e.exclusion_id is not null then e.ends_at
                  when x.kind in ('time_out', 'operator') then coalesce(x.ends_at, '9999-12-31Z')
                  else '9999-12-31Z' end)
    from player_exclusion x left join player_exclusion_end e on e.exclusion_id = x.id
   where x.player_id = p_player_id
$$;
