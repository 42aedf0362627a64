/* The name of an outcome's result, given as won (1) or lost (0) with the share that is void (null, 0.5 or 1). */
create or replace function result_name(p_result smallint, p_void numeric) returns text
language sql immutable parallel safe as $$
  select case
    when p_void = 1 then 'void'
    when p_result = 1 and p_void = 0.5 then 'half_won'
    when p_result = 1 then 'won'
    when p_result = 0 and p_void = 0.5 then 'half_lost'
    when p_result = 0 then 'lost'
  end
$$;
