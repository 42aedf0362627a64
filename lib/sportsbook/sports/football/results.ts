import type { Side } from "#lib/sportsbook/events/schema.ts";
import { parseSpecifiers } from "#lib/sportsbook/markets/market-ids.ts";
import type { OutcomeResult } from "#lib/sportsbook/markets/schema.ts";
import { ordinal, overUnder, quarterLine, twoSided, winners } from "../results.ts";
import type { Final, MarketRef, Shortfall, SportState } from "../sport.ts";
import { halfGoals, halfOf, halfTimes, type Leader, leaderOf, ofHalves } from "./halves.ts";
import { goalSides } from "./incidents.ts";
import { type FootballMarket, OUTCOME_KEYS } from "./markets.ts";
import type { FootballScore, Pair } from "./score.ts";

const isMarket = (marketType: string): marketType is FootballMarket =>
  Object.hasOwn(OUTCOME_KEYS, marketType);

const nextGoal = (
  specifiers: string,
  { goals }: FootballScore,
  sides: readonly Side[],
  final: boolean,
): OutcomeResult[] | null => {
  const number = ordinal(specifiers, "goalnr");
  // Without an incident for every goal it is not known who scored which.
  if (sides.length !== goals.home + goals.away) return null;
  const scorer = sides[number - 1];
  return scorer || final ? winners(OUTCOME_KEYS.next_goal, [scorer ?? "none"]) : null;
};

const teamOf = (specifiers: string): Side => {
  const side = parseSpecifiers(specifiers).team;
  if (side !== "home" && side !== "away") throw new RangeError(`no team in "${specifiers}"`);
  return side;
};

const halfResult = (specifiers: string, score: FootballScore, final: boolean): OutcomeResult[] | null => {
  const goals = halfGoals(halfOf(specifiers), score, final);
  return goals?.over ? winners(OUTCOME_KEYS.half_result, [leaderOf(goals)]) : null;
};

const halfTotal = (specifiers: string, score: FootballScore, final: boolean): OutcomeResult[] | null => {
  const line = quarterLine(specifiers, "total");
  const goals = halfGoals(halfOf(specifiers), score, final);
  return goals && overUnder(goals.home + goals.away, line, goals.over);
};

const marginKey = ({ home, away }: Pair): string =>
  home === away ? "draw" : `${leaderOf({ home, away })}_${Math.min(3, Math.abs(home - away))}`;

const cardsOf = ({ yellowCards, redCards }: FootballScore): number =>
  yellowCards.home + yellowCards.away + redCards.home + redCards.away;

const threeWay = (specifiers: string, { home, away }: Pair): Leader => {
  const handicap = quarterLine(specifiers, "handicap");
  if (!Number.isInteger(handicap)) throw new RangeError(`no whole handicap in "${specifiers}"`);
  return leaderOf({ home: home + handicap, away });
};

/** `footballResults` with the goals by the sides that scored them, in order. */
export const resultsOf = (
  { marketType, specifiers }: MarketRef,
  score: FootballScore,
  sides: readonly Side[],
  final: boolean,
): OutcomeResult[] | null => {
  if (!isMarket(marketType)) throw new RangeError(`no market "${marketType}"`);
  const { home, away } = score.goals;
  const keys = OUTCOME_KEYS[marketType];
  const leader = leaderOf(score.goals);
  switch (marketType) {
    case "1x2":
      return final ? winners(keys, [leader]) : null;
    case "double_chance":
      return final
        ? winners(
            keys,
            keys.filter((key) => key.split("_").includes(leader)),
          )
        : null;
    case "draw_no_bet":
      return final ? twoSided(["home", "away"], home - away) : null;
    case "total":
    case "asian_total":
      return overUnder(home + away, quarterLine(specifiers, "total"), final);
    case "asian_handicap": {
      const handicap = quarterLine(specifiers, "handicap");
      return final ? twoSided(["home", "away"], home - away + handicap) : null;
    }
    case "both_to_score":
      if (home > 0 && away > 0) return winners(keys, ["yes"]);
      return final ? winners(keys, ["no"]) : null;
    case "correct_score": {
      const key = `${home}-${away}`;
      return final ? winners(keys, [keys.includes(key) ? key : "other"]) : null;
    }
    case "team_total":
      return overUnder(score.goals[teamOf(specifiers)], quarterLine(specifiers, "total"), final);
    case "next_goal":
      return nextGoal(specifiers, score, sides, final);
    case "clean_sheet":
      if (score.goals[teamOf(specifiers) === "home" ? "away" : "home"] > 0) return winners(keys, ["no"]);
      return final ? winners(keys, ["yes"]) : null;
    case "half_result":
      return halfResult(specifiers, score, final);
    case "half_total":
      return halfTotal(specifiers, score, final);
    case "half_time_full_time":
      return final && score.halfTime ? winners(keys, [`${leaderOf(score.halfTime)}_${leader}`]) : null;
    case "european_handicap": {
      const won = threeWay(specifiers, score.goals);
      return final ? winners(keys, [won]) : null;
    }
    case "winning_margin":
      return final ? winners(keys, [marginKey(score.goals)]) : null;
    case "corners_total":
      return overUnder(score.corners.home + score.corners.away, quarterLine(specifiers, "total"), final);
    case "corners_most":
      return final ? winners(keys, [leaderOf(score.corners)]) : null;
    case "cards_total":
      return overUnder(cardsOf(score), quarterLine(specifiers, "total"), final);
    case "odd_even":
      return final ? winners(keys, [(home + away) % 2 === 1 ? "odd" : "even"]) : null;
  }
};

