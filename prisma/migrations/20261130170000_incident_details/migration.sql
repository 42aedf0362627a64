-- An incident names the participant that it concerns, by number from 1. The clock, the phase, the player and the set are fields of its
-- sport, in the detail.
alter table incident add column participant smallint check (participant >= 1);
update incident i set
  participant = case i.side when 'home' then 1 when 'away' then 2 end,
  detail = coalesce(i.detail, '{}')
    || jsonb_strip_nulls(jsonb_build_object('clockSeconds', i.clock_seconds, 'phase', i.phase, 'player', i.player_name))
    || case when c.sport_id = 'tennis' and not coalesce(i.detail, '{}') ? 'set'
         then jsonb_build_object('set', coalesce(substring(i.phase from '^set_([1-5])$')::int, 1)) else '{}' end
  from event e join competition c on c.id = e.competition_id
 where e.id = i.event_id;
alter table incident
  drop column side, drop column clock_seconds, drop column phase, drop column player_name,
  alter column detail set default '{}', alter column detail set not null;
grant update (participant) on incident to evens_app;
