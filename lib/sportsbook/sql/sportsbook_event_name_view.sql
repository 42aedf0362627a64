/*
 * What an event is called, and who takes part in it, in order: two sides ("Home – Away") or a field of any size or nobody, and then it has a
 * name of its own. `searched` has all the names that a search finds it by.
 */
create or replace view sportsbook_event_name_view as
  select e.id as event_id,
         coalesce(e.own_name, (select string_agg(c.name, ' – ' order by p.position)
                             from event_participant p join competitor c on c.id = p.competitor_id where p.event_id = e.id)) as name,
         array(select c.name from event_participant p join competitor c on c.id = p.competitor_id
                where p.event_id = e.id order by p.position) as participants,
         coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'shortName', c.short_name, 'countryCode', c.country_code)
                           order by p.position)
            from event_participant p join competitor c on c.id = p.competitor_id where p.event_id = e.id), '[]') as competitors,
         concat_ws(' ', e.own_name, (select string_agg(c.name || ' ' || c.short_name, ' ' order by p.position)
                                   from event_participant p join competitor c on c.id = p.competitor_id where p.event_id = e.id)) as searched
    from event e;
grant select on sportsbook_event_name_view to evens_app;
