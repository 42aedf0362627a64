import { minBigint } from "#lib/core/money.ts";
import { FootballScore, type Side } from "#lib/sportsbook/catalogue/schema.ts";
import { MARKET_STATUS, type OutcomeResult, parseSpecifiers } from "#lib/sportsbook/markets/schema.ts";
import { marketResults } from "#lib/sportsbook/pricing/index.ts";
import type { DeskMarket, DeskOutcome, WorstScore } from "./schema.ts";

/** Further goals a side that are looked at: beyond these every line of the board has been passed. */
const GOALS_MORE = 6;

// What an outcome takes out of the market's stakes: a half won is half a win and half a refund.
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

/** In which ways the goals up to number `upTo` may have fallen when this is the final score: who scored that one. */
const orders = (before: readonly Side[], more: { home: number; away: number }, upTo: number): Side[][] => {
  if (upTo <= before.length || upTo > before.length + more.home + more.away) return [[...before]];
  const filled = (side: Side): Side[] => {
    const goals = [...before];
    while (goals.length < upTo) goals.push(side);
    return goals;
  };
  return (["home", "away"] as const).filter((side) => more[side] > 0).map(filled);
};

const netAt = (market: DeskMarket, score: FootballScore, before: readonly Side[]): bigint => {
  const scored = (side: Side): number => before.filter((one) => one === side).length;
  const more = { home: score.goals.home - scored("home"), away: score.goals.away - scored("away") };
  const goal = market.template === "next_goal" ? Number(parseSpecifiers(market.specifiers).goalnr) : 0;
  return orders(before, more, goal)
    .map((goalSides) =>
      netOf(market, marketResults(market.template, market.specifiers, score, { goalSides, final: true })),
    )
    .reduce(minBigint);
};

/**
 * The final score that would cost the house most over all open markets of the event together, in the base currency: the
 * markets of one match win and lose together, so their worst cases do not add up. Who scores next where a score leaves it
 * open is taken at its worst. Null without open bets or without a scoreboard.
 */
export const worstScore = (
  markets: readonly DeskMarket[],
  stored: unknown,
  goalSides: readonly Side[],
): WorstScore | null => {
  const score = FootballScore.safeParse(stored).data;
  const open = markets.filter(({ status, bets }) => status > MARKET_STATUS.settled && bets > 0);
  if (!score || open.length === 0) return null;
  let worst: WorstScore | null = null;
  for (let home = 0; home <= GOALS_MORE; home += 1) {
    for (let away = 0; away <= GOALS_MORE; away += 1) {
      const goals = { home: score.goals.home + home, away: score.goals.away + away };
      const final = { ...score, goals };
      const net = open.reduce((all, market) => all + netAt(market, final, goalSides), 0n);
      if (worst === null || net < worst.net) worst = { ...goals, net };
    }
  }
  return worst;
};
