import { isCurrency, type Money, maxBigint, money, parseMinor } from "#lib/core/money.ts";
import { combinedOdds, ODDS_SCALE, type Odds } from "#lib/core/odds.ts";
import { acceptsOdds, needsConsent } from "#lib/core/odds-choice.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { gateRefusal, type PlayStop, type Unverified } from "#lib/players/schema.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import { checkAvailability } from "./availability.ts";
import { type BoostFacts, type DecidedBoost, offeredBoost } from "./boosts/decide.ts";
import { builderOdds, isProblem } from "./builder/joint.ts";
import type { BuilderFacts } from "./builder/load.ts";
import { type Selection, selectionLines, selectionsOf } from "./builder/selections.ts";
import { combinationOf } from "./combination.ts";
import {
  type Exposure,
  exposuresOf,
  inBase,
  linePayouts,
  lineTerms,
  type PricedSelection,
} from "./exposure.ts";
import { checkFreeBet, type FreeBetFacts } from "./free-bets/decide.ts";
import { longestDelay } from "./in-play-delay.ts";
import {
  type BetLimitUse,
  checkStake,
  legMaxOf,
  type PlayerStake,
  playerStakeMax,
  type StakeFacts,
  stakeLimits,
} from "./limits.ts";
import { checkStakeBeforeRules3 } from "./limits-before-rules-3.ts";
import type { Line } from "./lines.ts";
import type { BettingPolicy } from "./policy.ts";
import { endedReferral, isReferable, WAIVED, withOffer } from "./referrals/decide.ts";
import type { ReferralFacts } from "./referrals/schema.ts";
import type { BetKind, BetRefusal, OddsChoice, Slip, SlipLeg } from "./schema.ts";

/** What the decision reads about the player. */
export type PlayerFacts = {
  id: string;
  status: string;
  /** Missing where the player was never excluded. */
  excludedUntilMs?: number;
  /** What is missing of the player's identity; missing where nothing is. */
  unverified?: Unverified;
  /** The number of the identity's last change; missing in records from before it was read. */
  identityVersion?: number;
  /** From when play is stopped, and why. Missing where it is not, and for a pending bet: it was received in time. */
  playUntilMs?: number;
  playStop?: PlayStop;
  /** Missing where the player owes nothing. */
  owes?: true;
  currency: string;
  stakeFactorBp: number;
  /** What can be staked, including what is already held for this very bet. */
  available: bigint;
  /** Whether the session that sent the bet is still valid. True where nobody signed in, as for a simulated player. */
  sessionStands: boolean;
};

/** What the decision reads about one leg's outcome and its market. */
export type BookFacts = {
  eventId: string;
  sportId: string;
  eventStatus: number;
  startsAtMs: number;
  marketId: string;
  marketType: string;
  marketStatus: number;
  marketVersion: bigint;
  /** "source:reason" of the widest active suspension, or null. */
  suspension: string | null;
  outcomeKey: string;
  active: boolean;
  odds: Odds | null;
  probability: number | null;
  /** Stakes taken on the market and payout due on the outcome so far, in minor units of the base currency. */
  marketStake: bigint;
  outcomePayout: bigint;
  /**
   * Set by traders for the market or its event: the most that a player may stake on one outcome, before the player's factor, and that one bet
   * may return, in minor units of the base currency. Absent: the policy's.
   */
  stakeMax?: bigint;
  payoutMax?: bigint;
  /** Staff wrote the market: it is sold until the event begins. */
  beforeStart?: true;
  /** Missing in records from before events could stand alone. */
  competitionId?: string;
  /** No other event of its competition may be in the same line: it may be part of what decides this one. */
  alone?: true;
};

export type BetSnapshot = {
  player: PlayerFacts | null;
  policy: BettingPolicy;
  /** One per leg, in the slip's order; null if the outcome does not exist. */
  books: (BookFacts | null)[];
  /** What the player has staked so far on each leg's outcome, market and event, without this bet. */
  playerStakes: readonly PlayerStake[];
  /** The builders of the slip, by their numbers; missing in records of slips without one. */
  builders?: readonly BuilderFacts[];
  /** What all open bets on this combination would pay, without this one, in minor units of the base currency. */
  combinationPayout: bigint;
  /** The limits that the player has set on stakes and losses, with what counts towards them, this bet not included. */
  limits?: readonly BetLimitUse[];
  /** Of a referred bet at its end. */
  referral?: ReferralFacts;
  /** Of a bet that takes the place of another one: what that is worth. The rest of the snapshot is without that bet. */
  edit?: { value: bigint };
  /** The free bet that the slip names; null if the player has no such one. */
  freeBet?: FreeBetFacts | null;
  /** The boost that the slip names; null if it is not in force on the outcome. */
  boost?: BoostFacts | null;
};

