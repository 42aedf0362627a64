/*
 * Open singles of 1.00 on one market, spread over these players and outcomes, set by set: the rows that commit_bets would leave
 * behind after its news was relayed. Every invariant of the money holds. They carry p_decision, so that rows are as wide as real ones.
 */
create or replace function bench_fill_bets(
  p_players uuid[], p_event_id text, p_market_id text, p_keys text[], p_odds bigint[], p_bets integer, p_decision jsonb
) returns void
language plpgsql as $$
declare
  stake constant bigint := 100;
  open_bets bigint := ledger_account_for('open_bets', null, 'EUR');
  moment timestamptz := clock_timestamp();
begin
  create temp table filled on commit drop as
    select uuidv7() as id, c.player_id, a.id as account_id, p_keys[c.outcome] as outcome_key, p_odds[c.outcome] as odds,
           stake * p_odds[c.outcome] / 10000 as payout, row_number() over (partition by c.player_id order by c.n) as nth
      from (select n, p_players[1 + n % cardinality(p_players)] as player_id, 1 + n % cardinality(p_keys) as outcome
              from generate_series(0, p_bets - 1) n) c
      join ledger_account a on a.owner_id = c.player_id and a.kind = 'player_cash' and a.currency = 'EUR' and a.detail = '';

  insert into bet (id, player_id, kind, currency, stake, odds, potential_return, odds_choice, decision, placed_at)
  select id, player_id, 'single', 'EUR', stake, odds, payout, 'any', p_decision, moment from filled;
  insert into bet_leg (bet_id, position, event_id, market_id, outcome_key, odds, market_version, exposure_stake, exposure_payout)
  select f.id, 0, p_event_id, p_market_id, f.outcome_key, f.odds, m.version, stake, f.payout
    from filled f join market m on m.id = p_market_id;
  insert into bet_key (player_id, idempotency_key, bet_id, input_hash)
  select player_id, gen_random_uuid()::text, id, sha256(uuid_send(id)) from filled;

  insert into market_exposure as x (market_id, outcome_key, shard, bets, stake, payout)
  select p_market_id, outcome_key, 0, count(*), count(*) * stake, sum(payout) from filled group by outcome_key
  on conflict (market_id, outcome_key, shard) do update
    set bets = x.bets + excluded.bets, stake = x.stake + excluded.stake, payout = x.payout + excluded.payout;
  insert into player_stake as x (player_id, event_id, market_id, outcome_key, stake)
  select player_id, p_event_id, p_market_id, outcome_key, count(*) * stake from filled group by 1, 4
  on conflict (player_id, event_id, market_id, outcome_key) do update set stake = x.stake + excluded.stake;

  insert into ledger_transfer (id, debit_id, credit_id, amount, currency, code, reference, created_at)
  select id, account_id, open_bets, stake, 'EUR', 'bet_stake', 'bet:' || id, moment from filled;
  insert into ledger_entry (transfer_id, account_id, amount, version, balance_after, created_at)
  select f.id, f.account_id, -stake, a.version + f.nth, a.balance - f.nth * stake, moment
    from filled f join ledger_account a on a.id = f.account_id
  union all
  select id, open_bets, stake, null, null, moment from filled;
  update ledger_account a set balance = a.balance - f.bets * stake, version = a.version + f.bets
    from (select account_id, count(*) as bets from filled group by 1) f where a.id = f.account_id;
end $$;
