/* The two sides of an event by name, one row for each event of a sport that is played between two. */
create or replace view sportsbook_sides_view as
  select h.event_id, hc.id as home_id, hc.name as home, hc.short_name as home_short, hc.country_code as home_country,
         ac.id as away_id, ac.name as away, ac.short_name as away_short, ac.country_code as away_country
    from event_participant h
    join competitor hc on hc.id = h.competitor_id
    join event_participant a on a.event_id = h.event_id and a.role = 'away'
    join competitor ac on ac.id = a.competitor_id
   where h.role = 'home';
grant select on sportsbook_sides_view to evens_app;
