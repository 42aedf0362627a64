/*
 * As before; and each row is looked up by its own key ("limit 1"). A join could be planned, while a table was empty, as one that
 * reads it whole and compares, and that plan would stay.
 */
create or replace function betting_snapshot(p_players uuid[], p_keys text[], p_sessions uuid[], p_markets text[], p_outcomes text[])
returns table (players json, books json)
language plpgsql stable
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
begin
  return query select
    (select json_agg(json_build_object(
              'id', w.id, 'role', p.role, 'status', p.status, 'currency', p.currency, 'stakeFactorBp', p.stake_factor_bp,
              -- What is held for the very bet that the key names counts as available to it.
              'available', (coalesce(a.available, 0) + coalesce(h.stake, 0))::text,
              'sessionStands', w.session_id is null or s.id is not null,
              'betId', k.bet_id, 'betHash', encode(k.input_hash, 'hex'),
              'policyVersion', (select max(version) from betting_policy),
              'nowMs', floor(extract(epoch from clock_timestamp()) * 1000)) order by w.n)
       from unnest(p_players, p_keys, p_sessions) with ordinality w(id, key, session_id, n)
       left join lateral (select x.role, x.status, x.currency, x.stake_factor_bp from player x where x.id = w.id limit 1) p on true
       left join lateral (
         select x.balance - x.held - x.minimum as available from ledger_account x
          where x.owner_id = w.id and x.kind = 'player_cash' and x.currency = p.currency and x.detail = '' limit 1) a on true
       left join lateral (
         select x.id from session x
          where x.id = w.session_id and x.player_id = w.id and x.revoked_at is null and x.expires_at > clock_timestamp()
          limit 1) s on true
       left join lateral (
         select x.bet_id, x.input_hash from bet_key x where x.player_id = w.id and x.idempotency_key = w.key limit 1) k on true
       left join lateral (
         select x.stake from pending_bet x where x.id = k.bet_id and x.ended_at is null limit 1) h on true),
    (select json_agg(json_build_object(
              'eventId', e.id, 'sportId', c.sport_id, 'eventStatus', e.status,
              'startsAtMs', floor(extract(epoch from e.starts_at) * 1000), 'marketId', w.market_id, 'template', m.template,
              'marketStatus', m.status, 'marketVersion', m.version::text,
              'suspension', standing_suspension(w.market_id, e.id, e.provider, c.sport_id), 'outcomeKey', w.key, 'active', o.active,
              'odds', o.odds::text, 'probability', o.probability, 'marketStake', coalesce(x.stake, 0)::text,
              'outcomePayout', coalesce(x.payout, 0)::text))
       from unnest(p_markets, p_outcomes) w(market_id, key)
      cross join lateral (
        select x.active, x.odds, x.probability from outcome x where x.market_id = w.market_id and x.key = w.key limit 1) o
      cross join lateral (
        select x.event_id, x.template, x.status, x.version from market x where x.id = w.market_id limit 1) m
      cross join lateral (
        select x.id, x.competition_id, x.provider, x.status, x.starts_at from event x where x.id = m.event_id limit 1) e
      cross join lateral (select x.sport_id from competition x where x.id = e.competition_id limit 1) c
       left join lateral (
         select sum(s.stake) as stake, sum(s.payout) filter (where s.outcome_key = w.key) as payout
           from market_exposure s where s.market_id = w.market_id) x on true);
end $$;
