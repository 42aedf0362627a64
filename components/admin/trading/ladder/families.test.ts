import { expect, it } from "vitest";
import type { DeskMarket } from "#lib/backoffice/schema.ts";
import { marketIdOf } from "#lib/sportsbook/markets/schema.ts";
import { deskFamilies, scoreGrid } from "./families.ts";
import { readFolds, writeFolds } from "./folds.ts";

const market = (marketType: string, specifiers: string, keys: readonly string[], worst = 0n): DeskMarket => ({
  id: marketIdOf("e", marketType, specifiers),
  marketType,
  specifiers,
  written: null,
  status: 1,
  version: 1n,
  controlVersion: 0,
  off: false,
  ownMargin: null,
  limits: { stakeMax: null, payoutMax: null },
  feedStatus: 1,
  priceAt: null,
  suspensions: [],
  outcomes: keys.map((key) => ({
    key,
    odds: 20_000n,
    feedOdds: 20_000n,
    boost: null,
    manual: null,
    probability: 0.5,
    active: true,
    result: null,
    deadHeat: null,
    bets: 0,
    stake: 0n,
    payout: 0n,
    net: 0n,
  })),
  bets: worst < 0n ? 1 : 0,
  stake: worst < 0n ? 100n : 0n,
  worst,
  margin: null,
});

const TOTALS = ["over", "under"];

it("groups lines into families as players see them, and lays each out by its outcomes", () => {
  const families = deskFamilies("football", [
    market("1x2", "", ["home", "draw", "away"]),
    market("total", "total=1.5", TOTALS, -300n),
    market("total", "total=2.5", TOTALS, -500n),
    market("correct_score", "", ["0-0", "1-0", "0-1", "1-1", "other"]),
    market("team_total", "team=home|total=1.5", TOTALS),
    market("team_total", "team=away|total=1.5", TOTALS),
  ]);
  expect(families.map(({ key, shape, markets, main }) => [key, shape, markets.length, main])).toEqual([
    ["1x2", "ladder", 1, true],
    ["total", "ladder", 2, true],
    ["correct_score", "grid", 1, false],
    ["team_total-home", "ladder", 1, false],
    ["team_total-away", "ladder", 1, false],
  ]);
  expect(families[1]).toMatchObject({ bets: 2, stake: 200n, worst: -500n });
});

it("lays a field of many outcomes out as cells", () => {
  const [family] = deskFamilies("tennis", [
    market("set_betting", "", ["home_2_0", "home_2_1", "away_2_1", "away_2_0"]),
  ]);
  expect(family?.shape).toBe("cells");
});

it("makes rows and columns of scores, with what is no score beside them", () => {
  const grid = scoreGrid(["10-0", "2-1", "0-0", "2-0", "other"]);
  expect(grid).toMatchObject({ home: [0, 2, 10], away: [0, 1], rest: ["other"] });
  expect([grid.has(2, 1), grid.has(0, 1)]).toEqual([true, false]);
});

it("reads back what was folded and opened, the newest choice kept longest", () => {
  const text = writeFolds(readFolds("football/total!1.nonsense.tennis/x!2"), "football/1x2", false);
  expect(readFolds(text)).toEqual({ "football/total": true, "football/1x2": false });
  const many = Array.from({ length: 70 }, (_, n) => `football/m${n}!1`).join(".");
  const kept = Object.keys(readFolds(writeFolds(readFolds(many), "football/new", true)));
  expect([kept.length, kept.at(-1), kept[0]]).toEqual([60, "football/new", "football/m11"]);
  expect(readFolds(writeFolds({ a: true }, "football/a", true))).toEqual({ "football/a": true });
});
