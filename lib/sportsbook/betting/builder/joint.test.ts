import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oddsToFloat } from "#lib/core/odds.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import { MARKET_STATUS, type MarketPrice } from "#lib/sportsbook/markets/schema.ts";
import { firstPitch } from "#lib/sportsbook/sports/baseball/score.ts";
import { tipOff } from "#lib/sportsbook/sports/basketball/score.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { goalsBy } from "#lib/sportsbook/sports/football/testing.ts";
import { faceOff } from "#lib/sportsbook/sports/hockey/score.ts";
import { defaultMargin, expectedShare, sportOf } from "#lib/sportsbook/sports/index.ts";
import { firstServe } from "#lib/sportsbook/sports/tennis/score.ts";
import { makeOutlook } from "../cash-out/outlooks.ts";
import { type BuilderLeg, builderOdds, isProblem, jointOf } from "./joint.ts";

const MARGIN_BP = 350;

type Stage = { sportId: string; score: object; model: object; goals?: ("home" | "away")[] };

const stageOf = ({ sportId, score, model, goals = [] }: Stage) => {
  const sport = sportOf(sportId);
  const outlook = makeOutlook({
    eventId: "e",
    sportId,
    status: EVENT_STATUS.live,
    version: 1n,
    score,
    model,
    incidents: goalsBy(goals),
  });
  const markets = sport
    .price(score as never, model, { margin: defaultMargin(sport) })
    .filter(({ status }) => status === MARKET_STATUS.active);
  const legs = markets.flatMap((market: MarketPrice) =>
    market.outcomes.flatMap(({ key, odds }) =>
      odds === null
        ? []
        : [{ ...market, marketId: `${market.marketType}~${market.specifiers}`, outcomeKey: key, odds }],
    ),
  );
  const leg = (marketType: string, specifiers: string, outcomeKey: string): BuilderLeg & { odds: bigint } => {
    const found = legs.find(
      (each) =>
        each.marketType === marketType && each.specifiers === specifiers && each.outcomeKey === outcomeKey,
    );
    if (!found) throw new Error(`no ${marketType} ${specifiers} ${outcomeKey}`);
    return found;
  };
  return { outlook, legs, leg };
};

const football = stageOf({
  sportId: "football",
  score: footballKickOff(),
  model: { homeRate: 1.6, awayRate: 1.1 },
});
const inPlay = stageOf({
  sportId: "football",
  score: { ...footballKickOff(), phase: "second_half", clockSeconds: 3_900, goals: { home: 1, away: 1 } },
  model: { homeRate: 1.6, awayRate: 1.1 },
  goals: ["home", "away"],
});
const tennis = stageOf({
  sportId: "tennis",
  score: firstServe(3, "home"),
  model: { bestOf: 3, serve: { home: 0.66, away: 0.61 } },
});
const basketball = stageOf({
  sportId: "basketball",
  score: tipOff(),
  model: { quarterMinutes: 12, pace: 98, efficiency: { home: 1.14, away: 1.1 } },
});
const hockey = stageOf({
  sportId: "hockey",
  score: faceOff(),
  model: { playoff: false, rates: { home: 3.2, away: 2.7 } },
});
const baseball = stageOf({
  sportId: "baseball",
  score: firstPitch(),
  model: { runs: { home: 4.7, away: 4.2 } },
});

