/* Events with their state. version grows with every change of an event or of one of its markets. */
create or replace view sportsbook_event_view as
  select id, provider, competition_id, home_id, away_id, starts_at, status, score, version, feed_timestamp, ended_at, created_at,
         updated_at, fixture_timestamp, status_at, started_at
    from event;

grant select on sportsbook_event_view to evens_app;
