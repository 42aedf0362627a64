/* Exclusions with the moment at which each ended or ends, infinity where none is known. */
create or replace view players_exclusion_view as
  select x.id, x.player_id, x.kind, x.source, x.starts_at, x.ends_at,
         coalesce(e.ends_at, case when x.kind in ('time_out', 'operator') then x.ends_at end, 'infinity') as until
    from player_exclusion x left join player_exclusion_end e on e.exclusion_id = x.id;

grant select on players_exclusion_view to evens_app;
