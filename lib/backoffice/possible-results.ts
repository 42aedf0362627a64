import type { OutcomeResult, WrittenMarket } from "#lib/sportsbook/markets/schema.ts";
import type { MarketRef, Sport } from "#lib/sportsbook/sports/index.ts";
import type { ResultFault } from "./schema.ts";

type Result = Pick<OutcomeResult, "key" | "result" | "voidFactor" | "deadHeatFactor">;

const textOf = (results: readonly Result[]): string =>
  results
    .map(({ key, result, voidFactor }) => `${key} ${result} ${voidFactor}`)
    .sort()
    .join();

/** Every result that the end of an event can give this market; null for a market that the sport does not have. */
const possibleResults = (
  { initialScore, finals }: Pick<Sport, "initialScore" | "finals">,
  market: MarketRef,
): OutcomeResult[][] | null => {
  const all: OutcomeResult[][] = [];
  try {
    for (const { results } of finals({ score: initialScore(), incidents: [] }, market))
      all.push(...results(market));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  return all;
};

const winnersOf = (results: readonly Result[]): Result[] =>
  results.filter(({ result, voidFactor }) => result === 1 && voidFactor === null);

const isVoid = ({ voidFactor }: Result): boolean => voidFactor === 1;

/** How many places the winners take together, a dead heat by its share; null where that is no whole number, or halves were won. */
const placesTaken = (results: readonly Result[]): number | null => {
  let [numerator, denominator] = [0n, 1n];
  for (const { result, voidFactor, deadHeatFactor } of results) {
    if (voidFactor === 0.5) return null;
    if (result !== 1) continue;
    const share = deadHeatFactor ?? { numerator: 1, denominator: 1 };
    numerator = numerator * BigInt(share.denominator) + BigInt(share.numerator) * denominator;
    denominator *= BigInt(share.denominator);
  }
  return numerator % denominator === 0n ? Number(numerator / denominator) : null;
};

/** A dead heat: the shares of the winners add up to one, and all others lose. */
const isDeadHeat = (results: readonly Result[]): boolean => {
  const winners = winnersOf(results);
  const shares = winners.flatMap(({ deadHeatFactor }) => deadHeatFactor ?? []);
  const losers = results.filter(({ result, voidFactor }) => result === 0 && voidFactor === null);
  if (shares.length < 2 || shares.length !== winners.length) return false;
  if (winners.length + losers.length !== results.length) return false;
  const product = shares.reduce((all, { denominator }) => all * BigInt(denominator), 1n);
  const sum = shares.reduce(
    (all, { numerator, denominator }) => all + (BigInt(numerator) * product) / BigInt(denominator),
    0n,
  );
  return sum === product;
};

/**
 * Whether these results of all outcomes of a market can be true together: some final score gives them, the market is void as a
 * whole, or several outcomes share one win in a dead heat. Of a market that we do not settle ourselves only one thing is known: not
 * everything wins. Of a market that staff wrote, so many outcomes win as they wrote, and those that share a place share it whole. Null where
 * nothing is wrong.
 */
export const resultFault = (
  sport: Pick<Sport, "initialScore" | "finals">,
  market: MarketRef & { written?: Pick<WrittenMarket, "winners"> | null },
  results: readonly Result[],
): ResultFault | null => {
  if (results.every(isVoid)) return null;
  if (market.written) return placesTaken(results) === market.written.winners ? null : "needs_all_places";
  const possible = possibleResults(sport, market);
  if (!possible) return winnersOf(results).length < results.length ? null : "needs_one_winner";
  const keys = new Set(results.map(({ key }) => key));
  const offered = possible.map((each) => each.filter(({ key }) => keys.has(key)));
  const isShared = results.some(({ deadHeatFactor }) => deadHeatFactor !== null);
  const written = textOf(results);
  if (!isShared && offered.some((each) => textOf(each) === written)) return null;
  const winners = new Set(possible.map((each) => winnersOf(each).length));
  if (winners.size > 1) return "needs_opposites";
  if (winners.has(2)) return "needs_two_winners";
  return isDeadHeat(results) ? null : "needs_one_winner";
};
