/* Every message of a feed as it came, and what became of it. Stored by month. */
create or replace view sportsbook_feed_message_view as
  select id, provider, event_id, kind, provider_timestamp, received_at, stored_at, fate, error, raw
    from feed_message;

grant select on sportsbook_feed_message_view to evens_app;
