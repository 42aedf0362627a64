/* Every settlement of a bet by version; one that reopens it has neither result nor return. */
create or replace view sportsbook_bet_settlement_view as
  select bet_id, version, result, returned, cause, by, at
    from bet_settlement;

grant select on sportsbook_bet_settlement_view to evens_app;
