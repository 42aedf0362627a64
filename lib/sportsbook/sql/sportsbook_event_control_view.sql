/* What traders have set for all markets of single events. */
create or replace view sportsbook_event_control_view as
  select event_id, version, stake_max, payout_max, at, by from event_control;

grant select on sportsbook_event_control_view to evens_app;
