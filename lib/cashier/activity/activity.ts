import { dayStart, nextDay } from "#lib/core/zoned-time.ts";
import { float8, int8, statement, text, timestamptz, uuid } from "#lib/platform/database/statement.ts";
import type { ActivityPart, ActivityPeriod } from "./schema.ts";

// Summed where the entries are, so that a long history is a few rows. Each part of the period is there, also where nothing happened.
const parts = statement({
  name: "player-activity",
  text: `
    with part as (
      select p.at, (p.at at time zone $4 + ('1 ' || $5)::interval) at time zone $4 as until
        from (select d at time zone $4 as at
                from generate_series(date_trunc($5, $2::timestamptz at time zone $4), ($3::timestamptz at time zone $4) - interval '1 second',
                                     ('1 ' || $5)::interval) d) p
    ), moved as (
      select date_trunc($5, e.created_at, $4) as at, -sum(e.amount) filter (where t.code like 'bet_stake%' or t.code like 'bet_refund%') as staked,
             sum(e.amount) filter (where t.code like 'bet_return%') as returned,
             sum(e.amount) filter (where t.code like 'deposit%') as deposited,
             -sum(e.amount) filter (where t.code like 'withdrawal%') as withdrawn
        from ledger_account_view a
        join ledger_entry_view e on e.account_id = a.id and e.created_at >= $2 and e.created_at < $3
        join ledger_transfer_view t on t.id = e.transfer_id and t.created_at >= $2 and t.created_at < $3
       where a.owner_id = $1 and a.kind = 'player_cash'
       group by 1
    )
    select to_char(p.at at time zone $4, 'YYYY-MM-DD') as start, coalesce(m.staked, 0)::bigint as staked,
           coalesce(m.returned, 0)::bigint as returned, coalesce(m.deposited, 0)::bigint as deposited,
           coalesce(m.withdrawn, 0)::bigint as withdrawn,
           coalesce((select extract(epoch from sum(least(s.last_active_at, p.until, $3) - greatest(s.started_at, p.at, $2))) / 60
                       from players_play_session_view s
                      where s.player_id = $1 and s.last_active_at > greatest(p.at, $2)
                        and s.started_at < least(p.until, $3)), 0)::float8 as minutes
      from part p left join moved m on m.at = p.at
     order by p.at`,
  params: [uuid, timestamptz, timestamptz, text, text],
  row: { start: text, staked: int8, returned: int8, deposited: int8, withdrawn: int8, minutes: float8 },
});

/**
 * What a player staked, got back, deposited and withdrew, and how long the player was on the site, by day, week or month of the player's time
 * zone. The stakes of void bets are none.
 */
export const activity = async (
  playerId: string,
  { from, to, by }: ActivityPeriod,
  timeZone: string,
): Promise<ActivityPart[]> => {
  const found = await parts.all([
    playerId,
    dayStart(from, timeZone),
    dayStart(nextDay(to), timeZone),
    timeZone,
    by,
  ]);
  return found.map(({ minutes, ...part }) => ({ ...part, minutes: Math.round(minutes) }));
};
