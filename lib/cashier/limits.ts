import { z } from "zod";
import {
  array,
  bool,
  type Connection,
  float8,
  int8,
  only,
  statement,
  text,
  uuid,
} from "#lib/platform/database/statement.ts";
import { type LimitRules, limitRules } from "#lib/players/index.ts";
import { DEPOSIT_LIMITS, LIMIT_PERIODS, type LimitUse } from "#lib/players/schema.ts";

export type DepositLimitUse = LimitUse<(typeof DEPOSIT_LIMITS)[number]>;

// Withdrawals do not reduce net deposits yet, which is the strict side. What has been started is reserved.
const limitsOf = statement({
  name: "deposit-limits",
  text: `
    select l.kind, l.period, l.amount, coalesce(sum(d.amount), 0)::bigint as used,
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
      left join payment d on d.player_id = $1 and d.direction = 'deposit' and d.state not in ('failed', 'canceled', 'expired')
       and d.created_at > case l.period when 'day' then n.at - interval '24 hours' when 'week' then n.at - interval '7 days'
                                        else date_trunc('month', n.at, 'UTC') end
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
