import { minBigint } from "#lib/core/money.ts";
import type { Incident } from "#lib/sportsbook/events/schema.ts";
import { MARKET_STATUS, type OutcomeResult } from "#lib/sportsbook/markets/schema.ts";
import type { Sport } from "#lib/sportsbook/sports/index.ts";
import type { DeskMarket, DeskOutcome, WorstScore } from "./schema.ts";

// What an outcome pays of the market's stakes: a half win is half a win and half a refund.
const takes = ({ stake, payout }: DeskOutcome, { result, voidFactor }: OutcomeResult): bigint => {
  if (voidFactor === 1) return stake;
  if (result === 1) return voidFactor === 0.5 ? (payout + stake) / 2n : payout;
  return voidFactor === 0.5 ? stake / 2n : 0n;
};

const netOf = (market: DeskMarket, results: readonly OutcomeResult[] | null): bigint => {
  let net = results ? market.stake : 0n;
  for (const result of results ?? []) {
    const outcome = market.outcomes.find(({ key }) => key === result.key);
    if (outcome) net -= takes(outcome, result);
  }
  return net;
};

/** The costliest of the possible results of this market; a market that the sport does not have counts as zero. */
const netAt = (market: DeskMarket, results: readonly (readonly OutcomeResult[])[]): bigint =>
  results.map((each) => netOf(market, each)).reduce(minBigint);

/**
 * The final score that would cost the operator most over all open markets of the event together, in the base currency: the
 * markets of one event win and lose together, so their worst cases do not add up. What a score leaves open, such as who scores
 * next, is taken at its worst. Null without open bets or without a scoreboard.
 */
export const worstScore = (
  sport: Pick<Sport, "score" | "finals">,
  markets: readonly DeskMarket[],
  stored: unknown,
  incidents: readonly Incident[],
): WorstScore | null => {
  const score = sport.score.safeParse(stored).data;
  // A score does not decide what staff wrote.
  const open = markets.filter(
    ({ status, bets, written }) => status > MARKET_STATUS.settled && bets > 0 && written === null,
  );
  if (!score || open.length === 0) return null;
  let worst: WorstScore | null = null;
  for (const { text, results } of sport.finals({ score, incidents })) {
    const net = open.reduce((all, market) => all + netAt(market, results(market)), 0n);
    if (worst === null || net < worst.net) worst = { score: text, net };
  }
  return worst;
};