export type DecidedLeg = {
  eventId: string;
  marketId: string;
  outcomeKey: string;
  odds: Odds;
  marketVersion: bigint;
  exposureStake: bigint;
  exposurePayout: bigint;
  /** Where traders have set a lower limit for its market: the most that the player may have staked on its outcome and market, including this bet. */
  playerMax?: Pick<PlayerStake, "outcome" | "market">;
  /** The number of its builder. */
  builder?: number;
};

/** An acceptance that is not committed: it holds only as long as the versions in it are current. */
export type DecidedBet = {
  kind: BetKind;
  /** Of all lines together. */
  stake: Money;
  /** The lines of a system or of a bet with a builder; null for the one line of all legs. */
  lines: readonly Line[] | null;
  /** What the stake is multiplied by if all legs win. */
  odds: Odds;
  potentialReturn: Money;
  oddsChoice: OddsChoice;
  policyVersion: number;
  /** The delay between receiving and accepting: the longest of the running legs, 0 without one. */
  delayMs: number;
  /**
   * For an accumulator, with its payout and the most that all bets on it may pay, in minor units of the base
   * currency.
   */
  combination: { id: string; payout: bigint; payoutMax: bigint } | null;
  /** The most that the player may have staked on each leg's outcome, market and event, including this bet. */
  playerMax: PlayerStake;
  /** What the commit finds unchanged; missing in records from before identities were verified. */
  identityVersion?: number;
  /** The refusal that the limits alone would give, where a trader is asked instead. */
  referred?: BetRefusal;
  /** The odds are a trader's offer, not the board's. */
  offered?: true;
  /** The free bet that is the stake. */
  freeBetId?: string;
  /** The odds are those of a boost, for the profit in minor units of the base currency. */
  boost?: DecidedBoost & { liability: bigint };
  legs: DecidedLeg[];
};

/**
 * The rules that `decideBet` applies now. Each decision records the version it was made by, and is made again by that one.
 * 1: a player who asks to be asked is refused at better odds too. 2: better odds are always accepted. 3: limits are cumulative, and a
 * refusal names the tightest of them. 4: a currency without limits is named, and limits
 * that players set apply. 5: a bet over a limit of the operator's is referred where the policy says so, unless it takes the place of another one.
 */
export const DECISION_RULES = 5;

/** Before rules 2, who asked to be asked was asked about better odds too, as the slip asks before it sends a bet. */
const acceptsChange = (choice: OddsChoice, was: Odds, now: Odds, rules: number): boolean =>
  rules >= 2 ? acceptsOdds(choice, was, now) : !needsConsent(choice, was, now);

/** An outright and an event of its competition decide each other in part. */
const checkRelated = (books: readonly BookFacts[], lines: readonly Line[]): BetRefusal | null => {
  if (!books.some(({ alone }) => alone)) return null;
  for (const line of lines) {
    const own = line.map((position) => books[position] as BookFacts);
    for (const one of own.filter(({ alone }) => alone)) {
      const other = own.find(
        ({ competitionId, eventId }) => competitionId === one.competitionId && eventId !== one.eventId,
      );
      if (other)
        return {
          code: "legs_not_combinable",
          reason: "related",
          marketIds: [one.marketId, other.marketId],
        };
    }
  }
  return null;
};

/** The price of a line is the product of its odds, so its selections must be independent: one per event. */
const checkCombination = (
  books: readonly BookFacts[],
  legs: readonly SlipLeg[],
  lines: readonly Line[],
): BetRefusal | null => {
  const related = checkRelated(books, lines);
  if (related) return related;
  if (new Set(books.map(({ eventId }) => eventId)).size === books.length) return null;
  for (const line of lines) {
    const byEvent = new Map<string, number>();
    for (const position of line) {
      const { eventId, marketId } = books[position] as BookFacts;
      const first = byEvent.get(eventId);
      if (first === undefined) byEvent.set(eventId, position);
      const builder = legs[position]?.builder;
      if (first === undefined || (builder !== undefined && builder === legs[first]?.builder)) continue;
      const other = books[first]?.marketId ?? "";
      const reason = other === marketId ? "same_market" : "same_event";
      return { code: "legs_not_combinable", reason, marketIds: [other, marketId] };
    }
  }
  return null;
};

