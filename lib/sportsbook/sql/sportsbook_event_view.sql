/*
 * Events with their state and sport. version grows with every change of an event or of one of its markets. The join is left out of the
 * plan (every event has a competition) where the sport is not read.
 */
create or replace view sportsbook_event_view as
  select e.id, e.provider, e.competition_id, c.sport_id, e.starts_at, e.status, e.score, e.version,
         e.feed_timestamp, e.ended_at, e.created_at, e.updated_at, e.fixture_timestamp, e.status_at, e.started_at
    from event e left join competition c on c.id = e.competition_id;

grant select on sportsbook_event_view to evens_app;
