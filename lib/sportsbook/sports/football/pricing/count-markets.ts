import { specifiersOf } from "#lib/sportsbook/markets/schema.ts";
import { cardsPerSecond, cornersPerSecond } from "../background.ts";
import type { FootballMarket } from "../markets.ts";
import type { FootballScore } from "../score.ts";
import { aboveLine, type Counts, distributionsOf } from "./distributions.ts";
import { type Fair, resultOf } from "./fair.ts";
import type { ScoreGrid } from "./grid.ts";
import { type FootballModel, secondsLeft } from "./intensity.ts";
import { LIKELY_MAX } from "./lines.ts";
import { poissonGrid } from "./poisson.ts";

/** The corners and the cards of both sides that are still to come, independent of goals. */
export const cornersLeft = (model: FootballModel, score: FootballScore): ScoreGrid => {
  const seconds = secondsLeft(model, score);
  return poissonGrid(seconds * cornersPerSecond(model, "home"), seconds * cornersPerSecond(model, "away"));
};

export const cardsLeft = (model: FootballModel, score: FootballScore): ScoreGrid => {
  const seconds = secondsLeft(model, score);
  return poissonGrid(seconds * cardsPerSecond(model, "home"), seconds * cardsPerSecond(model, "away"));
};

const LINES = 5;

/** The half lines nearest to an even price, of which both sides have one. */
const evenest = (marketType: FootballMarket, left: Counts, counted: number): Fair[] => {
  const lines: { line: number; over: number }[] = [];
  for (let more = 0; more < left.mass.length; more += 1) {
    const over = aboveLine(left, more + 0.5);
    if (over <= LIKELY_MAX && 1 - over <= LIKELY_MAX) lines.push({ line: counted + more + 0.5, over });
  }
  return lines
    .sort((a, b) => Math.abs(a.over - 0.5) - Math.abs(b.over - 0.5))
    .slice(0, LINES)
    .sort((a, b) => a.line - b.line)
    .map(({ line, over }) => ({
      marketType,
      specifiers: specifiersOf({ total: line }),
      fair: [over, 1 - over],
    }));
};

/** Corners and cards. */
export const countMarkets = (model: FootballModel, score: FootballScore): Fair[] => {
  const { corners, yellowCards, redCards } = score;
  const ofCorners = distributionsOf(cornersLeft(model, score));
  const ofCards = distributionsOf(cardsLeft(model, score));
  const cards = yellowCards.home + yellowCards.away + redCards.home + redCards.away;
  return [
    ...evenest("corners_total", ofCorners.total, corners.home + corners.away),
    {
      marketType: "corners_most",
      specifiers: "",
      fair: resultOf(ofCorners.difference, corners.home - corners.away),
    },
    ...evenest("cards_total", ofCards.total, cards),
  ];
};
