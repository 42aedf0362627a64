/*
 * Answers the reality check that is due, if one is: the next one comes after another interval. Answers 'answered', 'not_due', or 'break' where
 * play stops for p_break after a check and that is not over. The caller calls play_seen in the same transaction, which lets the player go on.
 */
create or replace function reality_check_answer(p_player_id uuid, p_break interval) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  moment timestamptz;
  holder player;
  present play_session;
begin
  select p.* into holder from player p where p.id = p_player_id for no key update;
  moment := clock_timestamp();
  if holder.play_stop is distinct from 'reality_check' or holder.play_until > moment then return 'not_due'; end if;
  if holder.play_until + p_break > moment then return 'break'; end if;
  select s.* into present from play_session s where s.player_id = p_player_id order by s.last_active_at desc limit 1;
  update play_session s set checked_at = moment where s.id = present.id;
  insert into reality_check (play_session_id, player_id, due_at, seconds, staked, returned)
  select present.id, p_player_id, holder.play_until, extract(epoch from moment - present.started_at)::integer, t.staked, t.returned
    from play_totals(p_player_id, present.started_at) t;
  return 'answered';
end $$;

revoke execute on function reality_check_answer from public;
grant execute on function reality_check_answer to evens_app;
