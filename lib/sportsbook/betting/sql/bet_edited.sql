/* Whether another bet took the place of this one, whose result is p_result, by an edit of its player's. */
create or replace function bet_edited(p_bet_id uuid, p_result text) returns boolean
language sql stable parallel safe as $$
  select coalesce(p_result = 'cashed_out', false)
     and exists (select from bet_cash_out c where c.bet_id = p_bet_id and c.edit_id is not null)
$$;

grant execute on function bet_edited to evens_app;
