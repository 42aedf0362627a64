/*
 * Pays bets on an outcome as won before its market is decided: those that were placed until now. Once an outcome, and for good. The market gets a new
 * settlement version and an outbox row, as for a result. Answers 'paid', 'existing' (it was paid early, or is decided), 'stale' (the event has
 * another version than p_event_version, or is not in play: look again) or 'unknown_outcome'.
 * Locks: the advisory lock of the event, exclusively, so that every bet was placed before or after.
 */
create or replace function pay_early(p_market_id text, p_outcome_key text, p_event_version bigint) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  wanted market;
begin
  select * into wanted from market m where m.id = p_market_id;
  if not found or not exists (select from outcome o where o.market_id = p_market_id and o.key = p_outcome_key) then return 'unknown_outcome'; end if;
  perform pg_advisory_xact_lock(book_lock_key('event', wanted.event_id));
  if not exists (select from event e where e.id = wanted.event_id and e.version = p_event_version and e.status = 1) then return 'stale'; end if;
  update outcome o set early_at = clock_timestamp()
   where o.market_id = p_market_id and o.key = p_outcome_key and o.early_at is null and o.result is null;
  if not found then return 'existing'; end if;
  update market m set settlement_version = m.settlement_version + 1 where m.id = p_market_id returning * into wanted;
  insert into outbox (kind, payload)
  values (case wanted.settlement_version when 1 then 'market.settled' else 'market.corrected' end,
          jsonb_build_object('marketId', wanted.id, 'eventId', wanted.event_id, 'settlementVersion', wanted.settlement_version));
  return 'paid';
end $$;

revoke execute on function pay_early from public;
grant execute on function pay_early to evens_app;
