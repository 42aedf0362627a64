/* The account of a player's free bets in a currency; null before the first. */
create or replace function bonus_account(p_player_id uuid, p_currency char(3)) returns bigint
language sql stable as $$
  select a.id from ledger_account_view a
   where a.owner_id = p_player_id and a.kind = 'player_bonus' and a.currency = p_currency and a.detail = ''
$$;
