import { isInputFault, rows } from "#lib/platform/database/db.ts";
import { groupCalls } from "#lib/platform/database/group.ts";
import { combinationOf } from "./combination.ts";
import type { BetSnapshot, BookFacts, PlayerFacts } from "./decide.ts";
import type { PlayerStake } from "./limits.ts";
import { type BettingPolicy, parsePolicy } from "./policy.ts";
import type { BettingTerms, SlipLeg } from "./schema.ts";

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
  role: string | null;
  status: string;
  currency: string;
  stakeFactorBp: number;
  available: string;
  sessionStands: boolean;
  /** What all open bets on the combination would pay. */
  combinationPayout: string;
  /** Of the bet that the key names, while it waits: it does not count against itself. */
  heldStake: string;
  heldCombinationPayout: string;
  betId: string | null;
  betHash: string | null;
  policyVersion: number | null;
  nowMs: number;
};

type BookRow = Omit<BookFacts, "marketVersion" | "odds" | "marketStake" | "outcomePayout"> & {
  marketVersion: string;
  odds: string | null;
  marketStake: string;
  outcomePayout: string;
};

/** Staked on a leg's outcome, market and event; null where that is nothing. */
type StakeRow = [string, string, string] | null;

const stakeOf = (row: StakeRow | undefined, held: bigint): PlayerStake => {
  const [outcome, market, event] = row ?? ["0", "0", "0"];
  return row
    ? { outcome: BigInt(outcome) - held, market: BigInt(market) - held, event: BigInt(event) - held }
    : { outcome: 0n, market: 0n, event: 0n };
};

const bookOf = (row: BookRow): BookFacts => ({
  ...row,
  marketVersion: BigInt(row.marketVersion),
  odds: row.odds === null ? null : BigInt(row.odds),
  marketStake: BigInt(row.marketStake),
  outcomePayout: BigInt(row.outcomePayout),
});

const playerOf = (row: PlayerRow): PlayerFacts | null =>
  row.role === null
    ? null
    : {
        id: row.id,
        role: row.role,
        status: row.status,
        currency: row.currency,
        stakeFactorBp: row.stakeFactorBp,
        available: BigInt(row.available),
        sessionStands: row.sessionStands,
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

const newestPolicy = async (): Promise<BettingPolicy> => {
  const [newest] = await rows<{ version: number | null }>(
    "select max(version) as version from betting_policy",
    [],
    "newest-policy",
  );
  return policyOf(newest?.version ?? null);
};

/** What a player should know of the newest policy before a bet is sent. */
export const bettingTerms = async (): Promise<BettingTerms> => {
  const { rules } = await newestPolicy();
  return {
    inPlayDelays: { bySport: rules.inPlayDelayMs, other: rules.inPlayDelayMsDefault },
    payoutMax: Object.fromEntries(
      Object.entries(rules.currencies).map(([currency, { payoutMax }]) => [currency, payoutMax.toString()]),
    ),
  };
};

// An id holds no space (idText).
const outcomeKey = (marketId: string, key: string): string => `${marketId} ${key}`;

const loadMany = async (requests: SnapshotRequest[]): Promise<LoadedSnapshot[]> => {
  const wanted = new Map(
    requests.flatMap(({ legs }) =>
      legs.map((leg) => [outcomeKey(leg.marketId, leg.outcomeKey), leg] as const),
    ),
  );
  const outcomes = [...wanted.values()];
  const legs = requests.flatMap((request) => request.legs.map((leg) => ({ ...leg, by: request.playerId })));
  const [read] = await rows<{ players: PlayerRow[]; books: BookRow[] | null; stakes: StakeRow[] | null }>(
    "select players, books, stakes from betting_snapshot($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    [
      requests.map((request) => request.playerId),
      requests.map((request) => request.idempotencyKey),
      requests.map((request) => request.sessionId),
      requests.map((request) => combinationOf(request.legs)),
      outcomes.map((leg) => leg.marketId),
      outcomes.map((leg) => leg.outcomeKey),
      legs.map((leg) => leg.by),
      legs.map((leg) => leg.marketId),
      legs.map((leg) => leg.outcomeKey),
    ],
    "betting-snapshot",
  );
  const players = read?.players ?? [];
  const bookBy = new Map(
    (read?.books ?? []).map((row) => [outcomeKey(row.marketId, row.outcomeKey), bookOf(row)]),
  );
  const policy = await policyOf(players[0]?.policyVersion ?? null);
  let place = 0;
  return requests.map((request, index) => {
    const row = players[index] as PlayerRow;
    const stakes = read?.stakes?.slice(place, place + request.legs.length) ?? [];
    place += request.legs.length;
    return {
      player: playerOf(row),
      policy,
      books: request.legs.map((leg) => bookBy.get(outcomeKey(leg.marketId, leg.outcomeKey)) ?? null),
      playerStakes: request.legs.map((_, leg) => stakeOf(stakes[leg], BigInt(row.heldStake))),
      combinationPayout: BigInt(row.combinationPayout) - BigInt(row.heldCombinationPayout),
      nowMs: row.nowMs,
      existing: row.betId && row.betHash ? { id: row.betId, inputHash: row.betHash } : null,
    };
  });
};

/** Everything that deciding this slip needs, as the database has it now. Many requests share one read. */
export const loadSnapshot = groupCalls(loadMany, {
  sizeMax: 128,
  lanes: 2,
  crowd: 32,
  isolates: isInputFault,
});

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
