/*
 * Part of partitions_detach for bets: answers why the month [p_starts, p_ends) must stay ('open_bets': a bet of it is open or pending), or
 * null. Before the month is archived it deletes the idempotency keys of its bets; afterwards (p_archived) it looks again, for a bet that
 * was reopened in between: from then on none can be.
 */
create or replace function bets_month_leaves(p_starts timestamptz, p_ends timestamptz, p_archived boolean) returns text
language plpgsql as $$
declare
  archived text := to_regclass('archive.bet_' || to_char(p_starts at time zone 'UTC', 'YYYY_MM'));
  is_open boolean;
begin
  if p_archived then
    if archived is not null then
      execute format('select exists (select from %s where status = ''open'')', archived) into is_open;
    end if;
    return case when is_open then 'open_bets' end;
  end if;
  if exists (select from bet b where b.status = 'open' and b.id >= uuid_floor(p_starts) and b.id < uuid_floor(p_ends))
     or exists (select from pending_bet w where w.ended_at is null and w.id >= uuid_floor(p_starts) and w.id < uuid_floor(p_ends)) then
    return 'open_bets';
  end if;
  delete from bet_key k using bet b
   where b.id >= uuid_floor(p_starts) and b.id < uuid_floor(p_ends) and k.player_id = b.player_id and k.bet_id = b.id;
  delete from bet_key k using pending_bet w
   where w.id >= uuid_floor(p_starts) and w.id < uuid_floor(p_ends) and k.player_id = w.player_id and k.bet_id = w.id;
  return null;
end $$;
