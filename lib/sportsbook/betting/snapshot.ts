import { rows } from "#lib/platform/db.ts";
import { groupCalls } from "#lib/platform/group.ts";
import type { BetSnapshot, BookFacts, PlayerFacts } from "./decide.ts";
import { type BettingPolicy, parsePolicy } from "./policy.ts";
import type { InPlayDelays, SlipLeg } from "./schema.ts";

export type SnapshotRequest = {
  playerId: string;
  sessionId: string | null;
  idempotencyKey: string;
  legs: readonly SlipLeg[];
};

/** What an idempotency key already made: a bet, or one that waits or was refused at its end. */
type MadeByKey = { id: string; inputHash: string };

export type LoadedSnapshot = BetSnapshot & { nowMs: number; existing: MadeByKey | null };

type PlayerRow = {
  id: string;
  role: string;
  status: string;
  currency: string;
  stake_factor_bp: number;
  available: bigint;
  session_stands: boolean;
  bet_id: string | null;
  bet_hash: string | null;
  policy_version: number;
  now_ms: string;
};

// What is held for the very bet that the key names counts as available to it.
const PLAYERS = `
  select w.id, p.role, p.status, p.currency, p.stake_factor_bp,
         coalesce(a.balance - a.held - a.minimum, 0) + coalesce(h.stake, 0) as available,
         w.session_id is null or s.id is not null as session_stands,
         k.bet_id, encode(k.input_hash, 'hex') as bet_hash,
         (select max(version) from betting_policy) as policy_version,
         floor(extract(epoch from clock_timestamp()) * 1000)::text as now_ms
    from unnest($1::uuid[], $2::text[], $3::uuid[]) with ordinality w(id, key, session_id, n)
    left join player p on p.id = w.id
    left join ledger_account a
           on a.owner_id = p.id and a.kind = 'player_cash' and a.currency = p.currency and a.detail = ''
    left join session s
           on s.id = w.session_id and s.player_id = w.id and s.revoked_at is null and s.expires_at > clock_timestamp()
    left join bet_key k on k.player_id = w.id and k.idempotency_key = w.key
    left join pending_bet h on h.id = k.bet_id and h.ended_at is null
   order by w.n`;

type BookRow = {
  event_id: string | null;
  sport_id: string;
  event_status: number;
  starts_at_ms: string;
  market_id: string;
  template: string;
  market_status: number;
  market_version: bigint;
  suspension: string | null;
  key: string;
  active: boolean;
  odds: bigint | null;
  probability: number | null;
  market_stake: bigint;
  outcome_payout: bigint;
};

const BOOKS = `
  select e.id as event_id, c.sport_id, e.status as event_status, floor(extract(epoch from e.starts_at) * 1000)::text as starts_at_ms,
         w.market_id, m.template, m.status as market_status, m.version as market_version,
         standing_suspension(m.id, e.id, e.provider, c.sport_id) as suspension,
         w.key, o.active, o.odds, o.probability, coalesce(x.stake, 0)::bigint as market_stake,
         coalesce(x.payout, 0)::bigint as outcome_payout
    from unnest($1::text[], $2::text[]) w(market_id, key)
    left join market m on m.id = w.market_id
    left join event e on e.id = m.event_id
    left join competition c on c.id = e.competition_id
    left join outcome o on o.market_id = w.market_id and o.key = w.key
    left join lateral (
      select sum(s.stake) as stake, sum(s.payout) filter (where s.outcome_key = w.key) as payout
        from market_exposure s where s.market_id = w.market_id) x on true`;

const bookOf = (row: BookRow): BookFacts | null =>
  row.event_id === null || row.active === null
    ? null
    : {
        eventId: row.event_id,
        sportId: row.sport_id,
        eventStatus: row.event_status,
        startsAtMs: Number(row.starts_at_ms),
        marketId: row.market_id,
        template: row.template,
        marketStatus: row.market_status,
        marketVersion: row.market_version,
        suspension: row.suspension,
        outcomeKey: row.key,
        active: row.active,
        odds: row.odds,
        probability: row.probability,
        marketStake: row.market_stake,
        outcomePayout: row.outcome_payout,
      };

const playerOf = (row: PlayerRow): PlayerFacts | null =>
  row.role === null
    ? null
    : {
        id: row.id,
        role: row.role,
        status: row.status,
        currency: row.currency,
        stakeFactorBp: row.stake_factor_bp,
        available: row.available,
        sessionStands: row.session_stands,
      };

const policies = new Map<number, BettingPolicy>();

/** The rules of that version. Policy rows never change, so one that was read is good for ever. */
export const policyOf = async (version: number | null): Promise<BettingPolicy> => {
  if (version === null) throw new Error("there is no betting policy: run the seed");
  const known = policies.get(version);
  if (known) return known;
  const [row] = await rows<{ rules: unknown }>("select rules from betting_policy where version = $1", [
    version,
  ]);
  const policy = parsePolicy(version, row?.rules);
  policies.set(version, policy);
  return policy;
};

/** What bets on running events wait under the newest policy, to tell a player before a bet is sent. */
export const inPlayDelays = async (): Promise<InPlayDelays> => {
  const [newest] = await rows<{ version: number | null }>(
    "select max(version) as version from betting_policy",
    [],
    "newest-policy",
  );
  const { rules } = await policyOf(newest?.version ?? null);
  return { bySport: rules.inPlayDelayMs, other: rules.inPlayDelayMsDefault };
};

const outcomeKey = (marketId: string, key: string): string => `${marketId}:${key}`;

const loadMany = async (requests: SnapshotRequest[]): Promise<LoadedSnapshot[]> => {
  const wanted = new Map(
    requests.flatMap(({ legs }) =>
      legs.map((leg) => [outcomeKey(leg.marketId, leg.outcomeKey), leg] as const),
    ),
  );
  const outcomes = [...wanted.values()];
  const [players, books] = await Promise.all([
    rows<PlayerRow>(
      PLAYERS,
      [
        requests.map((request) => request.playerId),
        requests.map((request) => request.idempotencyKey),
        requests.map((request) => request.sessionId),
      ],
      "snapshot-players",
    ),
    rows<BookRow>(
      BOOKS,
      [outcomes.map((leg) => leg.marketId), outcomes.map((leg) => leg.outcomeKey)],
      "snapshot-books",
    ),
  ]);
  const bookBy = new Map(books.map((row) => [outcomeKey(row.market_id, row.key), bookOf(row)]));
  const policy = await policyOf(players[0]?.policy_version ?? null);
  return requests.map((request, index) => {
    const row = players[index] as PlayerRow;
    return {
      player: playerOf(row),
      policy,
      books: request.legs.map((leg) => bookBy.get(outcomeKey(leg.marketId, leg.outcomeKey)) ?? null),
      nowMs: Number(row.now_ms),
      existing: row.bet_id && row.bet_hash ? { id: row.bet_id, inputHash: row.bet_hash } : null,
    };
  });
};

/** Everything that deciding this slip needs, as the database has it now. Many requests share one read. */
export const loadSnapshot = groupCalls(loadMany, { sizeMax: 128, lanes: 2, crowd: 32 });

/** What this key has made by now. */
export const madeByKey = async (playerId: string, idempotencyKey: string): Promise<MadeByKey | null> => {
  const [made] = await rows<MadeByKey>(
    `select bet_id as id, encode(input_hash, 'hex') as "inputHash" from bet_key
      where player_id = $1 and idempotency_key = $2`,
    [playerId, idempotencyKey],
    "made-by-key",
  );
  return made ?? null;
};
