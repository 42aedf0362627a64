import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";
import { marketIdOf } from "#lib/sportsbook/markets/market-ids.ts";
import type { EventView } from "#lib/sportsbook/markets/schema.ts";
import { FOOTBALL_MARKETS, type FootballMarket } from "#lib/sportsbook/sports/football/markets.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { RealtimeProvider, Seed } from "../realtime/provider.tsx";
import { seedText } from "../realtime/seed-text.ts";
import { useLegs } from "./use-legs.ts";

const team = (name: string) => ({ id: name, name, shortName: name, countryCode: null });

/** Specifiers as the feeds name them, and one outcome, of every kind of market. */
const SAMPLE: Record<FootballMarket, [specifiers: string, key: string]> = {
  "1x2": ["", "home"],
  double_chance: ["", "home_draw"],
  draw_no_bet: ["", "away"],
  total: ["total=2.5", "over"],
  asian_total: ["total=2.25", "under"],
  asian_handicap: ["handicap=-0.75", "home"],
  both_to_score: ["", "yes"],
  correct_score: ["", "1-0"],
  team_total: ["team=home|total=0.5", "over"],
  next_goal: ["goalnr=1", "none"],
  clean_sheet: ["team=home", "yes"],
  half_result: ["half=1", "draw"],
  half_total: ["half=2|total=1.5", "over"],
  half_time_full_time: ["", "draw_home"],
  european_handicap: ["handicap=-1", "draw"],
  winning_margin: ["", "home_3"],
  odd_even: ["", "even"],
  corners_total: ["total=9.5", "over"],
  corners_most: ["", "draw"],
  cards_total: ["total=3.5", "under"],
};

const legs = FOOTBALL_MARKETS.map(({ id: marketType }, at) => {
  const [specifiers, outcomeKey] = SAMPLE[marketType];
  return {
    marketType,
    specifiers,
    marketId: marketIdOf("m1", marketType, specifiers),
    outcomeKey,
    odds: String(15_000 + at),
  };
});

const match: EventView = {
  id: "m1",
  version: 3,
  provider: "test",
  competition: { id: "c", sportId: "football", name: "Cup", category: "World", countryCode: null },
  name: "Reds – Blues",
  participants: [team("Reds"), team("Blues")],
  startsAt: "2026-01-01T12:00:00.000Z",
  status: 1,
  score: footballKickOff(),
  suspension: null,
  incidents: [],
  markets: legs.map(({ marketId, marketType, specifiers, outcomeKey, odds }) => ({
    id: marketId,
    marketType,
    specifiers,
    written: null,
    status: 1,
    version: 3,
    suspension: null,
    outcomes: [{ key: outcomeKey, odds, active: true, result: null, voidFactor: null }],
  })),
};

const Slip = ({ of }: { of: typeof legs }) => <p>{JSON.stringify(useLegs(of))}</p>;

const shown = (of: typeof legs) =>
  renderToString(
    <RealtimeProvider address={{ port: 3001 }}>
      <Seed seeds={seedText({ events: [match] })}>
        <Slip of={of} />
      </Seed>
    </RealtimeProvider>,
  ).replaceAll("&quot;", '"');

it("gives every leg its own odds, whatever kind of market it is of and wherever it stands on the slip", () => {
  for (const order of [legs, legs.toReversed()]) {
    const now = JSON.parse(shown(order).replace(/<\/?p>/g, ""));
    expect(now).toEqual(
      order.map(({ marketId, outcomeKey, odds }) => ({
        id: `${marketId}:${outcomeKey}`,
        odds,
        boost: null,
        status: "offered",
        stale: false,
        runningSport: "football",
      })),
    );
  }
});

it("reads an empty slip as no legs", () => {
  expect(shown([])).toContain("[]");
});
