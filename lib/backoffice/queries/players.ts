import { rows } from "#lib/platform/database/db.ts";
import { PAGE_SIZE, type Page, type PlayerRecord, type PlayerRow, type PlayerSearch } from "../schema.ts";
import { pageOf } from "./bets.ts";

const LISTED = `
  select p.id, p.email, p.display_name as "displayName", p.role, p.status, p.country, p.currency,
         p.created_at as "createdAt", coalesce(a.balance, 0)::bigint as balance, coalesce(a.held, 0)::bigint as held,
         (select count(*) from bet b where b.player_id = p.id and b.status = 'open')::int as "openBets",
         (select max(s.last_seen_at) from session s where s.player_id = p.id) as "lastSeenAt",
         to_char(p.birth_date, 'YYYY-MM-DD') as "birthDate", p.stake_factor_bp as "stakeFactorBp"
    from player p
    left join ledger_account a
           on a.owner_id = p.id and a.kind = 'player_cash' and a.currency = p.currency and a.detail = ''`;

const SEARCH = `${LISTED}
   where ($1::text is null or strpos(p.email, lower($1)) > 0 or strpos(lower(p.display_name), lower($1)) > 0
          or starts_with(p.id::text, lower($1)))
     and ($2::text is null or p.status = $2)
     and ($3::uuid is null or p.id < $3)
   order by p.id desc limit $4`;

/** Players whose address, name or id matches, newest first. */
export const searchPlayers = async (search: PlayerSearch): Promise<Page<PlayerRow>> =>
  pageOf(
    await rows<PlayerRow>(SEARCH, [
      search.q ?? null,
      search.status ?? null,
      search.before ?? null,
      PAGE_SIZE + 1,
    ]),
    ({ id }) => id,
  );

const TOTALS = `
  select count(*)::int as bets, coalesce(sum(stake) filter (where result is distinct from 'void'), 0)::bigint as turnover,
         coalesce(sum(returned) filter (where result <> 'void'), 0)::bigint as returned,
         coalesce(sum(stake) filter (where b.status = 'open'), 0)::bigint as "openStake",
         coalesce(sum(potential_return) filter (where b.status = 'open'), 0)::bigint as "openReturn"
    from bet b join player p on p.id = b.player_id and p.currency = b.currency
   where b.player_id = $1`;

const ENTRIES = `
  select e.version, t.code, t.reference, e.amount, e.balance_after as "balanceAfter", e.created_at as at
    from ledger_account a
    join ledger_entry e on e.account_id = a.id and e.version is not null
    join ledger_transfer t on t.id = e.transfer_id
   where a.owner_id = $1 and a.kind = 'player_cash'
   order by e.version desc limit 50`;

const SESSIONS = `
  select id, created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt", revoked_at as "revokedAt",
         ip, user_agent as "userAgent"
    from session where player_id = $1 order by created_at desc limit 30`;

/** One player from every side: profile, money, the newest entries and sessions. Bets come from `searchBets`. */
export const playerRecord = async (playerId: string): Promise<PlayerRecord | null> => {
  const [[player], [totals], entries, sessions] = await Promise.all([
    rows<Omit<PlayerRecord, "bets" | "turnover" | "returned" | "openStake" | "openReturn">>(
      `${LISTED} where p.id = $1`,
      [playerId],
    ),
    rows<Pick<PlayerRecord, "bets" | "turnover" | "returned" | "openStake" | "openReturn">>(TOTALS, [
      playerId,
    ]),
    rows<PlayerRecord["entries"][number]>(ENTRIES, [playerId]),
    rows<PlayerRecord["sessions"][number]>(SESSIONS, [playerId]),
  ]);
  return player && totals ? { ...player, ...totals, entries, sessions } : null;
};