/**
 * How a market stands on this score, by the table of feed settlements: null while it is open, decided early where no
 * further goal can change it (an over that is passed, both sides having scored, the numbered goal). Regular time only.
 * It knows nothing of VAR: settle early only once a goal is beyond review. A numbered goal is null where the incidents do not
 * account for every goal.
 * @throws RangeError on a market or specifiers that football does not have
 */
export const footballResults = (
  market: MarketRef,
  { score, incidents }: SportState<FootballScore>,
  final: boolean,
): OutcomeResult[] | null => resultsOf(market, score, goalSides(incidents), final);

/** How many goals a losing leg needs, or that it is beaten, where goals alone say so. */
export const footballShortfall = (
  { marketType, specifiers, outcomeKey }: MarketRef & { outcomeKey: string },
  { goals: { home, away } }: FootballScore,
): Shortfall => {
  const { total, team } = parseSpecifiers(specifiers);
  const scored = team === "home" ? home : team === "away" ? away : home + away;
  const line = Number(total);
  switch (marketType) {
    case "total":
    case "asian_total":
    case "team_total":
      if (outcomeKey === "over") return { needed: Math.floor(line - scored) + 1 };
      return scored >= line + 0.5 ? { beaten: true } : {};
    case "both_to_score":
      if (outcomeKey === "yes") return { needed: [home, away].filter((goals) => goals === 0).length };
      return { beaten: true };
    default:
      return {};
  }
};

/** In which ways the goals up to number `upTo` may have fallen when so many more come: who scored that one. */
const orders = (before: readonly Side[], more: Pair, upTo: number): Side[][] => {
  if (upTo <= before.length || upTo > before.length + more.home + more.away) return [[...before]];
  const filled = (side: Side): Side[] => {
    const goals = [...before];
    while (goals.length < upTo) goals.push(side);
    return goals;
  };
  return (["home", "away"] as const).filter((side) => more[side] > 0).map(filled);
};

/** Beyond so many goals a side every line of the board has been passed: from here, and from kick-off. */
const MORE_GOALS = 6;
const GOALS_MAX = 10;
/** Above its line so many goals a side give a half every result that it can have. */
const MORE_IN_HALF = 2;

/** Whether corners or cards decide a market of this type. */
export const isCount = (marketType: string): boolean =>
  marketType === "corners_total" || marketType === "corners_most" || marketType === "cards_total";

/** Of corners and cards a final score says nothing: any number may come on top of those that there are. */
const countResults = (market: MarketRef, score: FootballScore): OutcomeResult[][] => {
  const many = Math.ceil(lineOf(market)) + 1;
  const after = (home: number, away: number): FootballScore => ({
    ...score,
    corners: { home: score.corners.home + home, away: score.corners.away + away },
    yellowCards: { ...score.yellowCards, home: score.yellowCards.home + home },
  });
  const behind = Math.abs(score.corners.home - score.corners.away);
  return [
    after(0, 0),
    after(many, 0),
    after(behind + 1, 0),
    after(0, behind + 1),
    after(behind, 0),
    after(0, behind),
  ].flatMap((each) => {
    const results = resultsOf(market, each, [], true);
    return results ? [results] : [];
  });
};

const lineOf = ({ specifiers }: MarketRef): number => {
  const { total, handicap } = parseSpecifiers(specifiers);
  return Math.abs(Number(total ?? handicap ?? 0)) || 0;
};

/** Every final score within reach; of halves that are not known, every course that leads to it. */
export const footballFinals = function* (
  { score, incidents }: SportState<FootballScore>,
  market?: MarketRef,
): Generator<Final> {
  const before = goalSides(incidents);
  const reach = !market
    ? MORE_GOALS
    : ofHalves(market.marketType)
      ? Math.ceil(lineOf(market)) + MORE_IN_HALF
      : Math.max(GOALS_MAX, Math.ceil(lineOf(market)) + 2);
  for (let home = 0; home <= reach; home += 1) {
    for (let away = 0; away <= reach; away += 1) {
      const goals = { home: score.goals.home + home, away: score.goals.away + away };
      const scored = (side: Side): number => before.filter((one) => one === side).length;
      const unknown = { home: goals.home - scored("home"), away: goals.away - scored("away") };
      const final = { ...score, goals };
      yield {
        text: `${goals.home}–${goals.away}`,
        results: (ref) => {
          if (isCount(ref.marketType)) return countResults(ref, final);
          if (ofHalves(ref.marketType))
            return halfTimes(score, goals).map(
              (halfTime) => resultsOf(ref, { ...final, halfTime }, [], true) ?? [],
            );
          if (ref.marketType !== "next_goal") return [resultsOf(ref, final, [], true) ?? []];
          const number = ordinal(ref.specifiers, "goalnr");
          return orders(before, unknown, number).map((sides) =>
            winners(OUTCOME_KEYS.next_goal, [sides[number - 1] ?? "none"]),
          );
        },
      };
    }
  }
};
