import type { Invariants } from "#lib/platform/database/invariants.ts";

/** What must always be true of free bets and their money. */
export const FREE_BET_INVARIANTS: Invariants = {
  "the bonus accounts hold exactly the free bets that no bet has taken": `
    select coalesce(a.owner_id, f.player_id)::text as subject, (coalesce(a.balance, 0) - coalesce(f.amount, 0))::text as detail
      from (select owner_id, currency, balance from ledger_account_view where kind = 'player_bonus') a
      full join (
        select f.player_id, f.currency, sum(f.amount) as amount
          from free_bet f left join pending_bet w on w.id = f.bet_id and w.ended_at is null
         where f.state = 'available' or w.id is not null
         group by 1, 2) f on f.player_id = a.owner_id and f.currency = a.currency
     where coalesce(a.balance, 0) <> coalesce(f.amount, 0)`,
  "a used free bet is the whole stake of one bet of its player": `
    select coalesce(f.id, b.free_bet_id)::text as subject, coalesce(b.id, f.bet_id)::text as detail
      from (select * from free_bet where state = 'used') f
      full join (
        select id, player_id, currency, stake, free_bet_id, kind from bet where free_bet_id is not null
        union all
        select id, player_id, currency, stake, free_bet_id, null from pending_bet where free_bet_id is not null and ended_at is null) b
        on b.id = f.bet_id
     where (b.id, b.player_id, b.currency, b.stake, b.free_bet_id) is distinct from (f.bet_id, f.player_id, f.currency, f.amount, f.id)
        or b.kind = 'system'`,
  "every void bet of a free bet has given back one, and no other has": `
    select coalesce(b.id, f.origin_id)::text as subject, f.state as detail
      from (select * from bet where free_bet_id is not null and result = 'void') b
      full join (select * from free_bet where origin_id is not null) f on f.id = settlement_transfer_id(b.id, b.settlement_version, 'free_bet')
      left join ledger_transfer_view c on c.reference = 'bet:' || f.origin_id and c.code = 'free_bet_covered'
     where f.id is null or (b.id is null and f.state <> 'withdrawn' and c.id is null)
        or (b.id is not null and ((f.player_id, f.amount) is distinct from (b.player_id, b.stake)))`,
};
