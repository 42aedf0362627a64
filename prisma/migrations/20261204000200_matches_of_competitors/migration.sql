-- The past matches of a competitor.
create index event_participant_competitor on event_participant (competitor_id);
