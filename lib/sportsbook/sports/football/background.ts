import type { Side } from "#lib/sportsbook/events/schema.ts";
import type { IncidentKind } from "./incidents.ts";
import type { FootballModel } from "./pricing/intensity.ts";
import { HALF_END } from "./score.ts";

/** What both sides do together in a match, goals aside: means of 1,941 matches of 2016-18 (Pappalardo et al. 2019). */
const PER_MATCH = {
  shot: 15.1,
  shot_on_target: 5.9,
  corner: 9.9,
  offside: 4.2,
  yellow_card: 3.8,
  second_yellow: 0.09,
  red_card: 0.09,
  penalty_missed: 0.08,
} as const satisfies Partial<Record<IncidentKind, number>>;

type BackgroundKind = keyof typeof PER_MATCH;

export const BACKGROUND_KINDS = Object.keys(PER_MATCH) as BackgroundKind[];

/** A match with usual stoppage. */
export const USUAL_SECONDS = HALF_END.second_half + 7 * 60;

/** Shots on target that end in a corner besides. */
export const CORNER_AFTER_SHOT = 0.3;

/** A side's share of what attacking sides get: the weaker side still has the ball at times. */
export const attackOf = ({ homeRate, awayRate }: FootballModel, side: Side): number => {
  const strength = homeRate / (homeRate + awayRate);
  return 0.5 + (side === "home" ? 0.7 : -0.7) * (strength - 0.5);
};

const isCard = (kind: BackgroundKind): boolean =>
  kind === "yellow_card" || kind === "second_yellow" || kind === "red_card";

/** How often a side does this, evenly over a match. The weaker side commits more fouls. */
export const ratePerSecond = (model: FootballModel, kind: BackgroundKind, side: Side): number => {
  const attack = attackOf(model, side);
  const share = isCard(kind) ? 0.5 + 0.4 * (0.5 - attack) : attack;
  return (PER_MATCH[kind] * share) / USUAL_SECONDS;
};

export const cornersPerSecond = (model: FootballModel, side: Side): number =>
  ratePerSecond(model, "corner", side) + CORNER_AFTER_SHOT * ratePerSecond(model, "shot_on_target", side);

/** Yellow and red, each as one. */
export const cardsPerSecond = (model: FootballModel, side: Side): number =>
  ratePerSecond(model, "yellow_card", side) +
  ratePerSecond(model, "second_yellow", side) +
  ratePerSecond(model, "red_card", side);
