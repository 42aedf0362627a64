import { type Currency, maxBigint, minBigint, money, parseMinor } from "#lib/core/money.ts";
import { combinedOdds, lineReturn, ODDS_SCALE } from "#lib/core/odds.ts";
import type { OddsChoice } from "#lib/sportsbook/betting/schema.ts";
import {
  countLines,
  isSystem,
  type System,
  selectionLines,
  selectionsOf,
  titleOfSystem,
} from "#lib/sportsbook/betting/views.ts";
import { eventIdOfMarket } from "#lib/sportsbook/markets/market-ids.ts";
import type { BoostView } from "#lib/sportsbook/markets/schema.ts";
import { builderRow, buildersOf } from "./builder/builders.ts";
import { freeStakeOf, stakeOfText } from "./free-stake.ts";
import {
  ALL_LEGS,
  type BetLegChoice,
  legIdOf,
  type Slip,
  type SlipBet,
  type SlipLegChoice,
  UNSEEN,
} from "./stored-slip.ts";

type Contents = Pick<Slip, "bankers" | "stakes"> & { legs: readonly PricedLeg[] };

/** A leg at the odds of several, with the boost that a single on it has. */
export type PricedLeg = SlipLegChoice & { boost?: BoostView };

/** A bet on several legs that a slip offers: one line of all, or a system. */
export type Multiple = {
  /** Of its stake in the slip. */
  key: string;
  system?: System;
  lines: number;
};

/** Every name of a system that is not only of one size, by its sizes: from two legs, and from one. */
const coversOf = (legs: number): number[][] =>
  [2, 1].map((from) => Array.from({ length: legs - from + 1 }, (_, at) => from + at));

/** The key of a bet's stake in the slip. */
export const rowOf = ({ legs, system, builder }: Pick<SlipBet, "legs" | "system" | "builder">): string => {
  if (builder !== undefined) return builderRow(legs);
  const [first, another] = legs;
  if (first && !another) return legIdOf(first);
  return system ? system.sizes.join() : ALL_LEGS;
};

const eventsOf = (legs: readonly SlipLegChoice[]): string[] =>
  legs.map(({ marketId }) => eventIdOfMarket(marketId));

/** Events with more than one leg: such legs depend on each other, so no line can have two of them. */
export const sharedEvents = (legs: readonly SlipLegChoice[]): Set<string> => {
  const events = eventsOf(legs);
  return new Set(events.filter((event, at) => events.indexOf(event) < at));
};

/** Whether no line of a bet has two legs of one event. */
const combines = (legs: readonly SlipLegChoice[], system?: System): boolean => {
  if (!system || system.sizes.some((size) => size > 1)) return sharedEvents(legs).size === 0;
  const events = eventsOf(legs);
  const ofBankers = system.bankers.map((at) => events[at]);
  const ofOthers = events.filter((_, at) => !system.bankers.includes(at));
  return new Set(ofBankers).size === ofBankers.length && !ofOthers.some((event) => ofBankers.includes(event));
};

/** What lines are made of: each match is one selection, a bet builder where it has several legs. */
export const selectionsOn = <Leg extends SlipLegChoice>(legs: readonly Leg[]): Leg[][] => [
  ...Map.groupBy(legs, ({ marketId }) => eventIdOfMarket(marketId)).values(),
];

/**
 * The bets on several selections that these legs allow: all as one line, then systems, the fewest selections a line first.
 * @param apart legs of one match are selections of their own, because they are no bet builder: then no line has two of them
 */
