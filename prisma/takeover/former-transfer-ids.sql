/* Settlements whose transfers have ids of the former kind: nothing finds them by id any more. */
select exists (
  select from ledger_transfer t
   where t.code in ('bet_stake_settled', 'bet_return', 'bet_refund') and left(t.id::text, 13) <> substr(t.reference, 5, 13)) as found
