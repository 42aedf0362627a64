/*
 * Currencies that the betting policy in force has limits for: accounts in others take neither bets nor deposits. exchange: minor units of the
 * base currency that one minor unit is worth, ×10⁻⁴.
 */
create or replace view sportsbook_currency_view as
  select c.key as currency, (c.value->>'exchange')::bigint as exchange
    from (select rules from betting_policy order by version desc limit 1) p cross join lateral jsonb_each(p.rules->'currencies') c;

grant select on sportsbook_currency_view to evens_app;
