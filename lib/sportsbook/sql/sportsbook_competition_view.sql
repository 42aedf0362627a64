/* Competitions, each of one sport. */
create or replace view sportsbook_competition_view as
  select id, sport_id, category, name, country_code
    from competition;

grant select on sportsbook_competition_view to evens_app;
