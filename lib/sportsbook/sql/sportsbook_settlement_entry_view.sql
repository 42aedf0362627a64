/* The settlement journal: every result and cancellation of a market and what takes one back. */
create or replace view sportsbook_settlement_entry_view as
  select id, market_id, kind, source, at, taken_at, certainty, outcomes, decided_at, starts_at, ends_at, by
    from market_settlement;

grant select on sportsbook_settlement_entry_view to evens_app;