export const multiplesOf = (
  { legs, bankers: ids }: Pick<Contents, "legs" | "bankers">,
  apart = false,
): Multiple[] => {
  const selections = apart ? legs.map((leg) => [leg]) : selectionsOn(legs);
  const count = selections.length;
  const bankers = selections.flatMap((own, at) =>
    own.some((leg) => ids.includes(legIdOf(leg))) ? [at] : [],
  );
  const free = count - bankers.length;
  const sizes = Array.from({ length: Math.max(0, free - 1) }, (_, at) => [at + 1]).filter(
    ([size]) => bankers.length > 0 || size !== 1,
  );
  const named =
    bankers.length > 0 || count < 3
      ? []
      : coversOf(count).filter((cover) => "name" in titleOfSystem(count, { sizes: cover, bankers }));
  const systems = [...sizes, ...named]
    .map((of): System => ({ sizes: of, bankers }))
    .filter((system) => isSystem(count, system) && (!apart || combines(legs, system)))
    .map((system) => ({
      key: system.sizes.join(),
      system,
      lines: countLines(count, system),
    }));
  return count > 1 && (!apart || combines(legs)) ? [{ key: ALL_LEGS, lines: 1 }, ...systems] : systems;
};

const NONE: ReadonlyMap<string, string> = new Map();

/** The legs of a bet on several selections, each builder with its joint price; null while one has none. */
export const legsTogether = (
  legs: readonly SlipLegChoice[],
  builderOdds: ReadonlyMap<string, string>,
): BetLegChoice[] | null => {
  const together: BetLegChoice[] = [];
  for (const [builder, own] of selectionsOn(legs).entries()) {
    if (own.length === 1) together.push(...own);
    else {
      const joint = builderOdds.get(builderRow(own));
      if (joint === undefined) return null;
      together.push(...own.map((leg, at) => ({ ...leg, odds: at === 0 ? joint : UNSEEN, builder })));
    }
  }
  return together;
};

/** A boost is for a single in cash. */
const singleOf = (
  { boost, ...leg }: PricedLeg,
  stake: ReturnType<typeof stakeOfText>,
  oddsChoice: OddsChoice,
): SlipBet =>
  boost && stake.freeBet === undefined
    ? { legs: [{ ...leg, odds: boost.odds }], ...stake, oddsChoice, boost: boost.id }
    : { legs: [leg], ...stake, oddsChoice };

/**
 * The bets of a slip that have a stake: first those on one leg, then builders, then those on several selections.
 * @param builderOdds the price of each builder that has one, by its key
 * @param apart as of `multiplesOf`
 */
export const betsOf = (
  { legs: priced, bankers, stakes }: Contents,
  oddsChoice: OddsChoice,
  builderOdds: ReadonlyMap<string, string> = NONE,
  apart = false,
): SlipBet[] => {
  const legs = priced.map(({ boost: _, ...leg }): SlipLegChoice => leg);
  const singles = priced.flatMap((leg) => {
    const stake = stakes[legIdOf(leg)];
    return stake ? [singleOf(leg, stakeOfText(stake), oddsChoice)] : [];
  });
  const builders = buildersOf(legs).flatMap(({ key, legs: own }) => {
    const [stake, builder] = [stakes[key], builderOdds.get(key)];
    return stake && builder
      ? [{ legs: own.map((leg) => ({ ...leg, odds: UNSEEN })), ...stakeOfText(stake), oddsChoice, builder }]
      : [];
  });
  const multiples = multiplesOf({ legs, bankers }, apart).flatMap(({ key, system }) => {
    const stake = stakes[key];
    if (!stake || (system && freeStakeOf(stake))) return [];
    const all = apart ? legs : legsTogether(legs, builderOdds);
    return all ? [{ legs: all, ...stakeOfText(stake), oddsChoice, ...(system && { system }) }] : [];
  });
  return [...singles, ...builders, ...multiples];
};

/** Identifies a bet by its contents, so that a retry is recognised. */
export const nameOfBet = ({ legs, stake, oddsChoice, system, builder, freeBet, boost }: SlipBet): string =>
  JSON.stringify([
    oddsChoice,
    stake,
    legs.map(({ marketId, outcomeKey, odds, builder: of }) => [
      ...[marketId, outcomeKey, odds],
      ...(of === undefined ? [] : [String(of)]),
    ]),
    ...(boost !== undefined
      ? [null, null, null, boost]
      : freeBet === undefined
        ? system
          ? [[system.sizes, system.bankers]]
          : builder === undefined
            ? []
            : [null, builder]
        : [null, builder ?? null, freeBet]),
  ]);

