import { z } from "zod";
import {
  bool,
  type Connection,
  float8,
  int8,
  only,
  statement,
  text,
  uuid,
} from "#lib/platform/database/statement.ts";
import { DEPOSIT_LIMITS, LIMIT_PERIODS, type LimitUse } from "#lib/players/schema.ts";

export type DepositLimitUse = LimitUse<(typeof DEPOSIT_LIMITS)[number]>;

// Nothing can be withdrawn yet, so net deposits are deposits. What has been started is reserved.
const limitsOf = statement({
  name: "deposit-limits",
  text: `
    select l.kind, l.period, l.amount, coalesce(sum(d.amount), 0)::bigint as used,
           floor(extract(epoch from case l.period
             when 'day' then coalesce(min(d.created_at), n.at) + interval '24 hours'
             when 'week' then coalesce(min(d.created_at), n.at) + interval '7 days'
             else date_trunc('month', n.at, 'UTC') + interval '1 month' end) * 1000)::float8 as "resetsAtMs"
      from (select clock_timestamp() as at) n
      join players_limit_view l on l.player_id = $1 and l.kind in ('deposit', 'net_deposit')
      left join payment d on d.player_id = l.player_id and d.direction = 'deposit' and d.state not in ('failed', 'canceled', 'expired')
       and d.created_at > case l.period when 'day' then n.at - interval '24 hours' when 'week' then n.at - interval '7 days'
                                        else date_trunc('month', n.at, 'UTC') end
     group by l.kind, l.period, l.amount, n.at`,
  params: [uuid],
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
export const hasDeposited = async (playerId: string): Promise<boolean> =>
  (await deposited.first([playerId]))?.ever ?? false;

/** The limits that a player set on deposits, with what counts towards them now: what was deposited, and what has been started. */
export const depositLimitUse = (playerId: string, client?: Connection): Promise<DepositLimitUse[]> =>
  limitsOf.all([playerId], client);
