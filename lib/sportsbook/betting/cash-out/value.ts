import { maxBigint } from "#lib/core/money.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import { MARKET_STATUS, parseSpecifiers } from "#lib/sportsbook/markets/schema.ts";
import { resultAt, shareOf, type WeightedFinal } from "#lib/sportsbook/sports/index.ts";
import type { Line } from "../lines.ts";
import { factorOf, lineStates } from "../potential-return.ts";
import type { BetResult } from "../schema.ts";
import type { Outlook } from "./outlooks.ts";
import type { NoCashOut } from "./schema.ts";

/** A leg of an open bet, with what its market and its event are now. */
export type OpenLeg = {
  eventId: string;
  sportId: string;
  eventStatus: number;
  startsAtMs: number;
  marketId: string;
  marketType: string;
  specifiers: string;
  marketStatus: number;
  marketVersion: bigint;
  /** Its bets do not reflect its newest result yet. */
  settling: boolean;
  suspension: string | null;
  outcomeKey: string;
  /** At which it was placed, ×10⁻⁴. */
  odds: bigint;
  /** What it was offered at beside a boost; null without one. */
  plainOdds: bigint | null;
  builder: number | null;
  result: BetResult | null;
  deadHeat: { numerator: number; denominator: number } | null;
  /** The price and the fair probability that its outcome has now; null where it has none. */
  oddsNow: bigint | null;
  probability: number | null;
};

export type OpenBet = {
  betId: string;
  playerId: string;
  currency: string;
  /** Divided equally among the lines. */
  stake: bigint;
  lines: readonly Line[];
  settlementVersion: number;
  /** Its stake was a free bet: it is not cashed out. */
  freeBet: boolean;
  legs: readonly OpenLeg[];
};

const ODDS = 10_000;

/** What stands between a leg and an offer; null for nothing. A leg that has its result needs nothing. */
const obstacle = (leg: OpenLeg, nowMs: number): NoCashOut | null => {
  if (leg.settling) return { code: "awaiting_result" };
  if (leg.result !== null) return null;
  const open =
    leg.eventStatus === EVENT_STATUS.live ||
    (leg.eventStatus === EVENT_STATUS.notStarted && nowMs < leg.startsAtMs);
  if (!open || leg.marketStatus <= MARKET_STATUS.settled) return { code: "awaiting_result" };
  if (leg.suspension !== null) return { code: "suspended", reason: leg.suspension };
  if (leg.marketStatus === MARKET_STATUS.active) return null;
  return leg.marketStatus === MARKET_STATUS.inactive
    ? { code: "unavailable" }
    : { code: "suspended", reason: "feed:suspended" };
};

/** A whole or quarter line, or a market that a draw refunds: its probability is that of fair odds, not of a win. */
const mayRefund = ({ marketType, specifiers }: OpenLeg): boolean => {
  const { total, handicap } = parseSpecifiers(specifiers);
  const line = Number(total ?? handicap ?? 0.5);
  return Math.abs(line % 1) !== 0.5 || marketType === "draw_no_bet";
};

/**
 * What an open leg multiplies its line by in expectation; null where nobody can say. A price that stands above fair, as staff may set one,
 * counts as fair, and boosted odds as the plain ones: otherwise a bet at them could be cashed out for more than it cost.
 */
const expectedFactor = (leg: OpenLeg, outlook: Outlook | null): number | null => {
  const odds = Number(leg.plainOdds ?? leg.odds) / ODDS;
  const highest = leg.oddsNow === null ? 1 : ODDS / Number(leg.oddsNow);
  const share = outlook?.share(leg, leg.outcomeKey) ?? null;
  if (share) return Math.min(share.odds, (1 - share.stake) * highest) * odds + share.stake;
  if (leg.probability === null) return null;
  const factor = Math.min(leg.probability, highest) * odds;
  return mayRefund(leg) ? Math.min(factor, 1) : factor;
};

