/* Feed providers with their state and lease. */
create or replace view sportsbook_feed_provider_view as
  select id, state, state_since, last_alive_at, last_message_at, lag_ms, messages, rejected, lease_owner, lease_until, cursor,
         recovery_asked_at
    from feed_provider;

grant select on sportsbook_feed_provider_view to evens_app;
