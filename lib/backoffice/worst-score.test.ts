import { describe, expect, it } from "vitest";
import type { Side } from "#lib/sportsbook/events/schema.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { football } from "#lib/sportsbook/sports/football/sport.ts";
import { goalsBy } from "#lib/sportsbook/sports/football/testing.ts";
import type { DeskMarket } from "./schema.ts";
import { worstScore } from "./worst-score.ts";

type Taken = Record<string, [stake: bigint, payout: bigint]>;

const market = (marketType: string, specifiers: string, taken: Taken, status = 1): DeskMarket => ({
  id: `e.${marketType}~${specifiers}`,
  marketType,
  specifiers,
  written: null,
  status,
  version: 1n,
  controlVersion: 0,
  off: false,
  ownMargin: null,
  limits: { stakeMax: null, payoutMax: null },
  feedStatus: status,
  priceAt: null,
  suspensions: [],
  outcomes: Object.entries(taken).map(([key, [stake, payout]]) => ({
    key,
    odds: null,
    feedOdds: null,
    boost: null,
    manual: null,
    probability: null,
    active: true,
    result: null,
    deadHeat: null,
    bets: stake > 0n ? 1 : 0,
    stake,
    payout,
    net: 0n,
  })),
  bets: 1,
  stake: Object.values(taken).reduce((all, [stake]) => all + stake, 0n),
  worst: 0n,
  margin: null,
});

const at = (home: number, away: number) => ({
  ...footballKickOff(),
  phase: "first_half",
  goals: { home, away },
});
const NONE: [bigint, bigint] = [0n, 0n];

const worst = (markets: readonly DeskMarket[], score: unknown, sides: readonly Side[]) =>
  worstScore(football, markets, score, goalsBy(sides));

describe("worstScore", () => {
  it("is one score for all markets, which their own worst cases need not share", () => {
    const markets = [
      market("1x2", "", { home: [100n, 300n], draw: NONE, away: NONE }),
      market("total", "total=1.5", { over: NONE, under: [100n, 400n] }),
      market("both_to_score", "", { yes: [100n, 250n], no: NONE }),
    ];
    // Home and under: 1-0 loses 200 and 300 and wins 100; with both scoring, under and so 300 are won.
    expect(worst(markets, at(0, 0), [])).toEqual({ score: "1–0", net: -400n });
    // From 1-1 on, under is lost and both have scored.
    expect(worst(markets, at(1, 1), ["home", "away"])).toEqual({ score: "2–1", net: -250n });
  });

  it("halves what a quarter line halves, and gives back what a whole line refunds", () => {
    const quarter = market("asian_total", "total=2.25", { over: NONE, under: [100n, 190n] });
    const whole = market("asian_total", "total=2", { over: [100n, 200n], under: NONE });
    expect(worst([quarter], at(0, 2), ["away", "away"])).toEqual({ score: "0–2", net: -45n });
    expect(worst([whole], at(0, 2), ["away", "away"])).toEqual({ score: "0–3", net: -100n });
  });

  it("takes the next goal at its worst where the score leaves it open", () => {
    const next = market("next_goal", "goalnr=2", { home: [100n, 500n], none: NONE, away: [100n, 300n] });
    expect(worst([next], at(1, 0), ["home"])).toEqual({ score: "2–0", net: -300n });
  });

  it("is nothing without bets, without a score, and once all is settled", () => {
    const taken = { home: [100n, 300n], draw: NONE, away: NONE } satisfies Taken;
    expect(worst([], at(0, 0), [])).toBeNull();
    expect(worst([market("1x2", "", taken)], null, [])).toBeNull();
    expect(worst([market("1x2", "", taken, -3)], at(0, 0), [])).toBeNull();
  });
});