const decidedFactor = (leg: OpenLeg): number => {
  const { numerator, denominator } = factorOf(leg);
  return Number(numerator) / Number(denominator);
};

/** What the legs of a builder multiply a line by at this end: one price for all, or the stake back where one is void. */
const builderFactor = (legs: readonly OpenLeg[], final: WeightedFinal): number | null => {
  let price = 1;
  let isVoid = false;
  for (const leg of legs) {
    price *= Number(leg.odds) / ODDS;
    if (leg.result === "lost") return 0;
    if (leg.result === "void") isVoid = true;
    if (leg.result !== null) continue;
    const result = resultAt(final, leg, leg.outcomeKey);
    if (!result) return null;
    const share = shareOf(result);
    if (share.stake === 1) isVoid = true;
    else if (share.odds === 0) return 0;
  }
  return isVoid ? 1 : price;
};

const expectedBuilder = (legs: readonly OpenLeg[], outlook: Outlook | null): number | null => {
  const finals = outlook?.finals(legs) ?? [];
  let sum = 0;
  for (const final of finals) {
    const factor = builderFactor(legs, final);
    if (factor === null) return null;
    sum += final.probability * factor;
  }
  return finals.length > 0 ? sum : null;
};

/** What the open legs of one line multiply it by in expectation. Legs of different events are independent. */
const lineFactor = (
  legs: readonly OpenLeg[],
  outlooks: (eventId: string) => Outlook | null,
  ofLeg: (leg: OpenLeg) => number | null,
): number | null => {
  let factor = 1;
  const builders = new Set<number>();
  for (const leg of legs) {
    if (leg.builder !== null) {
      if (builders.has(leg.builder)) continue;
      builders.add(leg.builder);
      const all = legs.filter(({ builder }) => builder === leg.builder);
      const decided = all.every(({ result }) => result !== null);
      const joint = decided
        ? all.some(({ result }) => result === "void")
          ? 1
          : all.reduce((product, one) => product * decidedFactor(one), 1)
        : expectedBuilder(all, outlooks(leg.eventId));
      if (joint === null) return null;
      factor *= joint;
      continue;
    }
    const one = leg.result === null ? ofLeg(leg) : decidedFactor(leg);
    if (one === null) return null;
    factor *= one;
  }
  return factor;
};

/**
 * What an open bet may be cashed out for, in minor units: what its decided lines return, exactly, and the expectation of each other line less
 * the margin, rounded down once; never more than it can still return. A bet whose lines are all decided comes to its return.
 * @param marginBp in hundredths of a per cent, of lines that are still open
 */
export const cashOutValue = (
  bet: Pick<OpenBet, "stake" | "lines" | "legs">,
  outlooks: (eventId: string) => Outlook | null,
  { marginBp, nowMs }: { marginBp: number; nowMs: number },
): { amount: bigint } | NoCashOut => {
  for (const leg of bet.legs) {
    const hindered = obstacle(leg, nowMs);
    if (hindered) return hindered;
  }
  const factors = new Map<OpenLeg, number | null>();
  const ofLeg = (leg: OpenLeg): number | null => {
    const known = factors.get(leg);
    if (known !== undefined) return known;
    const factor = expectedFactor(leg, outlooks(leg.eventId));
    factors.set(leg, factor);
    return factor;
  };
  const each = Number(bet.stake) / bet.lines.length;
  let [decided, most, open] = [0n, 0n, 0];
  for (const line of lineStates(bet)) {
    most += line.returned;
    if (line.result !== null) {
      decided += line.returned;
      continue;
    }
    const factor = lineFactor(
      line.legs.flatMap((position) => bet.legs[position] ?? []),
      outlooks,
      ofLeg,
    );
    if (factor === null) return { code: "unavailable" };
    open += each * factor * (1 - marginBp / 10_000);
  }
  const worth = decided + BigInt(Math.floor(open));
  const amount = worth > most ? most : maxBigint(worth, 0n);
  return amount > 0n ? { amount } : { code: "no_value" };
};
