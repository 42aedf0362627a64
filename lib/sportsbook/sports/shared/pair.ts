import type { Side } from "#lib/sportsbook/events/schema.ts";

/** A count of each side. */
export type Pair = { home: number; away: number };

export const level = (): Pair => ({ home: 0, away: 0 });

export const plus = (one: Pair, other: Pair): Pair => ({
  home: one.home + other.home,
  away: one.away + other.away,
});

export const sumOf = (pairs: Iterable<Pair>): Pair => {
  let sum = level();
  for (const pair of pairs) sum = plus(sum, pair);
  return sum;
};

export const opponent = (side: Side): Side => (side === "home" ? "away" : "home");

export type Leader = "home" | "draw" | "away";

export const leaderOf = ({ home, away }: Pair): Leader =>
  home > away ? "home" : home < away ? "away" : "draw";
