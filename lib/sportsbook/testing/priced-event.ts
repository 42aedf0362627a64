import { EVENT_STATUS, registerFixtures } from "#lib/sportsbook/events/index.ts";
import type { Incident } from "#lib/sportsbook/events/schema.ts";
import { applyBook, type BookChange, MARKET_STATUS, marketIdOf } from "#lib/sportsbook/markets/index.ts";
import type { FootballModel } from "#lib/sportsbook/sports/football/pricing/intensity.ts";
import { type FootballScore, footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { goalsBy } from "#lib/sportsbook/sports/football/testing.ts";
import { defaultMargin, sportOf } from "#lib/sportsbook/sports/index.ts";

const MODEL: FootballModel = { homeRate: 1.6, awayRate: 1.1 };

type State = { score?: Partial<FootballScore>; goals?: readonly ("home" | "away")[] };

const scoreOf = ({ score, goals = [] }: State): FootballScore => ({
  ...footballKickOff(),
  goals: {
    home: goals.filter((side) => side === "home").length,
    away: goals.filter((side) => side === "away").length,
  },
  ...score,
});

/** A football match that we price by a model, as the feed would write it. */
export const pricedEvent = async (eventId: string, state: State & { model?: FootballModel } = {}) => {
  const football = sportOf("football");
  const model = state.model ?? MODEL;
  await registerFixtures([
    {
      eventId,
      provider: "test",
      competition: { id: "test", sportId: "football", category: "Test", name: "Test Cup", countryCode: null },
      participants: ["Home", "Away"].map((name) => ({
        id: `test-${name.toLowerCase()}`,
        name,
        shortName: name.slice(0, 3).toUpperCase(),
        countryCode: null,
      })),
      startsAt: new Date(Date.now() + (state.score?.phase ? -10 : 60) * 60_000),
      model,
      timestamp: Date.now(),
    },
  ]);
  const offered = new Map<string, NonNullable<BookChange["markets"]>[number]>();
  /** The feed's message for this state: score, incidents and every price; what is no longer priced goes inactive. */
  const move = async (to: State): Promise<void> => {
    const score = scoreOf(to);
    const gone = new Map(offered);
    for (const price of football.price(score, model, { margin: defaultMargin(football) })) {
      const id = marketIdOf(eventId, price.marketType, price.specifiers);
      offered.set(id, { ...price, id });
      gone.delete(id);
    }
    await applyBook([
      {
        eventId,
        status: score.phase === "not_started" ? EVENT_STATUS.notStarted : EVENT_STATUS.live,
        score,
        incidents: goalsBy([...(to.goals ?? [])]) as Incident[],
        markets: [...offered.values()].map((market) =>
          gone.has(market.id) ? { ...market, status: MARKET_STATUS.inactive } : market,
        ),
      },
    ]);
  };
  await move(state);
  const priceOf = (marketType: string, specifiers: string, key: string) => {
    const market = offered.get(marketIdOf(eventId, marketType, specifiers));
    const outcome = market?.outcomes.find((each) => each.key === key);
    if (!market || outcome?.odds == null || outcome.probability === null)
      throw new Error(`no price of ${marketType} ${specifiers} ${key}`);
    return { odds: outcome.odds, probability: outcome.probability, marketId: market.id };
  };
  return {
    eventId,
    move,
    priceOf,
    leg: (marketType: string, specifiers: string, key: string) => {
      const { odds, marketId } = priceOf(marketType, specifiers, key);
      return { marketId, outcomeKey: key, odds };
    },
  };
};
