import { at } from "#lib/sportsbook/pricing/index.ts";
import { recent } from "../../recent.ts";
import type { Counts } from "../../shared/pricing/counts.ts";
import { cropped, decided, type Grid, mixtureOf, type Product, playedOn } from "../../shared/pricing/grid.ts";
import type { BasketballModel } from "../model.ts";
import { endsInSlot, pointsOfPossessions, possessionsIn, slotsOf } from "./possessions.ts";

/** An overtime is five minutes. */
const OVERTIME_SLOTS = slotsOf(300);

/**
 * The points that both sides add in these slots.
 * @param homeBall how likely the home side is to have the ball first
 */
export const pointsIn = (model: BasketballModel, slots: number, homeBall: number): Grid => {
  const { from, mass } = possessionsIn(slots, endsInSlot(model));
  const weightOf = (count: number): number => at(mass, count - from);
  const least = Math.floor(from / 2);
  const most = Math.ceil((from + mass.length - 1) / 2);
  const home = pointsOfPossessions(model.efficiency.home, most);
  const away = pointsOfPossessions(model.efficiency.away, most);
  const products: Product[] = [];
  for (let n = least; n <= most; n += 1) {
    // So many possessions of the home side leave the other side one less, as many, or one more.
    const weights = [weightOf(2 * n - 1) * homeBall, weightOf(2 * n), weightOf(2 * n + 1) * (1 - homeBall)];
    const weight = weights.reduce((sum, each) => sum + each, 0);
    if (weight === 0) continue;
    const mixed = mixCounts(
      weights.map((each, i) => [each / weight, away[Math.min(most, Math.max(0, n - 1 + i))] as Counts]),
    );
    products.push({ weight, home: home[n] as Counts, away: mixed });
  }
  return mixtureOf(products);
};

const mixCounts = (parts: readonly (readonly [weight: number, counts: Counts])[]): Counts => {
  const used = parts.filter(([weight]) => weight > 0);
  const from = Math.min(...used.map(([, counts]) => counts.from));
  const mass = new Float64Array(
    Math.max(...used.map(([, counts]) => counts.from + counts.mass.length)) - from,
  );
  for (const [weight, counts] of used)
    for (let i = 0; i < counts.mass.length; i += 1)
      mass[counts.from - from + i] = at(mass, counts.from - from + i) + weight * at(counts.mass, i);
  return { from, mass };
};

export const modelKey = ({ quarterMinutes, pace, efficiency }: BasketballModel): string =>
  `${quarterMinutes}:${pace}:${efficiency.home}:${efficiency.away}`;

const kept = recent<Grid>(200);

/** `pointsIn` of a whole quarter or half that either side may open. */
export const pointsOfFresh = (model: BasketballModel, slots: number): Grid =>
  kept(`${modelKey(model)}/${slots}`, () => pointsIn(model, slots, 0.5));

const overtimes = recent<Grid>(200);

/** Overtime is a small part of a game: what is unlikely in it is left out. */
const UNLIKELY_IN_OVERTIME = 1e-6;

/** The points of overtime until it is decided: by the second at the latest, which makes one game in a thousand a little shorter. */
const overtimeOf = (model: BasketballModel): Grid =>
  overtimes(modelKey(model), () => {
    const one = cropped(pointsIn(model, OVERTIME_SLOTS, 0.5), UNLIKELY_IN_OVERTIME);
    return cropped(playedOn(one, decided(one)), UNLIKELY_IN_OVERTIME);
  });

/** A grid of the end of regular time, or of an overtime, as that of the end of the game. */
export const withOvertime = (model: BasketballModel, grid: Grid): Grid => playedOn(grid, overtimeOf(model));
