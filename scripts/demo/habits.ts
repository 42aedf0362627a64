import { CURRENCIES } from "#lib/core/currencies.ts";
import type { Currency } from "#lib/core/money.ts";
import { type Random, seededRandom } from "#lib/core/random.ts";
import type { MarketView } from "#lib/sportsbook/markets/views.ts";

/** How one simulated player bets. Shares are of 1. */
export type Habits = {
  /** Seconds between two bets, on average. */
  pauseSeconds: number;
  /** How often a bet is on an event in play, and how often it combines several events. */
  inPlay: number;
  accumulators: number;
  legsMax: number;
  /** How much short odds attract: 0 picks every outcome alike, 1 in proportion to its chance, more for backers of favourites. */
  favourites: number;
  /** Which of the currency's quick stakes is used most, counted from 0. */
  stakeStep: number;
};

/** The habits of the nth simulated player, the same on every machine: most bet little, some bet much and often. */
export const habitsOf = (n: number): Habits => {
  const random = seededRandom(`bettor ${n}`);
  const keen = random.float() < 0.2;
  return {
    pauseSeconds: (keen ? 60 : 180) * (0.7 + 0.6 * random.float()),
    inPlay: 0.3 + 0.6 * random.float(),
    accumulators: 0.1 + 0.3 * random.float(),
    legsMax: 2 + random.integer(4),
    favourites: 0.6 + random.float(),
    stakeStep: keen ? 2 : random.integer(2),
  };
};

/** A stake as players enter it: mostly one of the currency's quick stakes, now and then an amount of their own. */
export const stakeFor = (random: Random, currency: Currency, { stakeStep }: Habits): string => {
  const steps = CURRENCIES[currency].quickStakes;
  const turn = random.float();
  const step = stakeStep + (turn < 0.15 ? -1 : turn > 0.9 ? 1 : 0);
  const stake = steps[Math.min(Math.max(step, 0), steps.length - 1)] as string;
  const own = random.float() < 0.2 && !stake.includes(".");
  return own ? String(Math.max(1, Math.round(Number(stake) * (0.4 + random.float())))) : stake;
};

export type Leg = { marketId: string; outcomeKey: string; odds: string };

/** One outcome of the market that can be backed, short odds more often than long ones; null where there is none. */
export const pickOutcome = (random: Random, market: MarketView, { favourites }: Habits): Leg | null => {
  if (market.status !== 1 || market.suspension) return null;
  const offered = market.outcomes.flatMap(({ key, odds, active }) =>
    active && odds !== null ? [{ key, odds, weight: (10_000 / Number(odds)) ** favourites }] : [],
  );
  let left = random.float() * offered.reduce((sum, { weight }) => sum + weight, 0);
  const picked = offered.find(({ weight }) => {
    left -= weight;
    return left <= 0;
  });
  return picked ? { marketId: market.id, outcomeKey: picked.key, odds: picked.odds } : null;
};

/** How many events the next bet combines. */
export const legCount = (random: Random, { accumulators, legsMax }: Habits): number =>
  random.float() < accumulators ? 2 + random.integer(legsMax - 1) : 1;
