import type pg from "pg";
import { sql } from "#lib/platform/db.ts";
import type { VoidEffect } from "./schema.ts";

type Client = pg.Pool | pg.PoolClient;

type EffectRow = {
  currency: string;
  refunded_bets: bigint;
  refunded_stake: bigint;
  reduced_bets: bigint;
  reduced_stake: bigint;
  return_before: bigint;
  return_after: bigint;
};

const effectOf = (row: EffectRow): VoidEffect => ({
  currency: row.currency,
  refundedBets: Number(row.refunded_bets),
  refundedStake: row.refunded_stake,
  reducedBets: Number(row.reduced_bets),
  reducedStake: row.reduced_stake,
  returnBefore: row.return_before,
  returnAfter: row.return_after,
});

// A leg that is still undecided counts with its odds, as potential_return does. $1: market, null: every leg of bet $2.
const EFFECT = `
  with touched as (
    select b.id, b.currency, b.stake,
           div(b.stake * product(coalesce(l.factor, l.odds * 0.0001)), product(l.divisor)) as before,
           div(b.stake * product(case when $1::text is null or (l.market_id = $1 and l.result is null) then 1
                                      else coalesce(l.factor, l.odds * 0.0001) end),
               product(case when $1::text is null then 1 else l.divisor end)) as after,
           bool_and($1::text is null or l.market_id = $1 or l.result is not distinct from 'void') as refunded
      from bet b join bet_leg l on l.bet_id = b.id
     where b.status = 'open'
       and case when $1::text is null then b.id = $2::uuid
                else b.id in (select bet_id from bet_leg where market_id = $1 and result is null) end
     group by b.id
  )
  select currency,
         count(*) filter (where refunded) as refunded_bets,
         coalesce(sum(stake) filter (where refunded), 0)::bigint as refunded_stake,
         count(*) filter (where not refunded) as reduced_bets,
         coalesce(sum(stake) filter (where not refunded), 0)::bigint as reduced_stake,
         sum(before)::bigint as return_before,
         sum(after)::bigint as return_after
    from touched group by currency order by currency`;

const effect = async (client: Client, marketId: string | null, betId: string | null) =>
  (await client.query<EffectRow>(EFFECT, [marketId, betId])).rows.map(effectOf);

/** What voiding this bet would do now: empty when it is not open. */
export const previewVoidBet = async (betId: string, client: Client = sql()): Promise<VoidEffect | null> =>
  (await effect(client, null, betId))[0] ?? null;

/** What voiding this market would do now to the money of each currency: empty when no open bet is on it. */
export const previewVoidMarket = (marketId: string, client: Client = sql()): Promise<VoidEffect[]> =>
  effect(client, marketId, null);

/** How many open bets an effect touches: what `voidMarket` compares with what staff saw. */
export const betsTouched = (effects: readonly VoidEffect[]): number =>
  effects.reduce((all, { refundedBets, reducedBets }) => all + refundedBets + reducedBets, 0);
