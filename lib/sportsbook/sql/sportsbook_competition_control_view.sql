/* What traders have set for all markets of a type in a competition. */
create or replace view sportsbook_competition_control_view as
  select competition_id, market_type, version, off, method, overround, at, by from competition_control;

grant select on sportsbook_competition_control_view to evens_app;
