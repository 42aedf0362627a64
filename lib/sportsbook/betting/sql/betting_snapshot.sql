/*
 * What the decision on betting slips reads, all of one moment: a JSON object a player, in the order given; one an outcome; and, for each
 * leg of each player, what the player has staked on its outcome, market and event (null for nothing). Amounts, odds and versions are
 * text, because JSON numbers are too small. Takes no lock: commit_bets checks again.
 * Planned as commit_bets is. Each row is looked up by its own key ("limit 1"): a join could be planned, while a table was empty, as one
 * that reads the whole table, and that plan would stay.
 */
create or replace function betting_snapshot(p_players uuid[], p_keys text[], p_sessions uuid[], p_combinations uuid[], p_markets text[],
                                 p_outcomes text[], p_leg_players uuid[], p_leg_markets text[], p_leg_outcomes text[])
returns table (players json, books json, stakes json)
language plpgsql stable
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
begin
  return query select
    (select json_agg(json_build_object(
              'id', w.id, 'status', p.status, 'excludedUntilMs', floor(extract(epoch from p.excluded_until) * 1000),
              'playUntilMs', ceil(extract(epoch from p.play_until) * 1000), 'playStop', p.play_stop, 'country', p.country,
              'verified', p.verified, 'identityVersion', p.identity_version,
              'openedMs', floor(extract(epoch from p.created_at) * 1000), 'currency', p.currency, 'stakeFactorBp', p.stake_factor_bp,
              -- What is held for the very bet that the key names counts as available to it.
              'available', (coalesce(a.available, 0) + coalesce(h.stake, 0))::text,
              'owes', case when exists (
                select from ledger_account_view x
                 where x.owner_id = w.id and x.kind = 'player_receivable' and x.currency = p.currency and x.detail = ''
                   and x.balance < 0) then true end,
              'sessionStands', w.session_id is null or s.id is not null,
              'heldStake', coalesce(h.stake, 0)::text, 'combinationPayout', coalesce(c.payout, 0)::text,
              'heldCombinationPayout', coalesce(h.combination_payout, 0)::text, 'betId', k.bet_id, 'betHash', encode(k.input_hash, 'hex'),
              'limits', case when exists (select from players_limit_view x where x.player_id = w.id) then (
                select json_agg(json_build_object('kind', x.kind, 'period', x.period, 'amount', x.amount::text, 'used', x.used::text,
                                                  'resetsAtMs', floor(extract(epoch from x.resets_at) * 1000)))
                  from bet_limits(w.id, a.id, k.bet_id, clock_timestamp()) x) end,
              'policyVersion', (select max(version) from betting_policy),
              'nowMs', floor(extract(epoch from clock_timestamp()) * 1000)) order by w.n)
       from unnest(p_players, p_keys, p_sessions, p_combinations) with ordinality w(id, key, session_id, combination, n)
       left join lateral (
         select x.status, x.excluded_until, x.play_until, x.play_stop, x.country, x.verified, x.identity_version, x.created_at,
                x.currency, x.stake_factor_bp
           from players_player_view x where x.id = w.id limit 1) p on true
       left join lateral (
         select x.id, x.balance - x.held - x.minimum as available from ledger_account_view x
          where x.owner_id = w.id and x.kind = 'player_cash' and x.currency = p.currency and x.detail = '' limit 1) a on true
       left join lateral (
         select x.id from players_session_view x
          where x.id = w.session_id and x.player_id = w.id and x.revoked_at is null and x.expires_at > clock_timestamp()
          limit 1) s on true
       left join lateral (
         select x.bet_id, x.input_hash from bet_key x where x.player_id = w.id and x.idempotency_key = w.key limit 1) k on true
       left join lateral (
         select x.stake, x.combination_payout from pending_bet x where x.id = k.bet_id and x.ended_at is null limit 1) h on true
       left join lateral (select x.payout from combination_exposure x where x.combination = w.combination limit 1) c on true),
    (select json_agg(json_build_object(
              'eventId', e.id, 'sportId', c.sport_id, 'eventStatus', e.status,
              'startsAtMs', floor(extract(epoch from e.starts_at) * 1000), 'marketId', w.market_id, 'marketType', m.market_type,
              'marketStatus', m.status, 'marketVersion', m.version::text,
              'suspension', active_suspension(w.market_id, e.id, e.provider, c.sport_id), 'outcomeKey', w.key, 'active', o.active,
              'odds', o.odds::text, 'probability', o.probability, 'marketStake', coalesce(x.stake, 0)::text,
              'outcomePayout', coalesce(x.payout, 0)::text, 'stakeMax', least(q.stake_max, r.stake_max)::text,
              'payoutMax', least(q.payout_max, r.payout_max)::text, 'beforeStart', case when m.written is not null then true end,
              'competitionId', e.competition_id, 'alone', case when not e.combinable then true end))
       from unnest(p_markets, p_outcomes) w(market_id, key)
      cross join lateral (
        select x.active, x.odds, x.probability from outcome x where x.market_id = w.market_id and x.key = w.key limit 1) o
      cross join lateral (
        select x.event_id, x.market_type, x.status, x.version, x.written from market x where x.id = w.market_id limit 1) m
      cross join lateral (
        select x.id, x.competition_id, x.provider, x.status, x.starts_at, x.combinable from event x where x.id = m.event_id limit 1) e
      cross join lateral (select x.sport_id from competition x where x.id = e.competition_id limit 1) c
       left join lateral (
         select sum(s.stake) as stake, sum(s.payout) filter (where s.outcome_key = w.key) as payout
           from market_exposure s where s.market_id = w.market_id) x on true
       left join lateral (select y.stake_max, y.payout_max from market_control y where y.market_id = w.market_id limit 1) q on true
       left join lateral (select y.stake_max, y.payout_max from event_control y where y.event_id = e.id limit 1) r on true),
    (select json_agg(case when x.event is not null then json_build_array(x.outcome::text, x.market::text, x.event::text) end order by w.n)
       from unnest(p_leg_players, p_leg_markets, p_leg_outcomes) with ordinality w(player_id, market_id, key, n)
       left join lateral (select y.event_id from market y where y.id = w.market_id limit 1) m on true
       left join lateral (
         select sum(y.stake) as event, coalesce(sum(y.stake) filter (where y.market_id = w.market_id), 0) as market,
                coalesce(sum(y.stake) filter (where y.market_id = w.market_id and y.outcome_key = w.key), 0) as outcome
           from player_stake y where y.player_id = w.player_id and y.event_id = m.event_id) x on true);
end $$;
