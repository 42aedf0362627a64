/* Trigger. Keeps player.excluded_until, which gates read, as the exclusions say. */
create or replace function exclusion_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update player p set excluded_until = player_excluded_until(p.id)
   where p.id = coalesce((to_jsonb(new)->>'player_id')::uuid,
                         (select x.player_id from player_exclusion x where x.id = (to_jsonb(new)->>'exclusion_id')::uuid));
  return null;
end $$;

revoke execute on function exclusion_changed from public;

create or replace trigger exclusion_changed after insert on player_exclusion
  for each row execute function exclusion_changed();
create or replace trigger exclusion_changed after insert on player_exclusion_end
  for each row execute function exclusion_changed();
