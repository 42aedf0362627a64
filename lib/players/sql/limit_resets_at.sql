/* When the first of what counts leaves the period: p_first is its hour, null where nothing counts yet. */
create or replace function limit_resets_at(p_period text, p_first timestamptz, p_at timestamptz) returns timestamptz
language sql immutable parallel safe as $$
  select case p_period
    when 'day' then date_trunc('hour', coalesce(p_first, p_at), 'UTC') + interval '25 hours'
    when 'week' then date_trunc('hour', coalesce(p_first, p_at), 'UTC') + interval '169 hours'
    else date_trunc('month', p_at, 'UTC') + interval '1 month'
  end
$$;
