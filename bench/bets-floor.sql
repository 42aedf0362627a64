-- The plainest function that takes a bet: no lock but the account's own row, no look at markets, prices, limits or keys.
create or replace function bench_floor_bet(
  p_bet_id uuid, p_player_id uuid, p_event_id text, p_market_id text, p_key text, p_decision jsonb
) returns void
language plpgsql as $$
declare
  account ledger_account;
  house_id bigint;
begin
  select id into house_id from ledger_account where kind = 'open_bets' and currency = 'EUR' and owner_id is null and detail = '';
  update ledger_account set balance = balance - 100, version = version + 1
   where owner_id = p_player_id and kind = 'player_cash' and currency = 'EUR' and detail = '' returning * into account;
  insert into bet_key (player_id, idempotency_key, bet_id, input_hash)
  values (p_player_id, p_key, p_bet_id, sha256(convert_to(p_key, 'UTF8')));
  insert into bet (id, player_id, kind, currency, stake, odds, potential_return, odds_choice, decision)
  values (p_bet_id, p_player_id, 'single', 'EUR', 100, 20000, 200, 'any', p_decision);
  insert into bet_leg (bet_id, position, event_id, market_id, outcome_key, odds, market_version, exposure_stake, exposure_payout)
  values (p_bet_id, 0, p_event_id, p_market_id, 'home', 20000, 1, 100, 200);
  insert into market_exposure as x (market_id, outcome_key, shard, bets, stake, payout)
  values (p_market_id, 'home', pg_backend_pid() % 16, 1, 100, 200)
  on conflict (market_id, outcome_key, shard) do update set bets = x.bets + 1, stake = x.stake + 100, payout = x.payout + 200;
  insert into player_stake as x (player_id, event_id, market_id, outcome_key, stake)
  values (p_player_id, p_event_id, p_market_id, 'home', 100)
  on conflict (player_id, event_id, market_id, outcome_key) do update set stake = x.stake + 100;
  insert into ledger_transfer (id, debit_id, credit_id, amount, currency, code, reference)
  values (p_bet_id, account.id, house_id, 100, 'EUR', 'bet_stake', 'bet:' || p_bet_id);
  insert into ledger_entry (transfer_id, account_id, amount, version, balance_after, created_at)
  values (p_bet_id, account.id, -100, account.version, account.balance, clock_timestamp()),
         (p_bet_id, house_id, 100, null, null, clock_timestamp());
  insert into outbox (kind, payload) values ('bet.placed', jsonb_build_object('betId', p_bet_id, 'playerId', p_player_id));
end $$;
