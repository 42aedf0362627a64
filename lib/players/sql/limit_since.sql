/*
 * From when the running period of a limit counts: 24 hours or 7 days back, to the beginning of that hour because flows are kept by the hour,
 * or the beginning of the calendar month, UTC.
 */
create or replace function limit_since(p_period text, p_at timestamptz) returns timestamptz
language sql immutable parallel safe as $$
  select case p_period
    when 'day' then date_trunc('hour', p_at - interval '24 hours', 'UTC')
    when 'week' then date_trunc('hour', p_at - interval '168 hours', 'UTC')
    else date_trunc('month', p_at, 'UTC')
  end
$$;
