import type { BoostFacts } from "./boosts/decide.ts";
import type { BuilderFacts } from "./builder/load.ts";
import { type BetSnapshot, type BookFacts, DECISION_RULES, type PlayerFacts } from "./decide.ts";
import type { FreeBetFacts } from "./free-bets/decide.ts";
import type { BetLimitUse } from "./limits.ts";
import { type BettingPolicy, parsePolicy } from "./policy.ts";
import type { ReferralFacts, ReferralOffer } from "./referrals/schema.ts";
import type { BetRefusal, Slip } from "./schema.ts";

/**
 * The inputs of a decision, as stored with the bet or the refusal. The policy is stored as its version, because its
 * rows never change; everything else is stored in full. bigints are text here.
 */
export type DecisionRecord = {
  nowMs: number;
  /** The version of the rules of `decideBet`; absent in records from before there was a second one. */
  rules?: number;
  policyVersion: number;
  slip: {
    stake: string;
    oddsChoice: Slip["oddsChoice"];
    legs: { marketId: string; outcomeKey: string; odds: string; builder?: number }[];
    system?: { sizes: number[]; bankers: number[] };
    freeBet?: string;
    boost?: string;
  };
  player:
    | (Omit<PlayerFacts, "available" | "sessionStands"> & { available: string; sessionStands?: boolean })
    | null;
  books: (Record<string, string | number | boolean | null> | null)[];
  /** One per leg: the stakes on its outcome, market and event. Absent if there were none. */
  playerStakes?: { outcome: string; market: string; event: string }[];
  /** Absent where there are none. */
  builders?: BuilderFacts[];
  combinationPayout?: string;
  /** Absent where the player has set none. */
  limits?: (Omit<BetLimitUse, "amount" | "used"> & { amount: string; used: string })[];
  /** Absent where the slip names none; null if the player had no such one. */
  freeBet?: (Omit<FreeBetFacts, "amount" | "minOdds"> & { amount: string; minOdds: string | null }) | null;
  /** Absent where the slip names none; null if it was not in force. */
  boost?:
    | (Record<"odds" | "stakeMax" | "staked" | "left", string> & Pick<BoostFacts, "id" | "endsAtMs">)
    | null;
  /** Of a referred bet at its end. */
  referral?: {
    ruling: ReferralFacts["ruling"];
    maximumStake: string;
    offer: { stake: string; odds: string | null } | null;
  };
  /** Of a bet that takes the place of another one. */
  edit?: { value: string };
};

/** A book as text; what traders have not set is left out. */
const bookText = ({ stakeMax, payoutMax, ...book }: BookFacts) => ({
  ...book,
  marketVersion: book.marketVersion.toString(),
  odds: book.odds === null ? null : book.odds.toString(),
  marketStake: book.marketStake.toString(),
  outcomePayout: book.outcomePayout.toString(),
  ...(stakeMax !== undefined && { stakeMax: stakeMax.toString() }),
  ...(payoutMax !== undefined && { payoutMax: payoutMax.toString() }),
});

type BoostRecord = NonNullable<DecisionRecord["boost"]>;

const boostText = ({ id, odds, endsAtMs, stakeMax, staked, left }: BoostFacts): BoostRecord => ({
  id,
  odds: odds.toString(),
  endsAtMs,
  stakeMax: stakeMax.toString(),
  staked: staked.toString(),
  left: left.toString(),
});

const boostFacts = ({ id, odds, endsAtMs, stakeMax, staked, left }: BoostRecord): BoostFacts => ({
  id,
  odds: BigInt(odds),
  endsAtMs,
  stakeMax: BigInt(stakeMax),
  staked: BigInt(staked),
  left: BigInt(left),
});

export const recordDecision = (slip: Slip, snapshot: BetSnapshot, nowMs: number): DecisionRecord => ({
  nowMs,
  rules: DECISION_RULES,
  policyVersion: snapshot.policy.version,
  slip: {
    stake: slip.stake,
    oddsChoice: slip.oddsChoice,
    legs: slip.legs.map((leg) => ({ ...leg, odds: leg.odds.toString() })),
    ...(slip.system && { system: slip.system }),
    ...(slip.freeBet && { freeBet: slip.freeBet }),
    ...(slip.boost && { boost: slip.boost }),
  },
  player: snapshot.player && { ...snapshot.player, available: snapshot.player.available.toString() },
  books: snapshot.books.map((book) => book && bookText(book)),
  ...(snapshot.playerStakes.some(({ event }) => event > 0n) && {
    playerStakes: snapshot.playerStakes.map(({ outcome, market, event }) => ({
      outcome: outcome.toString(),
      market: market.toString(),
      event: event.toString(),
    })),
  }),
  ...(snapshot.builders?.length && { builders: [...snapshot.builders] }),
  ...(snapshot.combinationPayout > 0n && { combinationPayout: snapshot.combinationPayout.toString() }),
  ...(snapshot.limits?.length && {
    limits: snapshot.limits.map((limit) => ({
      ...limit,
      amount: limit.amount.toString(),
      used: limit.used.toString(),
    })),
  }),
  ...(snapshot.freeBet !== undefined && {
    freeBet: snapshot.freeBet && {
      ...snapshot.freeBet,
      amount: snapshot.freeBet.amount.toString(),
      minOdds: snapshot.freeBet.minOdds?.toString() ?? null,
    },
  }),
  ...(snapshot.boost !== undefined && { boost: snapshot.boost && boostText(snapshot.boost) }),
  ...(snapshot.referral && {
    referral: {
      ruling: snapshot.referral.ruling,
      maximumStake: snapshot.referral.maximumStake.toString(),
      offer: snapshot.referral.offer && {
        stake: snapshot.referral.offer.stake,
        odds: snapshot.referral.offer.odds?.toString() ?? null,
      },
    },
  }),
  ...(snapshot.edit && { edit: { value: snapshot.edit.value.toString() } }),
});