/** The inverse: the bet that a key identifies. */
export const betOfName = (name: string): SlipBet => {
  const [oddsChoice, stake, legs, system, builder, freeBet, boost] = JSON.parse(name) as [
    OddsChoice,
    string,
    string[][],
    ([number[], number[]] | null)?,
    (string | null)?,
    (string | null)?,
    string?,
  ];
  return {
    oddsChoice,
    stake,
    legs: legs.map(([marketId = "", outcomeKey = "", odds = "", of]) => ({
      ...{ marketId, outcomeKey, odds },
      ...(of !== undefined && { builder: Number(of) }),
    })),
    ...(system && { system: { sizes: system[0], bankers: system[1] } }),
    ...(typeof builder === "string" && { builder }),
    ...(typeof freeBet === "string" && { freeBet }),
    ...(boost !== undefined && { boost }),
  };
};

export type Figures = {
  lines: number;
  /** Of all lines; nothing of a free bet, which returns its profit. */
  cost: bigint;
  /** No more than the payout limit. */
  potentialReturn: bigint;
  /** The largest stake of a line within the payout limit, where the bet is over it. */
  maximumStake: bigint | null;
};

/** The largest stake of a line with which a bet returns no more than this. */
const stakeWithin = (
  payoutMax: bigint,
  lines: readonly bigint[][],
  pays: (stake: bigint) => bigint,
): bigint => {
  // Of the exact return; each line then loses less than one minor unit.
  const places = BigInt(Math.max(...lines.map((odds) => odds.length)));
  const scale = ODDS_SCALE ** places;
  const each = lines.reduce(
    (sum, odds) => sum + odds.reduce((all, one) => all * one, ODDS_SCALE ** (places - BigInt(odds.length))),
    0n,
  );
  let within = (payoutMax * scale) / each;
  let over = ((payoutMax + BigInt(lines.length)) * scale) / each + 1n;
  while (over - within > 1n) {
    const middle = (within + over) / 2n;
    if (pays(middle) <= payoutMax) within = middle;
    else over = middle;
  }
  return within;
};

/**
 * The cost and potential return of a bet, in minor units, at the odds on screen. Null without a valid stake.
 * @param payoutMax the maximum payout of one bet
 */
export const figuresOf = (
  { legs, system, builder, stake, freeBet }: SlipBet,
  currency: Currency,
  payoutMax: bigint | null = null,
): Figures | null => {
  const minor = parseMinor(stake, currency);
  if (minor === null || minor === 0n) return null;
  const lines =
    builder === undefined
      ? selectionLines(selectionsOf(legs), system).map((line) =>
          line.map((at) => BigInt(legs[at]?.odds ?? 0)),
        )
      : [[BigInt(builder)]];
  const pays = (each: bigint): bigint =>
    lines.reduce((sum, odds) => sum + lineReturn(money(currency, each), odds).minor, 0n);
  if (freeBet !== undefined)
    return {
      lines: lines.length,
      cost: 0n,
      potentialReturn: maxBigint(0n, pays(minor) - minor),
      maximumStake: null,
    };
  const potentialReturn = pays(minor);
  return {
    lines: lines.length,
    cost: minor * BigInt(lines.length),
    potentialReturn: payoutMax === null ? potentialReturn : minBigint(potentialReturn, payoutMax),
    maximumStake:
      payoutMax !== null && potentialReturn > payoutMax ? stakeWithin(payoutMax, lines, pays) : null,
  };
};

/** What a bet costs, in minor units: nothing without a valid stake, or with a free bet. */
export const costOf = (
  { legs, system, stake, freeBet }: Pick<SlipBet, "legs" | "system" | "stake" | "freeBet">,
  currency: Currency,
): bigint =>
  freeBet === undefined
    ? (parseMinor(stake, currency) ?? 0n) * BigInt(system ? countLines(selectionsOf(legs).length, system) : 1)
    : 0n;

/** The odds of all legs as one line, for display. */
export const oddsOfAll = (legs: readonly Pick<SlipLegChoice, "odds">[]): bigint =>
  combinedOdds(legs.map(({ odds }) => BigInt(odds)));
