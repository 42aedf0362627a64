import { at } from "#lib/sportsbook/pricing/index.ts";
import { recent } from "../../recent.ts";
import type { Counts } from "../../shared/pricing/counts.ts";
import type { BasketballModel } from "../model.ts";
import { QUARTERS } from "../score.ts";

/**
 * The process of a game, which is simulated and priced alike. Time is cut into slots of six seconds. In each the running possession ends with
 * the same probability, is worth 0 to 3 points by the efficiency of the side that has the ball, and the ball goes to the other side. Across
 * breaks the ball goes on changing sides. So the possessions that are left are binomial, and given their number both sides score
 * independently.
 */
export const SLOT_SECONDS = 6;

export const slotsOf = (seconds: number): number => Math.ceil(seconds / SLOT_SECONDS);

/** How likely it is that a possession ends within a slot. */
export const endsInSlot = ({ pace, quarterMinutes }: BasketballModel): number =>
  (2 * pace) / (QUARTERS * slotsOf(quarterMinutes * 60));

/**
 * How many possessions in a hundred bring one, two and three points at the efficiency at which they were counted. With them a side's points
 * vary as H. S. Stern, "A Brownian motion model for the progress of sports scores", JASA 89 (1994), measured: the lead over a game of 98
 * possessions a side has a standard deviation of 15.8.
 */
const PER_HUNDRED = [5, 35, 11] as const;
const COUNTED_AT = (PER_HUNDRED[0] + 2 * PER_HUNDRED[1] + 3 * PER_HUNDRED[2]) / 100;

/** How likely a possession is to bring 0, 1, 2 and 3 points. */
export const pointsPerPossession = (efficiency: number): readonly [number, number, number, number] => {
  const scale = efficiency / COUNTED_AT / 100;
  const [one, two, three] = PER_HUNDRED.map((count) => count * scale) as [number, number, number];
  return [1 - one - two - three, one, two, three];
};

/** What is less likely than this is left out. */
const NEGLIGIBLE = 1e-8;

const trimmed = (from: number, mass: Float64Array): Counts => {
  let [low, high] = [0, mass.length];
  while (low < high - 1 && at(mass, low) < NEGLIGIBLE) low += 1;
  while (high > low + 1 && at(mass, high - 1) < NEGLIGIBLE) high -= 1;
  const kept = mass.slice(low, high);
  const sum = kept.reduce((total, p) => total + p, 0);
  return { from: from + low, mass: kept.map((p) => p / sum) };
};

const addPossession = ({ from, mass }: Counts, chances: readonly number[]): Counts => {
  const next = new Float64Array(mass.length + chances.length - 1);
  for (let i = 0; i < mass.length; i += 1)
    for (let points = 0; points < chances.length; points += 1)
      next[i + points] = at(next, i + points) + at(mass, i) * at(chances, points);
  return trimmed(from, next);
};

const known = recent<Counts[]>(400);

/** The points of 0, 1, 2 … possessions, up to `most` at least. */
export const pointsOfPossessions = (efficiency: number, most: number): readonly Counts[] => {
  const counts = known(String(efficiency), () => [{ from: 0, mass: Float64Array.of(1) }]);
  const chances = pointsPerPossession(efficiency);
  for (let n = counts.length; n <= most; n += 1) counts.push(addPossession(counts[n - 1] as Counts, chances));
  return counts;
};

/** How likely it is that so many possessions end in these slots. */
export const possessionsIn = (slots: number, ends: number): Counts => {
  if (slots === 0) return { from: 0, mass: Float64Array.of(1) };
  const mass = new Float64Array(slots + 1);
  const mode = Math.floor((slots + 1) * ends);
  mass[mode] = 1;
  const odds = ends / (1 - ends);
  for (let k = mode + 1; k <= slots; k += 1) mass[k] = at(mass, k - 1) * ((slots - k + 1) / k) * odds;
  for (let k = mode - 1; k >= 0; k -= 1) mass[k] = (at(mass, k + 1) * (k + 1)) / (slots - k) / odds;
  const sum = mass.reduce((total, p) => total + p, 0);
  return trimmed(
    0,
    mass.map((p) => p / sum),
  );
};

/** How likely the home side is to have the ball after these slots, if it has it now with probability `home`. */
export const homeHasBall = (slots: number, ends: number, home: number): number =>
  0.5 + (home - 0.5) * (1 - 2 * ends) ** slots;
