import type { Side } from "#lib/sportsbook/events/schema.ts";
import { at } from "#lib/sportsbook/pricing/index.ts";
import type { Pair } from "../../shared/pair.ts";
import { massAbove } from "../../shared/pricing/counts.ts";
import type { BasketballModel } from "../model.ts";
import { endsInSlot, pointsPerPossession, possessionsIn } from "./possessions.ts";

/** How likely each side is to be the first; what is missing to 1 is that the game ends before. */
export type Race = { home: number; away: number };

/** For each count of possessions: how likely the points are reached with the last of them, and that they are not reached yet. */
const reaching = (efficiency: number, needed: number, most: number): { hit: number[]; open: number[] } => {
  const chances = pointsPerPossession(efficiency);
  let mass = new Float64Array(needed);
  mass[0] = 1;
  let left = 1;
  const [hit, open] = [[0], [1]];
  for (let n = 1; n <= most; n += 1) {
    const next = new Float64Array(needed);
    for (let i = 0; i < needed; i += 1)
      for (let points = 0; points < chances.length && i + points < needed; points += 1)
        next[i + points] = at(next, i + points) + at(mass, i) * at(chances, points);
    const still = next.reduce((sum, p) => sum + p, 0);
    hit.push(left - still);
    open.push(still);
    mass = next;
    left = still;
  }
  return { hit, open };
};

/**
 * Who is first to have so many points, possession by possession, in the four quarters.
 * @param homeBall how likely the home side is to have the ball first
 */
export const raceTo = (
  model: BasketballModel,
  points: number,
  score: Pair,
  slots: number,
  homeBall: number,
): Race => {
  const count = possessionsIn(slots, endsInSlot(model));
  const most = Math.ceil((count.from + count.mass.length) / 2);
  const of = (side: Side) => reaching(model.efficiency[side], points - score[side], most);
  const sides = { home: of("home"), away: of("away") };
  const race: Race = { home: 0, away: 0 };
  for (const first of ["home", "away"] as const) {
    const second = first === "home" ? "away" : "home";
    const weight = first === "home" ? homeBall : 1 - homeBall;
    for (let n = 1; n <= most; n += 1) {
      // The n-th possession of the first side is number 2n − 1, that of the other side 2n.
      race[first] +=
        weight * at(sides[first].hit, n) * at(sides[second].open, n - 1) * massAbove(count, 2 * n - 2);
      race[second] +=
        weight * at(sides[second].hit, n) * at(sides[first].open, n) * massAbove(count, 2 * n - 1);
    }
  }
  return race;
};

const APART = 10;
/** A race that the next basket may decide is not offered. */
const NEEDED_MIN = 4;
const UNFINISHED_MAX = 0.02;

/** The race that is offered on this score: the next one in tens that is neither nearly over nor likely to stay open. */
export const openRace = (
  model: BasketballModel,
  score: Pair,
  slots: number,
  homeBall: number,
): { points: number; race: Race } | null => {
  const most = Math.max(score.home, score.away);
  const points = Math.ceil((most + NEEDED_MIN) / APART) * APART;
  const race = raceTo(model, points, score, slots, homeBall);
  return race.home + race.away > 1 - UNFINISHED_MAX ? { points, race } : null;
};