const boosted = ({ id, plainOdds, stakeMax }: DecidedBoost, [exposure]: readonly Exposure[]) => ({
  id,
  plainOdds,
  stakeMax,
  liability: (exposure?.payout ?? 0n) - (exposure?.stake ?? 0n),
});

type Priced = { odds: Odds[]; selections: PricedSelection[] };

/** The price of each leg: its own, or that of its builder on the first of its legs and 1 on the others. */
const priceLegs = (
  books: readonly BookFacts[],
  selections: readonly Selection[],
  { builders, policy }: BetSnapshot,
): Result<Priced, BetRefusal> => {
  const odds = books.map((book) => book.odds as Odds);
  const priced: PricedSelection[] = [];
  for (const selection of selections) {
    const { legs, builder } = selection;
    const [first = 0] = legs;
    if (builder === null) {
      priced.push({ ...selection, probability: books[first]?.probability ?? 1 });
      continue;
    }
    const marketIds = legs.map((at) => books[at]?.marketId ?? "");
    const joint = builders?.find((each) => each.builder === builder);
    if (joint && isProblem(joint))
      return refuse({ code: "legs_not_combinable", reason: joint.reason, marketIds: joint.marketIds });
    const price =
      joint &&
      builderOdds(
        joint,
        legs.map((at) => books[at]?.odds as Odds),
        policy.rules.builderMarginBp,
      );
    if (!price) return refuse({ code: "legs_not_combinable", reason: "builder_unavailable", marketIds });
    for (const at of legs) odds[at] = at === first ? price : ODDS_SCALE;
    priced.push({ ...selection, probability: joint.win });
  }
  return accept({ odds, selections: priced });
};

const delayOf = (books: readonly BookFacts[], { rules }: BettingPolicy): number =>
  longestDelay(
    rules,
    books.flatMap(({ eventStatus, sportId }) => (eventStatus === EVENT_STATUS.live ? [sportId] : [])),
  );

/**
 * Decides a slip on a snapshot: the six checks, in the order in which a player can act on them. Pure: the same slip,
 * snapshot and time give the same answer, even years later. Only the player's choices are taken from the client:
 * prices come from the snapshot.
 * @param nowMs the database's time, in milliseconds
 * @param rules the version of the rules to apply; an older one only to replay a recorded decision
 */
