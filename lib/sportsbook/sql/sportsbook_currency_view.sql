/* Currencies that the betting policy in force has limits for: accounts in others take neither bets nor deposits. */
create or replace view sportsbook_currency_view as
  select jsonb_object_keys(p.rules->'currencies') as currency
    from (select rules from betting_policy order by version desc limit 1) p;

grant select on sportsbook_currency_view to evens_app;
