/* Bets in their in-play delay or with the traders, and what became of them. */
create or replace view sportsbook_pending_bet_view as
  select id, player_id, session_id, idempotency_key, currency, stake, decision, delay_ms, received_at, due_at, outcome, ended_at,
         combination, combination_payout, reason, ruling, ruled_at, ruled_by, offer
    from pending_bet;

grant select on sportsbook_pending_bet_view to evens_app;