export const decideBet = (
  sent: Slip,
  snapshot: BetSnapshot,
  nowMs: number,
  rules: number = DECISION_RULES,
): Result<DecidedBet, BetRefusal> => {
  const { player, policy, referral, edit } = snapshot;
  if (!player?.sessionStands) return refuse({ code: "player_barred" });
  const barred = gateRefusal(player, "bet", nowMs);
  if (barred) {
    const told =
      barred.code === "play_stopped" ||
      barred.reason === "excluded" ||
      barred.reason === "identity_required" ||
      barred.reason === "money_owed";
    return refuse(told ? barred : { code: "player_barred" });
  }
  const ended = referral && endedReferral(referral);
  if (ended) return refuse(ended);
  const offer = referral?.ruling === "offer_accepted" ? referral.offer : null;
  const slip = withOffer(sent, offer);
  const { currency } = player;
  const limits = policy.rules.currencies[currency];
  if (!isCurrency(currency) || !limits)
    return refuse(rules >= 4 ? { code: "currency_not_offered", currency } : { code: "player_barred" });

  const lineStake = parseMinor(slip.stake, currency);
  if (lineStake === null || lineStake === 0n) return refuse({ code: "stake_invalid" });

  const books: BookFacts[] = [];
  for (const [index, leg] of slip.legs.entries()) {
    const book = snapshot.books[index] ?? null;
    const refusal = checkAvailability(leg, book, nowMs);
    if (refusal) return refuse(refusal);
    books.push(book as BookFacts);
  }
  const selections = selectionsOf(slip.legs);
  const lines = selectionLines(selections, slip.system);
  const uncombinable = checkCombination(books, slip.legs, lines);
  if (uncombinable) return refuse(uncombinable);

  const priced = priceLegs(books, selections, snapshot);
  if (!priced.ok) return priced;
  const { odds } = priced.value;
  const boost = slip.boost
    ? offeredBoost(snapshot.boost ?? null, books[0] as BookFacts, limits, nowMs)
    : null;
  if (boost) odds[0] = boost.odds;
  const withBuilder = selections.some(({ builder }) => builder !== null);
  const moved = slip.legs.flatMap((leg, index) => {
    const now = odds[index] as Odds;
    if (offer?.odds && now >= offer.odds) return [];
    // Of a builder only the price of all legs together.
    if (now === ODDS_SCALE) return [];
    return acceptsChange(slip.oddsChoice, leg.odds, now, rules)
      ? []
      : [{ marketId: leg.marketId, outcomeKey: leg.outcomeKey, was: leg.odds, now }];
  });
  if (moved.length > 0) return refuse({ code: "odds_changed", legs: moved });
  if (offer?.odds) odds[0] = offer.odds;

  const kind: BetKind = slip.system ? "system" : books.length === 1 ? "single" : "accumulator";
  const stake = money(currency, lineStake * BigInt(lines.length));
  const free = slip.freeBet === undefined ? null : (snapshot.freeBet ?? null);
  if (slip.freeBet !== undefined) {
    const bet = {
      kind,
      currency,
      stake: stake.minor,
      odds: combinedOdds(odds),
      sports: books.map(({ sportId }) => sportId),
    };
    const unusable = checkFreeBet(free, bet, nowMs);
    if (unusable) return refuse(unusable);
  }

  const facts: StakeFacts = {
    available: free ? free.amount : player.available + (edit?.value ?? 0n),
    ...stakeLimits(books, limits, player.stakeFactorBp),
    // A free bet has the amount that it was granted with, and costs its player nothing.
    limits: free ? { ...limits, stakeMin: 1n } : limits,
    policy,
    books,
    lines: lineTerms(books, odds, lines, priced.value.selections),
    playerStakes: snapshot.playerStakes,
    combinationPayout: snapshot.combinationPayout,
    ownLimits: free ? [] : (snapshot.limits ?? []),
    waived: referral !== undefined,
    ...(boost && { boostRoom: boost.room }),
    ...(edit && { value: edit.value }),
  };
  const exceeded = (rules >= 3 ? checkStake : checkStakeBeforeRules3)(lineStake, facts);
  const asks = !edit && !free && !boost && policy.rules.referralMs > 0;
  const referred = exceeded && asks && isReferable(exceeded) ? exceeded : null;
  const unreferred = referred ? checkStake(lineStake, { ...facts, waived: true }) : exceeded;
  if (exceeded && unreferred) return refuse(exceeded);
  const waived = facts.waived || referred !== null;

  const payout = linePayouts(lineStake, facts.lines).reduce((sum, each) => sum + each, 0n);
  const potentialReturn = money(currency, free ? maxBigint(payout - stake.minor, 0n) : payout);
  const exposures = exposuresOf(facts.lines, lineStake, limits.exchange);
  const playerMax = waived
    ? { outcome: WAIVED, market: WAIVED, event: WAIVED }
    : playerStakeMax(facts.stakeMax, policy);
  const delayMs = delayOf(books, policy);
  const combinationId = combinationOf(books);

  return accept({
    kind,
    stake,
    lines: slip.system || withBuilder ? lines : null,
    odds: slip.system ? (payout * ODDS_SCALE) / stake.minor : combinedOdds(odds),
    potentialReturn,
    oddsChoice: slip.oddsChoice,
    policyVersion: policy.version,
    delayMs: referred ? Math.max(policy.rules.referralMs, delayMs) : delayMs,
    combination:
      combinationId === null
        ? null
        : {
            id: combinationId,
            payout: inBase(payout, limits.exchange),
            payoutMax: waived ? WAIVED : policy.rules.combinationPayoutMax,
          },
    playerMax,
    ...(referred && { referred }),
    ...(offer?.odds && { offered: true as const }),
    ...(free && { freeBetId: free.id }),
    ...(boost && { boost: boosted(boost, exposures) }),
    ...(player.identityVersion !== undefined && { identityVersion: player.identityVersion }),
    legs: books.map((book, index) => ({
      eventId: book.eventId,
      marketId: book.marketId,
      outcomeKey: book.outcomeKey,
      odds: odds[index] as Odds,
      marketVersion: book.marketVersion,
      exposureStake: exposures[index]?.stake ?? 0n,
      exposurePayout: exposures[index]?.payout ?? 0n,
      ...(!waived && book.stakeMax !== undefined && { playerMax: legMaxOf(index, facts) }),
      ...(slip.legs[index]?.builder !== undefined && { builder: slip.legs[index].builder }),
    })),
  });
};
