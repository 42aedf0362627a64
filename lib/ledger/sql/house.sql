/* The operator's accounts that settlement moves money between, by currency. Reading the view opens an account that is missing. */
create or replace view house as
  select c.currency, k.kind, ledger_account_for(k.kind, null, c.currency) as id
    from (values ('open_bets'), ('sportsbook_income')) k(kind),
         (select distinct currency from ledger_account where kind = 'open_bets' and owner_id is null) c;
