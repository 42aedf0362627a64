import type { Side } from "#lib/sportsbook/events/schema.ts";
import { opponent, type Pair, POINTS_PER_TIE_BREAK } from "../score.ts";

/** How often each player wins a point on their own serve against this opponent. */
export type Serve = Readonly<Record<Side, number>>;

/** From deuce: two points in a row decide it, or it is deuce again. */
const fromDeuce = (win: number, lose: number): number => win / (win + lose);

const fromPoints = (p: number, own: number, other: number): number => {
  if (own >= 3 && other >= 3) {
    const deuce = fromDeuce(p * p, (1 - p) * (1 - p));
    if (own === other) return deuce;
    return own > other ? p + (1 - p) * deuce : p * deuce;
  }
  if (own >= 4) return 1;
  if (other >= 4) return 0;
  return p * fromPoints(p, own + 1, other) + (1 - p) * fromPoints(p, own, other + 1);
};

/**
 * The probability that the home player wins the running game, points being independent and identically distributed on each serve:
 * F. J. G. M. Klaassen and J. R. Magnus, "Are points in tennis independent and identically distributed?", JASA 96 (2001), find the
 * deviations small; the recursion is that of P. K. Newton and J. B. Keller, "Probability of winning at tennis I", Stud. Appl. Math. 114
 * (2005).
 */
export const homeWinsGame = (serve: Serve, server: Side, points: Pair): number => {
  const held = fromPoints(serve[server], points[server], points[opponent(server)]);
  return server === "home" ? held : 1 - held;
};

/**
 * The probability that the home player wins the running tie-break, which `first` opened: the serve changes after the first point and
 * then after every second. From six all each pair of points has one on either serve.
 */
export const homeWinsTieBreak = (serve: Serve, first: Side, points: Pair): number => {
  const homeWinsServedBy = { home: serve.home, away: 1 - serve.away };
  const pair = fromDeuce(
    homeWinsServedBy.home * homeWinsServedBy.away,
    (1 - homeWinsServedBy.home) * (1 - homeWinsServedBy.away),
  );
  const last = POINTS_PER_TIE_BREAK - 1;
  const known = new Map<number, number>();
  const from = (home: number, away: number): number => {
    if (home >= last && away >= last && home === away) return pair;
    if (home > last && home - away >= 2) return 1;
    if (away > last && away - home >= 2) return 0;
    const key = home * 100 + away;
    const found = known.get(key);
    if (found !== undefined) return found;
    const server = Math.floor((home + away + 1) / 2) % 2 === 0 ? first : opponent(first);
    const p = homeWinsServedBy[server];
    const value = p * from(home + 1, away) + (1 - p) * from(home, away + 1);
    known.set(key, value);
    return value;
  };
  return from(points.home, points.away);
};
