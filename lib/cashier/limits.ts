import type pg from "pg";
import { z } from "zod";
import {
  array,
  bool,
  bpchar,
  type Connection,
  float8,
  int8,
  only,
  statement,
  text,
  uuid,
} from "#lib/platform/database/statement.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { limitUsed } from "#lib/players/events.ts";
import { type LimitRules, limitRules, policyFor } from "#lib/players/index.ts";
import { DEPOSIT_LIMITS, LIMIT_PERIODS, type LimitUse, reaches } from "#lib/players/schema.ts";

export type DepositLimitUse = LimitUse<(typeof DEPOSIT_LIMITS)[number]>;

// What has been started is reserved. A withdrawal that was paid makes room in limits on net deposits, as far as deposits came before it: what counts
// is the largest sum of payments from one of them until now, so that winnings that were withdrawn allow no larger deposits.
const limitsOf = statement({
  name: "deposit-limits",
  text: `
    select l.kind, l.period, l.amount, greatest(max(d.net), 0)::bigint as used,
           floor(extract(epoch from case l.period
             when 'day' then coalesce(min(d.created_at), n.at) + interval '24 hours'
             when 'week' then coalesce(min(d.created_at), n.at) + interval '7 days'
             else date_trunc('month', n.at, 'UTC') + interval '1 month' end) * 1000)::float8 as "resetsAtMs"
      from (select clock_timestamp() as at) n
     cross join lateral (
        select x.kind, x.period, min(x.amount) as amount
          from (select kind, period, amount from players_limit_view where player_id = $1 and kind in ('deposit', 'net_deposit')
                 union all select 'deposit', c.period, c.amount from unnest($2::text[], $3::bigint[]) c(period, amount)) x
         group by x.kind, x.period) l
      left join lateral (
        select case p.direction when 'deposit' then p.created_at end as created_at,
               sum(case p.direction when 'deposit' then p.amount else -p.amount end) over (order by p.created_at desc, p.id desc) as net
          from payment p
         where p.player_id = $1
           and p.created_at > case l.period when 'day' then n.at - interval '24 hours' when 'week' then n.at - interval '7 days'
                                            else date_trunc('month', n.at, 'UTC') end
           and (p.direction = 'deposit' and p.state not in ('failed', 'canceled', 'expired')
             or p.direction = 'withdrawal' and p.state = 'paid' and l.kind = 'net_deposit')) d on true
     group by l.kind, l.period, l.amount, n.at`,
  params: [uuid, array(text), array(int8)],
  row: {
    kind: only(text, z.enum(DEPOSIT_LIMITS)),
    period: only(text, z.enum(LIMIT_PERIODS)),
    amount: int8,
    used: int8,
    resetsAtMs: float8,
  },
});

const deposited = statement({
  text: "select exists (select from payment where player_id = $1 and direction = 'deposit' and state = 'succeeded') as ever",
  params: [uuid],
  row: { ever: bool },
});

/** Whether a player has deposited before. */
export const hasDeposited = async (playerId: string, client?: Connection): Promise<boolean> =>
  (await deposited.first([playerId], client))?.ever ?? false;

/**
 * The limits on a player's deposits, with what counts towards them now: what was deposited, and what has been started. They are those that the
 * player set; the ceilings of the country's law; and, where the player has no limit for the month, the amount above which one takes a
 * conversation with staff.
 * @param rules where they have been read already
 */
export const depositLimitUse = async (
  playerId: string,
  client?: Connection,
  rules?: LimitRules,
): Promise<DepositLimitUse[]> => {
  const { implied } = rules ?? (await limitRules(playerId, client));
  return limitsOf.all(
    [playerId, implied.map(({ period }) => period), implied.map(({ amount }) => amount)],
    client,
  );
};

const limitable = statement({
  text: `
    select p.id, p.country, exists (select from players_limit_view l where l.player_id = p.id and l.kind in ('deposit', 'net_deposit')) as own
      from players_player_view p where p.id = any($1)`,
  params: [array(uuid)],
  row: { id: uuid, country: bpchar, own: bool },
});

/** Whether the law of a country limits deposits by itself. */
const limitedByLaw = (country: string): boolean => {
  const { ceiling, contactAbove } = policyFor(country, new Date()).limits;
  return contactAbove !== null || [ceiling.day, ceiling.week, ceiling.month].some((most) => most !== null);
};

/** Tells players whose limits these deposits have used up, all or four fifths of them, in the commit that credits them. */
export const publishLimitsUsed = async (
  deposits: readonly { playerId: string; amount: bigint }[],
  client: pg.PoolClient,
): Promise<void> => {
  const players = await limitable.all([deposits.map(({ playerId }) => playerId)], client);
  for (const { id: playerId, country, own } of players) {
    if (!own && !limitedByLaw(country)) continue;
    const use = await depositLimitUse(playerId, client);
    const mine = deposits.filter((deposit) => deposit.playerId === playerId);
    if (use.some((limit) => mine.some(({ amount }) => reaches(limit, amount))))
      await publish(client, limitUsed, { playerId });
  }
};
