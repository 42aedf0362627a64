import { z } from "zod";
import { createBatcher } from "#lib/platform/database/batching.ts";
import { db, isInputFault } from "#lib/platform/database/db.ts";
import { array, int4, json, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { unverifiedOf } from "#lib/players/index.ts";
import { LIMIT_PERIODS, PLAY_STOPS, STAKE_LIMITS, type Unverified } from "#lib/players/schema.ts";
import { loadBoosts } from "./boosts/load.ts";
import { loadBuilders } from "./builder/load.ts";
import { combinationOf } from "./combination.ts";
import type { BetSnapshot, BookFacts, PlayerFacts } from "./decide.ts";
import { loadFreeBets } from "./free-bets/free-bets.ts";
import type { PlayerStake } from "./limits.ts";
import { type BettingPolicy, parsePolicy } from "./policy.ts";
import type { BettingTerms, SlipLeg } from "./schema.ts";

export type SnapshotRequest = {
  playerId: string;
  sessionId: string | null;
  idempotencyKey: string;
  legs: readonly SlipLeg[];
  freeBet?: string | undefined;
  boost?: string | undefined;
};

/** What an idempotency key has already made: an accepted bet, or one that is pending or was rejected. */
type MadeByKey = { id: string; inputHash: string };

export type LoadedSnapshot = BetSnapshot & { nowMs: number; existing: MadeByKey | null };

const PLAYER = z.object({
  id: z.string(),
  /** Null where there is no such player. */
  status: z.string().nullable(),
  /** Null where the player was never excluded. */
  excludedUntilMs: z.number().nullable(),
  country: z.string().nullable(),
  /** The end of each verified level of identity, null without one. */
  verified: z.record(z.string(), z.number().nullable()).nullable(),
  identityVersion: z.number().nullable(),
  openedMs: z.number().nullable(),
  /** Null where play is not stopped. */
  playUntilMs: z.number().nullable(),
  playStop: z.enum(PLAY_STOPS).nullable(),
  currency: z.string(),
  stakeFactorBp: z.number(),
  available: z.string(),
  /** Null where the player owes nothing. */
  owes: z.literal(true).nullable(),
  sessionStands: z.boolean(),
  /** What all open bets on the combination would pay. */
  combinationPayout: z.string(),
  /** Held for the bet of this key while it is pending: it does not count against itself. */
  heldStake: z.string(),
  heldCombinationPayout: z.string(),
  betId: z.string().nullable(),
  betHash: z.string().nullable(),
  /** The limits that the player has set on stakes and losses; null for none. */
  limits: z
    .array(
      z.object({
        kind: z.enum(STAKE_LIMITS),
        period: z.enum(LIMIT_PERIODS),
        amount: z.string(),
        used: z.string(),
        resetsAtMs: z.number(),
      }),
    )
    .nullable(),
  policyVersion: z.number().nullable(),
  nowMs: z.number(),
});
type PlayerRow = z.infer<typeof PLAYER>;

const BOOK = z.object({
  eventId: z.string(),
  sportId: z.string(),
  eventStatus: z.number(),
  startsAtMs: z.number(),
  marketId: z.string(),
  marketType: z.string(),
  marketStatus: z.number(),
  marketVersion: z.string(),
  suspension: z.string().nullable(),
  outcomeKey: z.string(),
  active: z.boolean(),
  odds: z.string().nullable(),
  probability: z.number().nullable(),
  marketStake: z.string(),
  outcomePayout: z.string(),
  /** Set by traders for the market or its event; null where it is the policy's. */
  stakeMax: z.string().nullable(),
  payoutMax: z.string().nullable(),
  beforeStart: z.literal(true).nullable(),
  competitionId: z.string(),
  alone: z.literal(true).nullable(),
});
type BookRow = z.infer<typeof BOOK>;

/** Staked on a leg's outcome, market and event; null for nothing. */
const STAKE = z.tuple([z.string(), z.string(), z.string()]).nullable();
type StakeRow = z.infer<typeof STAKE>;

// Everything as JSON: one row, whatever the number of requests.
const readSnapshot = statement({
  name: "betting-snapshot",
  text: "select players, books, stakes from betting_snapshot($1, $2, $3, $4, $5, $6, $7, $8, $9)",
  params: [
    array(uuid),
    array(text),
    array(nullable(uuid)),
    array(nullable(uuid)),
    array(text),
    array(text),
    array(uuid),
    array(text),
    array(text),
  ],
  row: {
    players: json(z.array(PLAYER)),
    books: nullable(json(z.array(BOOK))),
    stakes: nullable(json(z.array(STAKE))),
  },
});

const stakeOf = (row: StakeRow | undefined, held: bigint): PlayerStake => {
  const [outcome, market, event] = row ?? ["0", "0", "0"];
  return row
    ? { outcome: BigInt(outcome) - held, market: BigInt(market) - held, event: BigInt(event) - held }
    : { outcome: 0n, market: 0n, event: 0n };
};

const bookOf = ({ stakeMax, payoutMax, beforeStart, alone, ...row }: BookRow): BookFacts => ({
  ...row,
  marketVersion: BigInt(row.marketVersion),
  odds: row.odds === null ? null : BigInt(row.odds),
  marketStake: BigInt(row.marketStake),
  outcomePayout: BigInt(row.outcomePayout),
  ...(stakeMax !== null && { stakeMax: BigInt(stakeMax) }),
  ...(payoutMax !== null && { payoutMax: BigInt(payoutMax) }),
  ...(beforeStart && { beforeStart }),
  ...(alone && { alone }),
});

const unverifiedIn = ({ country, verified, openedMs, nowMs }: PlayerRow): Unverified | null => {
  const missing = unverifiedOf(
    { country: country ?? "", verified: verified ?? {}, openedMs: openedMs ?? 0 },
    nowMs,
  );
  return missing && { levels: missing.levels, gates: missing.gates };
};

const playerOf = (row: PlayerRow): PlayerFacts | null => {
  const unverified = unverifiedIn(row);
  return row.status === null
    ? null
    : {
        id: row.id,
        status: row.status,
        ...(row.excludedUntilMs !== null && { excludedUntilMs: row.excludedUntilMs }),
        ...(unverified && { unverified }),
        ...(row.identityVersion !== null && { identityVersion: row.identityVersion }),
        ...(row.playUntilMs !== null &&
          row.playStop !== null &&
          row.betId === null && { playUntilMs: row.playUntilMs, playStop: row.playStop }),
        ...(row.owes && { owes: row.owes }),
        currency: row.currency,
        stakeFactorBp: row.stakeFactorBp,
        available: BigInt(row.available),
        sessionStands: row.sessionStands,
      };
};

const policies = new Map<number, BettingPolicy>();

/** The rules of that version. Policy rows never change, so a rule that was read can be cached for ever. */
export const policyOf = async (version: number | null): Promise<BettingPolicy> => {
  if (version === null) throw new Error("there is no betting policy: run the seed");
  const known = policies.get(version);
  if (known) return known;
  const row = await db().bettingPolicy.findUnique({ select: { rules: true }, where: { version } });
  const policy = parsePolicy(version, row?.rules);
  policies.set(version, policy);
  return policy;
};

const newestVersion = statement({
  name: "newest-policy",
  text: "select max(version) as version from betting_policy",
  params: [],
  row: { version: nullable(int4) },
});

/** The rules in force. */
export const newestPolicy = async (): Promise<BettingPolicy> => {
  const newest = await newestVersion.first([]);
  return policyOf(newest?.version ?? null);
};

/** What players need to know of the newest policy before they bet. */
export const bettingTerms = async (): Promise<BettingTerms> => {
  const { rules } = await newestPolicy();
  return {
    inPlayDelays: {
      inPlayDelayMs: rules.inPlayDelayMs,
      inPlayDelayMsDefault: rules.inPlayDelayMsDefault,
    },
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
  const read = await readSnapshot.first([
    requests.map((request) => request.playerId),
    requests.map((request) => request.idempotencyKey),
    requests.map((request) => request.sessionId),
    requests.map((request) => combinationOf(request.legs)),
    outcomes.map((leg) => leg.marketId),
    outcomes.map((leg) => leg.outcomeKey),
    legs.map((leg) => leg.by),
    legs.map((leg) => leg.marketId),
    legs.map((leg) => leg.outcomeKey),
  ]);
  const players = read?.players ?? [];
  const bookBy = new Map(
    (read?.books ?? []).map((row) => [outcomeKey(row.marketId, row.outcomeKey), bookOf(row)]),
  );
  const [policy, builders, boosts, freeBets] = await Promise.all([
    policyOf(players[0]?.policyVersion ?? null),
    loadBuilders(requests.map((request) => request.legs)),
    loadBoosts(requests),
    loadFreeBets(
      requests.map(({ playerId, freeBet }, index) => ({
        playerId,
        freeBet,
        betId: players[index]?.betId ?? null,
      })),
    ),
  ]);
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
      limits: (row.limits ?? []).map((limit) => ({
        ...limit,
        amount: BigInt(limit.amount),
        used: BigInt(limit.used),
      })),
      builders: builders[index] ?? [],
      ...(freeBets[index] !== undefined && { freeBet: freeBets[index] }),
      ...(boosts[index] !== undefined && { boost: boosts[index] }),
      nowMs: row.nowMs,
      existing: row.betId && row.betHash ? { id: row.betId, inputHash: row.betHash } : null,
    };
  });
};

/** All inputs of the decision on this slip, current in the database. Concurrent requests share one read. */
export const loadSnapshot = createBatcher(loadMany, {
  sizeMax: 128,
  lanes: 2,
  minBatch: 32,
  isolates: isInputFault,
});

const madeBy = statement({
  name: "made-by-key",
  text: `
    select bet_id as id, encode(input_hash, 'hex') as "inputHash" from bet_key
      where player_id = $1 and idempotency_key = $2`,
  params: [uuid, text],
  row: { id: uuid, inputHash: text },
});

/** What this key has made so far. */
export const madeByKey = async (playerId: string, idempotencyKey: string): Promise<MadeByKey | null> => {
  const made = await madeBy.first([playerId, idempotencyKey]);
  return made ?? null;
};