describe.each([
  ["football", football, 400],
  ["football in play", inPlay, 400],
  ["tennis", tennis, 60],
  ["basketball", basketball, 40],
  ["ice hockey", hockey, 40],
  ["baseball", baseball, 40],
] as const)("%s", (_, { outlook, legs }, numRuns) => {
  const choice = fc.uniqueArray(fc.nat({ max: legs.length - 1 }), { minLength: 2, maxLength: 3 });

  it("sells nothing above its expectation, so no stakes on builders and single prices together win at every end", () => {
    for (const leg of legs) {
      const share = expectedShare(outlook?.finals([leg]) ?? [], leg, leg.outcomeKey);
      expect(
        (share?.odds ?? 9) * oddsToFloat(leg.odds) + (share?.stake ?? 9),
        leg.marketId,
      ).toBeLessThanOrEqual(1);
    }
    let sold = 0;
    fc.assert(
      fc.property(choice, (chosen) => {
        const own = chosen.flatMap((at) => legs[at] ?? []);
        const joint = jointOf(own, outlook);
        if (isProblem(joint)) return;
        const odds = builderOdds(
          joint,
          own.map((each) => each.odds),
          MARGIN_BP,
        );
        if (odds === null) return;
        sold += 1;
        expect(joint.win * oddsToFloat(odds) + joint.refund).toBeLessThanOrEqual(1 + 1e-9);
        // It contains each of its legs, so it is never the worse bet at a lower price.
        if (joint.refund === 0)
          for (const each of own) expect(odds >= each.odds || each.odds > odds).toBe(true);
      }),
      { numRuns },
    );
    expect(sold).toBeGreaterThan(5);
  });

  it("is priced by how often all legs win together, not by the product of their prices", () => {
    let compared = 0;
    fc.assert(
      fc.property(choice, (chosen) => {
        const own = chosen.flatMap((at) => legs[at] ?? []);
        const joint = jointOf(own, outlook);
        if (isProblem(joint)) return;
        const parts = own.map(
          (each) => expectedShare(outlook?.finals([each]) ?? [], each, each.outcomeKey)?.odds ?? 0,
        );
        expect(joint.win).toBeLessThanOrEqual(Math.min(...parts) + 1e-9);
        expect(joint.win).toBeGreaterThanOrEqual(
          parts.reduce((sum, part) => sum + part, 0) - parts.length + 1 - 1e-9,
        );
        compared += 1;
      }),
      { numRuns },
    );
    expect(compared).toBeGreaterThan(5);
  });
});

describe("a builder of football", () => {
  const problem = (...legs: BuilderLeg[]) => {
    const joint = jointOf(legs, football.outlook);
    return isProblem(joint) ? joint : null;
  };
  const { leg } = football;

  it("refuses what cannot all win, and names the two", () => {
    const [over, nil] = [leg("total", "total=2.5", "over"), leg("correct_score", "", "0-0")];
    expect(problem(leg("both_to_score", "", "yes"), over, nil)).toEqual({
      reason: "builder_excluded",
      marketIds: ["both_to_score~", "correct_score~"],
    });
    expect(problem(leg("1x2", "", "home"), leg("1x2", "", "away"))?.reason).toBe("builder_excluded");
  });

  it("refuses what another leg already includes", () => {
    expect(problem(leg("total", "total=2.5", "over"), leg("total", "total=1.5", "over"))).toEqual({
      reason: "builder_redundant",
      marketIds: ["total~total=2.5", "total~total=1.5"],
    });
    expect(problem(leg("1x2", "", "home"), leg("double_chance", "", "home_draw"))?.reason).toBe(
      "builder_redundant",
    );
    expect(problem(leg("draw_no_bet", "", "home"), leg("1x2", "", "home"))?.reason).toBe("builder_redundant");
    // Both to score and at most one goal of the away side leave only one goal of it.
    expect(
      problem(
        leg("both_to_score", "", "yes"),
        leg("team_total", "team=away|total=1.5", "under"),
        leg("correct_score", "", "1-1"),
      )?.reason,
    ).toBe("builder_redundant");
  });

  it("refuses quarter lines and what no model prices", () => {
    const quarter = football.legs.find(
      ({ marketType, specifiers }) => marketType === "asian_handicap" && /\.(2|7)5$/.test(specifiers),
    );
    if (!quarter) throw new Error("no quarter line");
    expect(problem(quarter, leg("total", "total=2.5", "over"))).toEqual({
      reason: "builder_unavailable",
      marketIds: [quarter.marketId],
    });
    expect(jointOf([leg("1x2", "", "home"), leg("total", "total=2.5", "over")], null)).toMatchObject({
      reason: "builder_unavailable",
    });
  });

  it("prices six legs that all matter", () => {
    const six = [
      leg("total", "total=3.5", "over"),
      leg("both_to_score", "", "yes"),
      leg("next_goal", "goalnr=1", "home"),
      leg("team_total", "team=away|total=2.5", "under"),
      leg("team_total", "team=home|total=4.5", "under"),
      leg("double_chance", "", "home_away"),
    ];
    const joint = jointOf(six, football.outlook);
    expect(isProblem(joint) ? joint : null).toBeNull();
    if (!isProblem(joint))
      expect(
        builderOdds(
          joint,
          six.map(({ odds }) => odds),
          MARGIN_BP,
        ),
      ).toBeGreaterThan(60_000n);
  });
});
