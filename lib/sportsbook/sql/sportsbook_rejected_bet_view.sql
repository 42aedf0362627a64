/* Rejected bets, with what the decision read. */
create or replace view sportsbook_rejected_bet_view as
  select id, player_id, code, refusal, slip, decision, at
    from bet_refusal;

grant select on sportsbook_rejected_bet_view to evens_app;