/** The slip as the player sent it. */
export const readSlip = ({ slip }: DecisionRecord): Slip => ({
  stake: slip.stake,
  oddsChoice: slip.oddsChoice,
  legs: slip.legs.map((leg) => ({ ...leg, odds: BigInt(leg.odds) })),
  ...(slip.system && { system: slip.system }),
  ...(slip.freeBet && { freeBet: slip.freeBet }),
  ...(slip.boost && { boost: slip.boost }),
});

const NOTHING_STAKED = { outcome: "0", market: "0", event: "0" };

/** An offer as it is stored, with its odds as a number. */
export const offerOf = ({ stake, odds }: { stake: string; odds: string | null }): ReferralOffer => ({
  stake,
  odds: odds === null ? null : BigInt(odds),
});

/** Converts a record to the inputs of `decideBet`. @param policyRules the rules of the policy version in the record */
export const readRecord = (record: DecisionRecord, policyRules: unknown) => {
  const policy: BettingPolicy = parsePolicy(record.policyVersion, policyRules);
  const snapshot: BetSnapshot = {
    policy,
    // Records from before in-play delays have neither session nor sport: refusals for a barred player were not
    // recorded, and there were no delays.
    player: record.player && {
      sessionStands: true,
      ...record.player,
      available: BigInt(record.player.available),
    },
    books: record.books.map((book) =>
      book
        ? ({
            sportId: "",
            // Its name in records from before the column was renamed.
            marketType: book.template,
            ...book,
            marketVersion: BigInt(String(book.marketVersion)),
            odds: book.odds === null ? null : BigInt(String(book.odds)),
            marketStake: BigInt(String(book.marketStake)),
            outcomePayout: BigInt(String(book.outcomePayout)),
            ...(book.stakeMax !== undefined && { stakeMax: BigInt(String(book.stakeMax)) }),
            ...(book.payoutMax !== undefined && { payoutMax: BigInt(String(book.payoutMax)) }),
          } as BetSnapshot["books"][number])
        : null,
    ),
    playerStakes: record.slip.legs.map((_, index) => {
      const { outcome, market, event } = record.playerStakes?.[index] ?? NOTHING_STAKED;
      return { outcome: BigInt(outcome), market: BigInt(market), event: BigInt(event) };
    }),
    ...(record.builders && { builders: record.builders }),
    combinationPayout: BigInt(record.combinationPayout ?? "0"),
    limits: (record.limits ?? []).map((limit) => ({
      ...limit,
      amount: BigInt(limit.amount),
      used: BigInt(limit.used),
    })),
    ...(record.freeBet !== undefined && {
      freeBet: record.freeBet && {
        ...record.freeBet,
        amount: BigInt(record.freeBet.amount),
        minOdds: record.freeBet.minOdds === null ? null : BigInt(record.freeBet.minOdds),
      },
    }),
    ...(record.boost !== undefined && { boost: record.boost && boostFacts(record.boost) }),
    ...(record.referral && {
      referral: {
        ruling: record.referral.ruling,
        maximumStake: BigInt(record.referral.maximumStake),
        offer: record.referral.offer && offerOf(record.referral.offer),
      },
    }),
    ...(record.edit && { edit: { value: BigInt(record.edit.value) } }),
  };
  return { slip: readSlip(record), snapshot, nowMs: record.nowMs, rules: record.rules ?? 1 };
};

/** A refusal as stored JSON: amounts and odds are text. */
export type StoredRefusal = { code: BetRefusal["code"] } & Record<string, unknown>;

const AMOUNTS = new Set([
  "amount",
  "left",
  "minimum",
  "maximum",
  "maximumStake",
  "staked",
  "available",
  "was",
  "now",
]);

/** Converts a stored refusal to what `decideBet` returned. */
export const readRefusal = (stored: StoredRefusal): BetRefusal =>
  JSON.parse(JSON.stringify(stored), (key, value) =>
    AMOUNTS.has(key) && typeof value === "string" ? BigInt(value) : value,
  ) as BetRefusal;
